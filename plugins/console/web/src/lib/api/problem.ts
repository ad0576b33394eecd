import { text } from '../i18n/index.svelte';

/// One value that the server refused: `pointer` is a JSON pointer into what was sent.
export interface ValueError {
  pointer: string;
  code: string;
  detail: string;
}

/// An answer of the server that is a refusal (RFC 9457), or no answer at all (status 0).
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: ValueError[] = [],
    readonly retry_after: number | undefined = undefined,
  ) {
    super(detail || title);
  }
}

export function no_connection(): Problem {
  return new Problem(0, 'no_connection', text('no_connection'), text('no_connection_detail'));
}

/// Told to wait, for want of room or because others asked too much. A locked account is told why.
export function is_busy(problem: Problem): boolean {
  return problem.status === 503 || (problem.status === 429 && problem.code !== 'locked');
}

/// What is said of an error in one line.
export function message_of(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  if (is_busy(error)) return text('busy', { seconds: error.retry_after ?? 5 });
  return error.errors.map((each) => each.detail).join(' ') || error.message || text('something_failed');
}

/// The field that an error's pointer names ("/members/0" is an error of "members"); undefined where it names none.
export function field_of_pointer(pointer: string): string | undefined {
  const first = pointer.split('/')[1];
  return first ? first.replaceAll('~1', '/').replaceAll('~0', '~') : undefined;
}

/// Seconds that a Retry-After header asks for; it may be a number of seconds or a date.
function seconds_of_retry_after(header: string | null, now = Date.now()): number | undefined {
  if (!header) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

export async function problem_of(answer: Response): Promise<Problem> {
  const retry_after = seconds_of_retry_after(answer.headers.get('Retry-After'));
  try {
    const body = (await answer.json()) as Partial<Problem> & { errors?: ValueError[] };
    return new Problem(answer.status, body.code ?? '', body.title ?? '', body.detail ?? '', body.errors ?? [], retry_after);
  } catch {
    return new Problem(answer.status, '', answer.statusText, '', [], retry_after);
  }
}
