import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect_session, request, sending } from '../src/lib/api/client';
import { message_of, Problem } from '../src/lib/api/problem';

const json = { 'Content-Type': 'application/json' };
const refusal = (status: number, code: string, headers: Record<string, string> = {}) => new Response(JSON.stringify({ code, title: code }), { status, headers: { ...json, ...headers } });

/// The server's answers, one after the other; returns what was asked.
function answered(...answers: (Response | Error)[]): RequestInit[] {
  const asked: RequestInit[] = [];
  vi.stubGlobal('fetch', async (_: string, options: RequestInit) => {
    asked.push(options);
    options.signal?.throwIfAborted();
    const next = answers.shift();
    if (next instanceof Response) return next;
    throw next;
  });
  return asked;
}
const connect = (hooks: Partial<Parameters<typeof connect_session>[0]>) =>
  connect_session({ csrf: () => undefined, renew: async () => {}, log_in_again: () => Promise.reject(new Error('nobody logs in')), ...hooks });

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what is told as no connection', () => {
  const cut = () => new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) }), { headers: json });

  it('a line that drops before the answer, in the middle of it, or ends in the middle of a value', async () => {
    for (const each of [new TypeError('Failed to fetch'), cut(), new Response('{"a":', { headers: json })]) {
      answered(each);
      await expect(request('GET', '/x')).rejects.toMatchObject({ status: 0, code: 'no_connection' });
    }
  });
  it('a server that says nothing, except to an upload', async () => {
    vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new DOMException('', 'TimeoutError')));
    answered(new Response('{}', { headers: json }), new Response('{}', { headers: json }));
    await expect(request('POST', '/x')).rejects.toMatchObject({ status: 0 });
    await expect(request('POST', '/x', { signal: new AbortController().signal })).rejects.toMatchObject({ status: 0 });
    await expect(request('POST', '/x', { content: { type: 'text/csv', body: 'a' } })).resolves.toMatchObject({ status: 200 });
  });
  it('but not what the asker gave up', async () => {
    answered(new Response('{}'));
    await expect(request('GET', '/x', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what is asked again', () => {
  it('a read that a busy server refused', async () => {
    const asked = answered(refusal(503, 'overloaded', { 'Retry-After': '0' }), new Response('{}', { headers: json }));
    await request('GET', '/x', { anonymous: true });
    expect(asked.length).toBe(2);
  });
  it('anything that had the token of a session before', async () => {
    let token = 'old';
    connect({ csrf: () => token, renew: async () => void (token = 'new') });
    const asked = answered(refusal(403, 'csrf'), new Response(null, { status: 204 }));
    await request('DELETE', '/session', { anonymous: true });
    expect(asked.map((each) => new Headers(each.headers).get('X-CSRF-Token'))).toEqual(['old', 'new']);
  });
  it('after a log-in, but not what is asked without one', async () => {
    let times = 0;
    connect({ log_in_again: async () => void ++times });
    answered(refusal(401, 'session_expired'), new Response('{}', { headers: json }));
    await request('GET', '/x');
    answered(refusal(401, 'session_expired'));
    await expect(request('POST', '/session', { anonymous: true })).rejects.toMatchObject({ status: 401 });
    expect(times).toBe(1);
  });
});

describe('a request that may have been done', () => {
  it('has its key as long as its content is the same', () => {
    // Node.js 18 has none of its own, as browsers have.
    if (!('crypto' in globalThis)) vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.map(() => Math.random() * 256) });
    const first = sending({ a: 1 });
    expect(sending({ a: 1 }, first)).toBe(first);
    expect(sending({ a: 2 }, first).key).not.toBe(first.key);
  });
});

describe('what is said of an error', () => {
  it('is what the server says of the values, or of the whole, and when to come again', () => {
    expect(message_of(new Problem(422, 'invalid', 'T', 'D', [{ pointer: '/a', code: 'x', detail: 'Too long.' }]))).toBe('Too long.');
    expect(message_of(new Problem(409, 'conflict', 'T', ''))).toBe('T');
    expect(message_of(new Problem(429, 'too_many', 'T', 'D', [], 7))).toContain('7');
    expect(message_of(new Problem(429, 'locked', 'T', 'Locked for 30 seconds.', [], 30))).toBe('Locked for 30 seconds.');
    expect(message_of(new Problem(500, '', '', ''))).not.toBe('');
  });
});
