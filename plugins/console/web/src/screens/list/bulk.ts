import { message_of, Problem } from '../../lib/api/problem';
import { by_field } from '../../lib/fields/faults';
import type { Entity } from '../../lib/schema/model';
import type { Row, Transition } from '../../lib/schema/types';

/// Steps that many records can take at once. A file belongs to one record: a step that needs one is taken record by record.
export function bulk_transitions(entity: Entity): Transition[] {
  const is_file = (name: string) => entity.by_name.get(name)?.type === 'attachment';
  return (entity.workflow?.transitions ?? [])
    .filter((each) => !each.fields.some((field) => field.required && is_file(field.name)))
    .map((each) => ({ ...each, fields: each.fields.filter((field) => !is_file(field.name)) }));
}

/// Whether a step begins in the row's state. Whether the record may take it, the server decides.
function begins_at(entity: Entity, transition: Transition, row: Row): boolean {
  const state = entity.workflow ? row[entity.workflow.field] : undefined;
  return !transition.from || (typeof state === 'string' && transition.from.includes(state));
}

export function can_move(entity: Entity, row: Row): boolean {
  return bulk_transitions(entity).some((each) => begins_at(entity, each, row));
}

/// The steps that all of the rows can take.
export function common_transitions(entity: Entity, rows: readonly Row[]): Transition[] {
  return rows.length ? bulk_transitions(entity).filter((each) => rows.every((row) => begins_at(entity, each, row))) : [];
}

const is_nothing = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);

/// What the rows already hold of the fields of a step: the values that all of them share, and the names that none of them has.
export function held_by(rows: readonly Row[], names: readonly string[]): { shared: Record<string, unknown>; lacking: Set<string> } {
  const shared: Record<string, unknown> = {};
  const lacking = new Set<string>();
  for (const name of names) {
    const values = rows.map((row) => row[name]);
    if (values.every(is_nothing)) lacking.add(name);
    else if (new Set(values.map((each) => JSON.stringify(each))).size === 1) shared[name] = values[0];
  }
  return { shared, lacking };
}

export interface Outcome {
  row: Row;
  /// unknown: it was sent, and no answer came.
  kind: 'done' | 'refused' | 'unknown' | 'not_tried';
  reason: string;
}

/// Why a record was refused, in one line; what is said of a field begins with its name.
export function reason_of(error: unknown, entity: Entity): string {
  if (!(error instanceof Problem) || !error.errors.length) return message_of(error);
  const { named, others } = by_field(error.errors, new Set(entity.by_name.keys()));
  return [...Object.entries(named).map(([name, detail]) => `${entity.by_name.get(name)?.label}: ${detail}`), ...others].join(' ');
}

/// Takes a step with each of the rows, one after the other, so that one refusal leaves the others alone. Without a connection or a
/// session, or once `stopped`, the rest is not tried. `told` hears of each outcome as it comes.
export async function take_each(
  rows: readonly Row[],
  take: (row: Row) => Promise<void>,
  reason: (error: unknown) => string,
  stopped: () => boolean,
  told: (outcomes: Outcome[]) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let ended = '';
  for (const row of rows) {
    if (ended || stopped()) {
      outcomes.push({ row, kind: 'not_tried', reason: ended });
      continue;
    }
    try {
      await take(row);
      outcomes.push({ row, kind: 'done', reason: '' });
    } catch (error) {
      const lost = error instanceof Problem && error.status === 0;
      outcomes.push({ row, kind: lost ? 'unknown' : 'refused', reason: reason(error) });
      if (lost || (error instanceof Problem && error.status === 401)) ended = reason(error);
    }
    told([...outcomes]);
  }
  told(outcomes);
  return outcomes;
}
