import { afterEach, expect, it, vi } from 'vitest';
import { format_timestamp } from '../src/lib/format/date';
import { schema } from '../src/lib/schema/store.svelte';

/// A server at another place, asked by a computer whose clock is years behind.
const answers: Record<string, unknown> = {
  '/api/v1/schema': {
    system: { today: '2026-11-27', utc_offset: '-03:30', upload: { max_bytes: 1000, extensions: ['pdf'] }, password: { min_length: 15 } },
    plugins: [], entities: {}, dashboards: {}, dimensions: [], events: [], bound: [],
  },
  '/api/v1/agency': { name: 'Sở', demo: true, pages: [] },
};

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('goes by the clock and the place of the server', async () => {
  vi.useFakeTimers({ now: new Date('2009-01-01T12:00:00Z') });
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(new Response(JSON.stringify(answers[path]), { headers: { 'Content-Type': 'application/json' } })));
  await schema.load();
  expect(schema.today).toBe('2026-11-27');
  expect(format_timestamp('2026-11-27T01:00:00Z', schema.offset)).toBe('26/11/2026 21:30');
  expect(schema.model?.agency.name).toBe('Sở');
  vi.setSystemTime(new Date('2009-01-02T12:00:00Z'));
  expect(schema.today).toBe('2026-11-28');
});
