import { is_wide } from '../../lib/schema/model';
import type { Field } from '../../lib/schema/types';

function natural(field: Field): number {
  if (is_wide(field)) return 12;
  if (field.type === 'reference' || field.type === 'url' || field.type === 'email') return 6;
  return field.type === 'text' && (field.maxLength ?? 255) > 60 ? 6 : 4;
}

/// How many of twelve columns each field of a group takes: rows are full, except the last and those before something wide.
export function spans(fields: readonly Field[]): number[] {
  const found: number[] = [];
  let used = 0;
  for (const field of fields) {
    const wanted = natural(field);
    if (used + wanted > 12) {
      // A gap before something that needs the whole width is left: a lone number would look odd so wide.
      if (wanted < 12 && found.length) found[found.length - 1]! += 12 - used;
      used = 0;
    }
    found.push(wanted);
    used = (used + wanted) % 12;
  }
  return found;
}
