import { field_of_pointer, Problem, type ValueError } from '../api/problem';
import { text } from '../i18n/index.svelte';
import type { Fault } from './validate';

export function fault_text(fault: Fault): string {
  return fault.text ?? (fault.word ? text(fault.word, fault.values) : '');
}

/// What to say of something that was refused or failed as a whole.
export function failure_text(error: unknown): string {
  if (error instanceof Problem && (error.status === 503 || error.status === 429)) return text('busy', { seconds: error.retry_after ?? 5 });
  return error instanceof Error ? error.message : String(error);
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
