import { current_language } from '../i18n/index.svelte';
import { no_connection, problem_of } from './problem';

export interface Answer<T> {
  status: number;
  data: T;
  etag: string | null;
  headers: Headers;
}

/// How a request goes out.
export type Send = (address: string, how: { method: string; headers: Record<string, string>; body: BodyInit | null; credentials: 'same-origin'; signal: AbortSignal | null }) => Promise<Response>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  /// Sent as it is, with this media type, instead of a JSON body.
  content?: { type: string; body: BodyInit };
  if_match?: string;
  idempotency_key?: string;
  signal?: AbortSignal;
  /// Instead of fetch.
  send?: Send;
  accept?: string;
  /// The login itself, what is asked before it and the way out: a 401 is its answer and opens no dialog.
  anonymous?: boolean;
  /// Takes as long as it takes: a file on its way.
  unhurried?: boolean;
}

export type Query = Record<string, string | number | undefined> | [string, string][];

/// What the client needs of the session; set by the session itself, so that neither includes the other.
interface SessionHooks {
  csrf(): string | undefined;
  /// Takes the token that holds now; rejects when the session is somebody else's by now.
  renew(): Promise<void>;
  /// Asks the user to log in again, on top of what is on the screen; rejects when he gives up.
  log_in_again(): Promise<void>;
}
let hooks: SessionHooks = { csrf: () => undefined, renew: async () => {}, log_in_again: () => Promise.reject(new Error('no session')) };
export function connect_session(to: SessionHooks): void {
  hooks = to;
}

export function address(path: string, query?: Query): string {
  const parameters = new URLSearchParams();
  const pairs = Array.isArray(query) ? query : Object.entries(query ?? {});
  for (const [name, value] of pairs) if (value !== undefined && value !== '') parameters.append(name, String(value));
  const written = parameters.toString();
  return written ? `${path}?${written}` : path;
}

function random_key(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, '0')).join('');
}

/// A request that may have been done without an answer: sent again with the same key, it is not done twice.
export interface Sending {
  content: string;
  key: string;
}

/// The same sending as before as long as the content is the same.
export function sending(content: unknown, before?: Sending): Sending {
  const text = JSON.stringify(content);
  return before?.content === text ? before : { content: text, key: random_key() };
}

const pause = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));

/// How long an answer is waited for.
const patience = 60_000;

/// Ends when the asker gives up, and at last when nothing comes. (AbortSignal.any is not in Chrome 109.)
function ending(options: RequestOptions): AbortSignal | null {
  const given = options.signal;
  if (options.unhurried || options.content) return given ?? null;
  const late = AbortSignal.timeout(patience);
  if (!given) return late;
  const either = new AbortController();
  for (const each of [given, late]) {
    if (each.aborted) either.abort(each.reason);
    else each.addEventListener('abort', () => either.abort(each.reason), { once: true, signal: either.signal });
  }
  return either.signal;
}

/// A line that drops, before the answer or in the middle of it, is no connection; what the asker gave up on is no problem.
async function received<T>(coming: Promise<T>, options: RequestOptions): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    throw options.signal?.aborted ? error : no_connection();
  }
}

async function ask(verb: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: options.accept ?? 'application/json',
    'Accept-Language': current_language(),
  };
  const csrf = hooks.csrf();
  if (verb !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  if (options.if_match) headers['If-Match'] = options.if_match;
  if (options.idempotency_key) headers['Idempotency-Key'] = options.idempotency_key;
  let body: BodyInit | undefined;
  if (options.content) {
    headers['Content-Type'] = options.content.type;
    body = options.content.body;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  const asking = (options.send ?? fetch)(address(path, options.query), {
    method: verb,
    headers,
    body: body ?? null,
    credentials: 'same-origin',
    signal: ending(options),
  });
  return received(asking, options);
}

/// The answer, after what the session can mend: a login that ended, a token of a page of before, a busy server.
async function persist(verb: string, path: string, options: RequestOptions): Promise<Response> {
  for (let attempt = 1; ; ++attempt) {
    const answer = await ask(verb, path, options);
    if (answer.ok || answer.status === 304) return answer;
    const problem = await problem_of(answer);
    if (answer.status === 401 && !options.anonymous && attempt < 4) {
      await hooks.log_in_again();
    } else if (answer.status === 403 && problem.code === 'csrf' && attempt < 3) {
      await hooks.renew();
    } else if (answer.status === 503 && verb === 'GET' && attempt < 3 && (problem.retry_after ?? 1) <= 5) {
      await pause(problem.retry_after ?? 1);
    } else {
      throw problem;
    }
  }
}

export async function request<T>(verb: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const answer = await persist(verb, path, options);
  const is_json = (answer.headers.get('Content-Type') ?? '').includes('json');
  const data = (answer.status === 204 ? undefined : await received(is_json ? answer.json() : answer.text(), options)) as T;
  return { status: answer.status, data, etag: answer.headers.get('ETag'), headers: answer.headers };
}

export async function read<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return (await request<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) })).data;
}

export async function read_file(path: string): Promise<Blob> {
  const options = { accept: '*/*', unhurried: true };
  return received((await persist('GET', path, options)).blob(), options);
}
