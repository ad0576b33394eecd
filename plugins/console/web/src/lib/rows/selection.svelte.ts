import type { Row } from '../schema/types';

/// The rows of the page that are selected; those that cannot be are not offered.
export class Selection {
  offered = $state.raw<readonly Row[]>([]);
  #ids = $state.raw<ReadonlySet<number>>(new Set());

  get rows(): Row[] {
    return this.offered.filter((each) => this.#ids.has(each.id));
  }

  get whole(): boolean {
    return this.offered.length > 0 && this.rows.length === this.offered.length;
  }

  /// What was selected stays so as long as it is on the page.
  offer(rows: readonly Row[]): void {
    this.offered = rows;
    this.only(this.#ids);
  }

  offers(row: Row): boolean {
    return this.offered.includes(row);
  }

  has(row: Row): boolean {
    return this.#ids.has(row.id);
  }

  toggle(row: Row): void {
    const ids = new Set(this.#ids);
    if (!ids.delete(row.id)) ids.add(row.id);
    this.#ids = ids;
  }

  toggle_all(): void {
    this.#ids = new Set(this.whole ? [] : this.offered.map((each) => each.id));
  }

  only(ids: ReadonlySet<number>): void {
    this.#ids = new Set(this.offered.filter((each) => ids.has(each.id)).map((each) => each.id));
  }
}
