import { describe, expect, it } from 'vitest';
import * as inputs from '../src/lib/fields/input';
import * as checks from '../src/lib/fields/validate';
import type { Field } from '../src/lib/schema/types';

// All of it as it is read in Lạng Sơn, unless a test says where.
const here = '+07:00';
type Input = inputs.Input;
const to_input = (field: Field, value: unknown, offset = here) => inputs.to_input(field, value, offset);
const from_input = (field: Field, input: Input, offset = here) => inputs.from_input(field, input, offset);
const same_input = (field: Field, left: Input, right: Input, offset = here) => inputs.same_input(field, left, right, offset);
const fault_of = (field: Field, input: Input, required = field.required, offset = here) => checks.fault_of(field, input, required, offset);
const faults_of = (fields: Field[], of: Record<string, Input>, rules: Parameters<typeof checks.faults_of>[2] = [], required: ReadonlySet<string> = new Set(), offset = here) => checks.faults_of(fields, of, rules, required, offset);

const field = (type: string, more: Partial<Field> = {}): Field => ({
  name: 'x', type, label: 'X', required: false, readonly: false, immutable: false, sortable: false, ...more,
});

describe('inputs', () => {
  it.each<[string, unknown, Input]>([
    ['money', 7866000000, '7.866.000.000'],
    ['decimal', '125000.5', '125.000,5'],
    ['date', '2026-02-03', '03/02/2026'],
    ['boolean', false, false],
    ['text', 'Hợp tác xã', 'Hợp tác xã'],
    ['something_new', 'as text', 'as text'],
  ])('of %s read what they show', (type, value, input) => {
    expect(to_input(field(type), value)).toEqual(input);
    expect(from_input(field(type), input)).toEqual({ value });
  });

  it('never send another number than was typed', () => {
    expect(from_input(field('money'), '9.007.199.254.740.991')).toEqual({ value: 9007199254740991 });
    expect(from_input(field('money'), '9.007.199.254.740.993')).toEqual({ misread: 'out_of_range' });
    expect(from_input(field('integer'), `1${'0'.repeat(21)}`)).toEqual({ misread: 'out_of_range' });
    expect(from_input(field('decimal'), '123.456.789.012.345.678,5')).toEqual({ value: '123456789012345678.5' });
  });

  it('send ids of links', () => {
    expect(from_input(field('reference'), { id: 3, label: 'a' })).toEqual({ value: 3 });
    expect(from_input(field('multi_reference'), [{ id: 3, label: 'a' }])).toEqual({ value: [3] });
    expect(from_input(field('reference'), null)).toEqual({ value: null });
  });

  it('are the same when only their writing differs', () => {
    expect(same_input(field('money'), '1000', '1.000')).toBe(true);
    expect(same_input(field('date'), '3/2/2026', '03/02/2026')).toBe(true);
    expect(same_input(field('money'), 'x', '1')).toBe(false);
  });
});

describe('faults', () => {
  it('of one field', () => {
    expect(fault_of(field('text', { required: true }), ' ')?.word).toBe('required');
    expect(fault_of(field('text', { maxLength: 3 }), 'Đặng')?.word).toBe('too_long');
    expect(fault_of(field('text', { maxLength: 4 }), 'Đặng'.normalize('NFD'))).toBeUndefined();
    expect(fault_of(field('text', { pattern: '^[a-z]+$', patternText: 'a to z' }), 'A')?.text).toBe('a to z');
    expect(fault_of(field('text', { pattern: '([' }), 'A')).toBeUndefined();
    expect(fault_of(field('decimal', { scale: 2 }), '1,234')?.word).toBe('not_scale');
    expect(fault_of(field('decimal', { scale: 2, min: '0.00', max: '100.00' }), '100,5')?.values).toEqual({ value: '100,00' });
    expect(fault_of(field('integer', { min: '1' }), '0')?.word).toBe('at_least');
    expect(fault_of(field('integer', { max: '1000' }), `1${'0'.repeat(21)}`)?.values).toEqual({ value: '1.000' });
    expect(fault_of(field('integer'), `1${'0'.repeat(21)}`)?.values).toEqual({ value: '9.007.199.254.740.991' });
    expect(fault_of(field('integer', { max: '1000' }), `-1${'0'.repeat(21)}`)).toMatchObject({ word: 'at_least', values: { value: '−9.007.199.254.740.991' } });
    expect(fault_of(field('date'), '30/02/2026')?.word).toBe('not_date');
    expect(fault_of(field('date', { min: '2026-01-01' }), '31/12/2025')).toMatchObject({ word: 'at_least_date', values: { value: '01/01/2026' } });
    expect(fault_of(field('date', { max: '2030-12-31' }), '01/01/2031')).toMatchObject({ word: 'at_most_date', values: { value: '31/12/2030' } });
    expect(fault_of(field('email'), 'nobody')?.word).toBe('not_email');
    expect(fault_of(field('url'), 'javascript:alert(1)')?.word).toBe('not_url');
    expect(fault_of(field('boolean', { required: true }), false)).toBeUndefined();
  });

  it('of two fields, where both are there', () => {
    const fields = [field('date', { name: 'from' }), field('date', { name: 'to', label: 'To' })];
    const rules = [{ field: 'to', op: 'ge' as const, other: 'from' }];
    expect(faults_of(fields, { from: '02/01/2026', to: '01/01/2026' }, rules)).toMatchObject([{ field: 'to', word: 'rule_ge_date' }]);
    expect(faults_of(fields, { from: '02/01/2026', to: '' }, rules)).toEqual([]);
    expect(faults_of(fields, { from: '02/01/2026', to: '02/01/2026' }, rules)).toEqual([]);
  });

  it('come in the order of the form', () => {
    const fields = [field('text', { name: 'a', required: true }), field('integer', { name: 'b' }), field('text', { name: 'c' })];
    expect(faults_of(fields, { a: '', b: 'x', c: '' }, [], new Set(['c'])).map((each) => each.field)).toEqual(['a', 'b', 'c']);
  });
});
