/// What the browser keeps between pages. One that keeps nothing, or no more, forgets: nothing here fails.
class Kept {
  constructor(private readonly store: () => Storage) {}

  read(name: string): string | undefined {
    try {
      return this.store().getItem(name) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /// What it holds was written by this console, as JSON; anything else was not kept.
  read_value<T>(name: string): T | undefined {
    try {
      return (JSON.parse(this.read(name) ?? 'null') as T | null) ?? undefined;
    } catch {
      return undefined;
    }
  }

  write(name: string, text: string | undefined): void {
    try {
      if (text === undefined) this.store().removeItem(name);
      else this.store().setItem(name, text);
    } catch {
      // forgotten
    }
  }

  drop(which: (name: string) => boolean): void {
    try {
      for (const name of Object.keys(this.store())) if (which(name)) this.store().removeItem(name);
    } catch {
      // There is nothing to drop.
    }
  }
}

/// Until the tab is closed.
export const in_tab = new Kept(() => sessionStorage);
export const in_browser = new Kept(() => localStorage);
