import type { Sending } from '../../lib/api/client';
import { session } from '../../lib/api/session.svelte';
import type { Input } from '../../lib/fields/input';
import type { Row } from '../../lib/schema/types';
import { in_tab } from '../../lib/storage';

/// What was typed and not yet saved, kept in the browser's tab against a reload or an ended session.
export interface Draft {
  inputs: Record<string, Input>;
  /// What the record was when the typing began, so that a change by somebody else is noticed on saving.
  row?: Row;
  etag?: string;
  /// The new record as it was sent, while nobody knows whether it was made.
  sent?: Sending;
}

const key = (path: string) => session.own(`draft:${path}`);

export function kept_draft(path: string): Draft | undefined {
  return in_tab.read_value<Draft>(key(path));
}

export function keep_draft(path: string, draft: Draft): void {
  in_tab.write(key(path), JSON.stringify(draft));
}

export function drop_draft(path: string): void {
  in_tab.write(key(path), undefined);
}
