import { format_date } from '../format/date';
import { compare_numbers, format_number } from '../format/number';
import type { Word } from '../i18n/index.svelte';
import { is_numeric } from '../schema/model';
import type { Field, Operator, Rule } from '../schema/types';
import { from_input, is_empty, most_integer, type Input } from './input';

/// What is wrong with a field: a word of the console with its values, or the declaration's own text.
export interface Fault {
  field: string;
  word?: Word;
  values?: Record<string, string | number>;
  text?: string;
}

/// Characters as the server counts them: code points of the NFC form.
function length_of(text: string): number {
  return [...text.trim().normalize('NFC')].length;
}

/// Beyond a bound of the declaration, or where it has none, of what can be sent.
function bound_fault(field: Field, of: 'min' | 'max'): Fault {
  const bound = field[of] ?? (of === 'min' ? `-${most_integer}` : most_integer);
  const word = of === 'min' ? 'at_least' : 'at_most';
  if (field.type === 'date') return { field: field.name, word: `${word}_date`, values: { value: format_date(bound) } };
  return { field: field.name, word, values: { value: format_number(bound) } };
}

function order(field: Field, left: string, right: string): number {
  if (is_numeric(field)) return compare_numbers(left, right);
  return left < right ? -1 : left > right ? 1 : 0;
}

function text_fault(field: Field, text: string): Omit<Fault, 'field'> | undefined {
  const length = length_of(text);
  if (field.minLength !== undefined && length < field.minLength) return { word: 'too_short', values: { count: field.minLength } };
  if (field.maxLength !== undefined && length > field.maxLength) return { word: 'too_long', values: { count: field.maxLength, actual: length } };
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())) return { word: 'not_email' };
  if (field.type === 'url' && !/^https?:\/\/\S+$/i.test(text.trim())) return { word: 'not_url' };
  if (field.type === 'phone' && !/^\+?[\d .()-]{8,}$/.test(text.trim())) return { word: 'not_phone' };
  if (field.pattern && !pattern_of(field.pattern).test(text.trim().normalize('NFC')))
    return field.patternText ? { text: field.patternText } : { word: 'not_pattern' };
  return undefined;
}

const any = /^/;
function pattern_of(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return any; // The server checks it all the same.
  }
}

/// The first thing that is wrong with one field; `required` may be stricter than the declaration (a transition's field).
export function fault_of(field: Field, input: Input, required: boolean, offset: string): Fault | undefined {
  if (is_empty(input)) return required ? { field: field.name, word: 'required' } : undefined;
  const reading = from_input(field, input, offset);
  if ('misread' in reading) {
    if (reading.misread === 'out_of_range') return bound_fault(field, /^\s*[-−–]/.test(String(input)) ? 'min' : 'max');
    return { field: field.name, word: reading.misread, values: { count: field.scale ?? 0 } };
  }
  if (typeof input === 'string' && !is_numeric(field) && !['date', 'timestamp', 'json', 'enumeration'].includes(field.type)) {
    const fault = text_fault(field, input);
    if (fault) return { field: field.name, ...fault };
  }
  if (is_numeric(field) || field.type === 'date') {
    const value = String(reading.value);
    if (field.min !== undefined && order(field, value, field.min) < 0) return bound_fault(field, 'min');
    if (field.max !== undefined && order(field, value, field.max) > 0) return bound_fault(field, 'max');
  }
  return undefined;
}

const holds: Record<Operator, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

function rule_fault(rule: Rule, fields: ReadonlyMap<string, Field>, inputs: Record<string, Input>, offset: string): Fault | undefined {
  const field = fields.get(rule.field);
  const other = fields.get(rule.other);
  if (!field || !other) return undefined;
  const left = inputs[rule.field];
  const right = inputs[rule.other];
  if (left === undefined || right === undefined || is_empty(left) || is_empty(right)) return undefined;
  const a = from_input(field, left, offset);
  const b = from_input(other, right, offset);
  if ('misread' in a || 'misread' in b || holds[rule.op](order(field, String(a.value), String(b.value)))) return undefined;
  const of_time = field.type === 'date' || field.type === 'timestamp';
  const word = of_time && rule.op !== 'eq' && rule.op !== 'ne' ? (`rule_${rule.op}_date` as const) : (`rule_${rule.op}` as const);
  return { field: rule.field, word, values: { other: other.label } };
}

/// Everything that is wrong with what is in the form, in the order of its fields. Rules count where both fields are filled in.
export function faults_of(
  shown: readonly Field[],
  inputs: Record<string, Input>,
  rules: readonly Rule[],
  required: ReadonlySet<string>,
  offset: string,
): Fault[] {
  const found = new Map<string, Fault>();
  for (const field of shown) {
    const fault = fault_of(field, inputs[field.name] ?? null, field.required || required.has(field.name), offset);
    if (fault) found.set(field.name, fault);
  }
  const by_name = new Map(shown.map((each) => [each.name, each]));
  for (const rule of rules) {
    const fault = rule_fault(rule, by_name, inputs, offset);
    if (fault && !found.has(rule.field)) found.set(rule.field, fault);
  }
  return shown.map((each) => found.get(each.name)).filter((each) => each !== undefined);
}
