import { shown_text } from '../../lib/fields/display';
import type { Field } from '../../lib/schema/types';

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
