import { shown_text } from '../fields/display';
import { text } from '../i18n/index.svelte';
import type { Field } from '../schema/types';

export interface Change {
  field: string;
  label?: string;
  old: unknown;
  new: unknown;
}

/// A changed value as text; a field that is not known (of an older declaration) as it came.
export function change_text(field: Field | undefined, value: unknown, offset: string): string {
  if (value === null || value === undefined || value === '') return '';
  if (field) return shown_text(field, value, offset);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/// What the history of a record and the journal tell alike.
export interface JournalEntry {
  at: string;
  /// By name alone where it was no user.
  user: string | { id: number | null; label: string | null } | null;
  origin: string | null;
  action: string;
  /// What the declaration of its event calls it.
  action_label?: string | null;
  transition_label?: string | null;
  changes: Change[] | null;
  /// Who, from where and what are gone for good.
  erased: boolean;
}

/// Who did it: by name while that is kept, the system where it was nobody.
export function who_did({ user, erased }: JournalEntry): string {
  const { id, label } = typeof user === 'object' && user ? user : { id: null, label: user };
  if (label) return label;
  if (id === null && !erased) return text('by_system');
  return [text('erased'), id === null ? '' : `#${id}`].filter(Boolean).join(' ');
}

export function what_was_done({ action, action_label, transition_label }: JournalEntry): string {
  return transition_label || action_label || action;
}
