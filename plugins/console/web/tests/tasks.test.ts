import { afterEach, expect, it, vi } from 'vitest';
import { model_of } from '../src/lib/schema/model';
import type { EntityAnswer } from '../src/lib/schema/types';
import { all_tasks } from '../src/screens/home/tasks';

const entity = (path: string): EntityAnswer => ({
  path, label: { one: path, many: path }, title: null, search: false, can: ['read'], list: { columns: [], filters: [], sort: [] }, fields: [], rules: [],
  workflow: { field: 'state', transitions: [{ name: 'feed', label: 'Feed', from: ['hungry'], to: 'fed', fields: [] }] },
});
const model = model_of(
  {
    system: { today: '2026-11-27', utc_offset: '+07:00', upload: { max_bytes: 1000, extensions: [] }, password: { min_length: 14 } },
    plugins: [], dashboards: {}, dimensions: [], events: [], bound: [],
    entities: { 'zoo.animal': entity('/api/v1/zoo/animals'), 'zoo.cage': entity('/api/v1/zoo/cages'), 'zoo.guest': entity('/api/v1/zoo/guests') },
  },
  () => undefined,
);

afterEach(() => vi.unstubAllGlobals());

it('shows what waits in other lists where one cannot be asked', async () => {
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  vi.stubGlobal('fetch', (path: string) => {
    if (path.includes('/cages')) return Promise.resolve(json({ title: 'Failed', code: 'internal' }, 500));
    const count = path.includes('/animals') ? 3 : 0;
    return Promise.resolve(json({ data: count ? [{ id: 1 }] : [], page: { next: null, count } }));
  });
  const { found, failed } = await all_tasks([...model.entities.values()], '2026-11-27');
  expect(found.map((each) => [each.entity.id, each.waiting])).toEqual([['zoo.animal', 3]]);
  expect(failed.map((each) => each.entity.id)).toEqual(['zoo.cage']);
});
