import { describe, expect, it } from 'vitest';
import { screen_of } from '../src/screens/routes';
import { backlinks, groups_of, is_in_menu, model_of } from '../src/lib/schema/model';
import { list_query, search_of, state_of, with_filter } from '../src/lib/schema/query';
import type { EntityAnswer, Field, SchemaAnswer } from '../src/lib/schema/types';
import { merge } from '../src/lib/fields/conflict';
import { title_of } from '../src/lib/fields/display';
import { spans } from '../src/screens/form/spans';
import { figure_of, summaries_of } from '../src/lib/indicators/indicator';
import { states_to_handle } from '../src/screens/home/tasks';

const field = (name: string, type = 'text', more: Partial<Field> = {}): Field => ({
  name, type, label: name, required: false, readonly: false, immutable: false, sortable: false, ...more,
});
const entity = (path: string, fields: Field[], more: Partial<EntityAnswer> = {}): EntityAnswer => ({
  path, label: { one: path, many: path }, title: fields[0]?.name ?? null, search: true, can: ['read'],
  list: { columns: fields.map((each) => each.name), filters: fields.map((each) => each.name), sort: ['id'] }, fields, rules: [], ...more,
});
const answer: SchemaAnswer = {
  system: { today: '2026-11-27', utc_offset: '+07:00', upload: { max_bytes: 1000, extensions: [] }, password: { min_length: 14 } },
  dimensions: [], events: [], bound: [],
  plugins: [{ id: 'zoo', version: '1', label: 'Zoo', menu: [{ entity: 'zoo.animal' }, { dashboard: 'zoo.all' }, { page: 'journal' }, { page: 'unheard_of' }, { entity: 'zoo.hidden' }] }],
  entities: {
    'zoo.animal': entity('/api/v1/zoo/animals', [field('name'), field('cage', 'reference', { ref: 'zoo.cage' })]),
    'zoo.cage': entity('/api/v1/zoo/cages', [field('code')]),
    'base.note': entity('/api/v1/base/notes', [field('text'), field('about', 'multi_reference', { ref: 'zoo.animal' })]),
  },
  dashboards: { 'zoo.all': { label: 'All', tiles: [] } },
};
const model = model_of(answer, (page) => (page === 'journal' ? { label: 'Journal', icon: '' } : undefined));
const animal = model.entities.get('zoo.animal')!;

describe('the model', () => {
  it('puts into the menu what the schema names and the caller may see', () => {
    expect(model.sections[0]!.entries.map((each) => each.route)).toEqual(['/zoo/animals', '/dashboards/zoo/all', '/system/journal']);
    expect(model.sections[0]!.others.map((each) => each.route)).toEqual(['/zoo/cages']);
    expect(model.unlisted.map((each) => each.route)).toEqual(['/base/notes']);
  });
  it('knows what refers to a list, one by one or several at once', () => {
    expect(backlinks(model, 'zoo.cage').map((each) => each.field.name)).toEqual(['cage']);
    expect(backlinks(model, 'zoo.animal').map((each) => each.field.name)).toEqual(['about']);
  });
  it('knows which lists the menu leads to', () => {
    expect(is_in_menu(model, '/zoo/animals')).toBe(true);
    expect(is_in_menu(model, '/zoo/cages')).toBe(false);
  });
  it('names records', () => {
    expect(title_of(animal, { id: 3, name: 'Voi' }, '+07:00')).toBe('Voi');
    expect(title_of(animal, { id: 3, name: null, cage: { id: 9, label: 'Chuồng 9' } }, '+07:00')).toBe('Chuồng 9');
    expect(title_of(animal, { id: 3, name: null, cage: { id: 9, label: null } }, '+07:00')).toBe('');
    const titled = (type: string) => model_of({ ...answer, entities: { 'zoo.visit': entity('/api/v1/zoo/visits', [field('what', type)]) } }, () => undefined).entities.get('zoo.visit')!;
    expect(title_of(titled('integer'), { id: 3, what: 1250 }, '+07:00')).toBe('1.250');
    expect(title_of(titled('date'), { id: 3, what: '2026-02-01' }, '+07:00')).toBe('01/02/2026');
  });
  it('keeps the order of groups', () => {
    const groups = groups_of([field('a', 'text', { group: 'G' }), field('b'), field('c', 'text', { group: 'G' })], 'General');
    expect(groups.map((each) => [each.label, each.fields.map((one) => one.name)])).toEqual([['General', ['b']], ['G', ['a', 'c']]]);
    const called_alike = groups_of([field('a'), field('b', 'text', { group: 'General' })], 'General');
    expect(called_alike.map((each) => each.fields.length)).toEqual([2]);
  });
});

