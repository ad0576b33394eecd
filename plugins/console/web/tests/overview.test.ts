import { describe, expect, it } from 'vitest';
import { model_of } from '../src/lib/schema/model';
import type { EntityAnswer } from '../src/lib/schema/types';
import { overview_of } from '../src/screens/record/overview';

const system = { today: '2026-11-27', utc_offset: '+07:00', upload: { max_bytes: 1000, extensions: [] }, password: { min_length: 14 } };
const entity = (path: string): EntityAnswer => ({ path, label: { one: path, many: path }, title: null, search: false, can: ['read'], list: { columns: [], filters: [], sort: [] }, fields: [], rules: [] });
const model = model_of(
  {
    system,
    dimensions: [], events: [], bound: [],
    plugins: [{ id: 'zoo', version: '1', label: 'Zoo', menu: [{ entity: 'zoo.animal' }, { dashboard: 'zoo.all' }, { page: 'journal' }] }],
    entities: { 'zoo.animal': entity('/api/v1/zoo/animals'), 'zoo.cage': entity('/api/v1/zoo/cages'), 'base.note': entity('/api/v1/base/notes') },
    dashboards: { 'zoo.all': { label: 'All', tiles: [{ indicator: 'zoo.births', href: '/api/v1/zoo/indicators/births', label: 'Births', unit: null, money: false, over_time: true, chart: 'bar' }] } },
  },
  (page) => ({ label: page, icon: '' }),
);

describe('what somebody else sees', () => {
  const sections = overview_of(model, 'Rest');
  it('is told in the order of his menu', () => {
    expect(sections.map((each) => each.label)).toEqual(['Zoo', 'Rest']);
    expect(sections[0]!.entries.map((each) => [each.label, each.in_menu])).toEqual([['/api/v1/zoo/animals', true], ['All', true], ['journal', true], ['/api/v1/zoo/cages', false]]);
  });
  it('names a list with its rights and a dashboard with its figures', () => {
    const [animals, all] = sections[0]!.entries;
    expect([animals!.entity?.id, animals!.tiles, all!.entity, all!.tiles]).toEqual(['zoo.animal', undefined, undefined, ['Births']]);
  });
});
