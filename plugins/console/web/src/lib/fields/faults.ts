import { field_of_pointer, type ValueError } from '../api/problem';
import { text } from '../i18n/index.svelte';
import type { Fault } from './validate';

export function fault_text(fault: Fault): string {
  return fault.text ?? (fault.word ? text(fault.word, fault.values) : '');
}

/// The server's refusals, those of fields that are on the screen by their names, and the texts of all others.
export function by_field(errors: readonly ValueError[], shown: ReadonlySet<string>): { named: Record<string, string>; others: string[] } {
  const named: Record<string, string> = {};
  const others: string[] = [];
  for (const each of errors) {
    const field = field_of_pointer(each.pointer);
    if (field && shown.has(field)) named[field] = named[field] ? `${named[field]} ${each.detail}` : each.detail;
    else others.push(each.detail);
  }
  return { named, others };
}