describe('addresses', () => {
  it.each([
    ['/', 'home'], ['/zoo/animals', 'list'], ['/zoo/animals/', 'list'], ['/zoo/animals/new', 'new'], ['/zoo/animals/12', 'record'], ['/zoo/animals/12/edit', 'edit'],
    ['/zoo/animals/import', 'import'], ['/zoo/animals/x', 'missing'], ['/zoo/animals/1/2/3', 'missing'], ['/dashboards/zoo/all', 'dashboard'], ['/system/journal', 'page'],
    ['/profile', 'profile'], ['/nothing', 'missing'],
  ])('%s shows %s', (path, kind) => expect(screen_of(path, model).kind).toBe(kind));
});

describe('the state of a list', () => {
  it('is what the address says', () => {
    const search = '?q=voi&filter%5Bcage%5D=3&sort=-name&cursor=abc';
    expect(search_of(state_of(new URLSearchParams(search)))).toBe(search);
  });
  it('asks only for fields that there are', () =>
    expect(list_query(animal, { q: '', sort: '', cursor: '', filters: [] }, ['cage', 'gone'], 20)).toEqual([['limit', '20'], ['fields', 'cage,name']]));
  it('takes filters away', () => expect(with_filter([['filter[a]', '1']], 'a', 'eq', '')).toEqual([]));
});

it('fills rows of a form', () => {
  expect(spans([field('a', 'reference'), field('b', 'reference'), field('c', 'date'), field('d', 'reference'), field('e', 'long_text')])).toEqual([6, 6, 4, 6, 12]);
  expect(spans([field('a', 'date'), field('b', 'reference'), field('c', 'date')])).toEqual([4, 8, 4]);
});

it('merges a change by somebody else', () => {
  const fields = [field('a'), field('b'), field('c', 'money')];
  const merged = merge(fields, { a: 'mine', b: 'b', c: '2.000' }, { id: 1, a: 'a', b: 'b', c: 1000 }, { id: 1, a: 'theirs', b: 'new', c: 2000 }, '+07:00');
  expect(merged.inputs).toEqual({ a: 'mine', b: 'new', c: '2.000' });
  expect(merged.clashes.map((each) => [each.field.name, each.before, each.mine, each.theirs])).toEqual([['a', 'a', 'mine', 'theirs']]);
});

it('tells what there is of this year beside what was wanted', () => {
  const data = (values: (string | null)[]) => values.map((value, index) => ({ category: String(2026 + index), value }));
  const tile = { indicator: 'zoo.supported', href: '', label: '', unit: 'organizations', money: false, over_time: true, chart: 'bar' as const };
  const figure = figure_of(
    { label: 'Supported', series: [{ kind: 'actual', label: 'Supported', data: data(['3', null]) }, { kind: 'target', label: 'Wanted', data: data(['4', '5']) }] },
    tile,
  );
  expect(summaries_of(figure, '2027-03-01')).toMatchObject([{ category: '2026', value: '3', target: '4', unit: 'organizations', money: false }]);
  const kinds = figure_of({ label: 'By kind', series: [{ kind: 'actual', label: 'n', data: [{ category: 'cats', value: '1' }] }] }, { ...tile, over_time: false });
  expect(summaries_of(kinds, '2027-03-01')).toEqual([]);
});

it('knows from which states the caller takes records further', () => {
  const transitions = [
    { name: 'a', label: 'A', from: ['new', 'late'], to: 'x', fields: [] },
    { name: 'b', label: 'B', from: ['late', 'well'], to: 'x', unprompted: true, fields: [] },
  ];
  expect(states_to_handle({ ...animal, workflow: { field: 'state', transitions } })).toEqual(['new', 'late']);
});
