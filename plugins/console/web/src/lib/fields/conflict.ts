import { same_input, to_input, type Input } from './input';
import { text } from '../i18n/index.svelte';
import type { Field, Link, Row } from '../schema/types';

/// One field that somebody else changed while it was being changed here.
export interface Clash {
  field: Field;
  before: Input;
  mine: Input;
  theirs: Input;
}

export interface Merge {
  inputs: Record<string, Input>;
  clashes: Clash[];
  /// What only the other changed, and is taken over.
  taken: { field: Field; before: Input; theirs: Input }[];
}

/// Puts what was typed on top of the record as it is now. Where only the other changed a field, his value stands.
export function merge(fields: readonly Field[], inputs: Record<string, Input>, before: Row, now: Row, offset: string): Merge {
  const merged: Record<string, Input> = {};
  const clashes: Clash[] = [];
  const taken: Merge['taken'] = [];
  for (const field of fields) {
    const was = to_input(field, before[field.name], offset);
    const mine = inputs[field.name] ?? was;
    const theirs = to_input(field, now[field.name], offset);
    const changed_here = !same_input(field, mine, was, offset);
    const changed_there = !same_input(field, theirs, was, offset);
    merged[field.name] = changed_here ? mine : theirs;
    if (changed_here && changed_there && !same_input(field, mine, theirs, offset)) clashes.push({ field, before: was, mine, theirs });
    if (!changed_here && changed_there) taken.push({ field, before: was, theirs });
  }
  return { inputs: merged, clashes, taken };
}

export function shown_input(field: Field, input: Input): string {
  if (typeof input === 'boolean') return text(input ? 'yes' : 'no');
  if (Array.isArray(input)) return input.map((each) => each.label).join('; ') || text('no_value');
  if (input && typeof input === 'object') return (input as Link).label;
  return field.options?.find((each) => each.value === input)?.label || input || text('no_value');
}
