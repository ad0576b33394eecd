import type { Input } from '../../lib/fields/input';
import type { Row } from '../../lib/schema/types';

/// What was typed and not yet saved, kept in the browser's tab against a reload or an ended session.
export interface Draft {
  inputs: Record<string, Input>;
  /// What the record was when the typing began, so that a change by somebody else is noticed on saving.
  row?: Row;
  etag?: string;
}

const key = (path: string) => `draft:${path}`;

export function kept_draft(path: string): Draft | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(key(path)) ?? 'null') as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep_draft(path: string, draft: Draft): void {
  try {
    sessionStorage.setItem(key(path), JSON.stringify(draft));
  } catch {
    // A full or forbidden store: the question on leaving the page is left.
  }
}

export function drop_draft(path: string): void {
  try {
    sessionStorage.removeItem(key(path));
  } catch {
    // see above
  }
}
