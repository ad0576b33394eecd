import { describe, expect, it } from 'vitest';
import { Problem } from '../src/lib/api/problem';
import { model_of } from '../src/lib/schema/model';
import type { Field, Row } from '../src/lib/schema/types';
import { bulk_transitions, can_move, common_transitions, held_by, reason_of, take_each, type Outcome } from '../src/screens/list/bulk';

const field = (name: string, type = 'text'): Field => ({ name, type, label: name.toUpperCase(), required: false, readonly: false, immutable: false, sortable: false });
const transition = (name: string, from: string[], fields: { name: string; required: boolean }[] = []) => ({ name, label: name, from, to: 'x', fields });
const entity = model_of(
  {
    system: { today: '2026-11-27', utc_offset: '+07:00', upload: { max_bytes: 1000, extensions: [] }, password: { min_length: 14 } },
    plugins: [],
    dashboards: {},
    dimensions: [], events: [], bound: [],
    entities: {
      'zoo.visit': {
        path: '/api/v1/zoo/visits', label: { one: 'Visit', many: 'Visits' }, title: 'code', search: false, can: ['read'],
        list: { columns: [], filters: [], sort: [] }, rules: [], fields: [field('code'), field('state', 'enumeration'), field('ticket', 'attachment')],
        workflow: {
          field: 'state',
          transitions: [
            transition('open', ['new', 'closed'], [{ name: 'code', required: true }, { name: 'ticket', required: false }]),
            transition('close', ['new']),
            transition('prove', ['proving'], [{ name: 'ticket', required: true }]),
          ],
        },
      },
    },
  },
  () => undefined,
).entities.get('zoo.visit')!;
const row = (id: number, state: string): Row => ({ id, version: 1, state });

describe('steps of many records', () => {
  it('leaves out those that need a file of each', () => {
    expect(bulk_transitions(entity).map((each) => [each.name, each.fields.map((one) => one.name)])).toEqual([['open', ['code']], ['close', []]]);
    expect([can_move(entity, row(1, 'new')), can_move(entity, row(1, 'proving'))]).toEqual([true, false]);
  });
  it('offers those that all rows can take', () => {
    const names = (...states: string[]) => common_transitions(entity, states.map((each, index) => row(index, each))).map((each) => each.name);
    expect([names('new', 'new'), names('new', 'closed'), names('new', 'proving'), names()]).toEqual([['open', 'close'], ['open'], [], []]);
  });
  it('knows what all rows share and what none has', () => {
    const held = held_by([{ id: 1, a: 'x', b: null, c: 1, d: [] }, { id: 2, a: 'x', b: '', c: 2, d: [] }, { id: 3, a: 'x', b: null, c: null, d: [] }], ['a', 'b', 'c', 'd']);
    expect([held.shared, [...held.lacking]]).toEqual([{ a: 'x' }, ['b', 'd']]);
  });
  it('says of which field something is said', () => {
    const errors = [{ pointer: '/code', code: 'x', detail: 'Too short.' }, { pointer: '', code: 'y', detail: 'Late.' }];
    expect(reason_of(new Problem(422, 'x', 'T', 'D', errors), entity)).toBe('CODE: Too short. Late.');
    expect(reason_of(new Problem(409, 'x', 'T', 'D'), entity)).toBe('D');
  });
});

describe('a step taken with each', () => {
  const rows = [row(1, 'new'), row(2, 'new'), row(3, 'new')];
  const kinds = (outcomes: Outcome[]) => outcomes.map((each) => each.kind);
  const said = (error: unknown) => String((error as Error).message);
  const failing = (status: number) => async (each: Row) => {
    if (each.id === 2) throw new Problem(status, '', '', 'no');
  };

  it('goes on after a refusal', async () => {
    const told: number[] = [];
    expect(kinds(await take_each(rows, failing(409), said, () => false, (sofar) => told.push(sofar.length)))).toEqual(['done', 'refused', 'done']);
    expect(told.slice(0, 3)).toEqual([1, 2, 3]);
  });
  it('ends without a connection', async () =>
    expect(kinds(await take_each(rows, failing(0), said, () => false, () => {}))).toEqual(['done', 'unknown', 'not_tried']));
  it('ends when it is stopped', async () => {
    let stopped = false;
    const take = async () => void (stopped = true);
    expect(kinds(await take_each(rows, take, said, () => stopped, () => {}))).toEqual(['done', 'not_tried', 'not_tried']);
  });
});
