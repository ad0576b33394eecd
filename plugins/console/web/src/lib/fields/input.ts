import { format_date, format_timestamp, parse_date, parse_timestamp } from '../format/date';
import { format_number, parse_integer, parse_number } from '../format/number';
import { labelled } from '../schema/model';
import type { Field, Link, Reference } from '../schema/types';

/// What a control of a form holds: text as it was typed, a choice, or links. Drafts are kept as JSON of these.
export type Input = string | boolean | null | Link | Link[];

/// What stops a text from being a value.
export type Misread = 'not_integer' | 'not_decimal' | 'not_scale' | 'out_of_range' | 'not_date' | 'not_timestamp' | 'not_json';
export type Reading = { value: unknown } | { misread: Misread };

export function empty_input(field: Field): Input {
  if (field.type === 'multi_reference') return [];
  if (field.type === 'reference' || field.type === 'attachment' || field.type === 'boolean') return null;
  return '';
}

export function to_input(field: Field, value: unknown, offset: string): Input {
  if (value === null || value === undefined) return empty_input(field);
  switch (field.type) {
    case 'boolean':
      return Boolean(value);
    case 'reference':
    case 'attachment':
      return labelled(value as Reference);
    case 'multi_reference':
      return (value as Reference[]).map(labelled);
    case 'integer':
    case 'decimal':
    case 'money':
      return field.year ? String(value) : format_number(value as string | number);
    case 'date':
      return format_date(String(value));
    case 'timestamp':
      return format_timestamp(String(value), offset);
    case 'json':
      return JSON.stringify(value, null, 2);
    default:
      return String(value);
  }
}

/// Whole numbers travel as JSON numbers, of which a browser knows only these exactly.
export const most_integer = String(Number.MAX_SAFE_INTEGER);

function integer(text: string): Reading {
  const whole = parse_integer(text);
  if (whole === undefined) return { misread: 'not_integer' };
  return Number.isSafeInteger(Number(whole)) ? { value: Number(whole) } : { misread: 'out_of_range' };
}

function decimal(text: string, scale: number | undefined): Reading {
  const value = parse_number(text);
  if (value === undefined) return { misread: 'not_decimal' };
  const digits = value.split('.')[1]?.length ?? 0;
  return scale !== undefined && digits > scale ? { misread: 'not_scale' } : { value };
}

/// What the API is sent. Whole numbers travel as JSON integers, decimals as text.
export function from_input(field: Field, input: Input, offset: string): Reading {
  if (field.type === 'multi_reference') return { value: (input as Link[]).map((each) => each.id) };
  if (field.type === 'reference' || field.type === 'attachment') return { value: (input as Link | null)?.id ?? null };
  if (typeof input !== 'string') return { value: input };
  const text = input.trim();
  if (!text) return { value: null };
  const read = (value: unknown, misread: Misread): Reading => (value === undefined ? { misread } : { value });
  switch (field.type) {
    case 'integer':
    case 'money':
      return integer(text);
    case 'decimal':
      return decimal(text, field.scale);
    case 'date':
      return read(parse_date(text), 'not_date');
    case 'timestamp':
      return read(parse_timestamp(text, offset), 'not_timestamp');
    case 'json':
      try {
        return { value: JSON.parse(text) as unknown };
      } catch {
        return { misread: 'not_json' };
      }
    default:
      return { value: text.normalize('NFC') };
  }
}

export function is_empty(input: Input): boolean {
  return input === null || (typeof input === 'string' && !input.trim()) || (Array.isArray(input) && !input.length);
}

/// The same value, however it is written.
export function same_input(field: Field, left: Input, right: Input, offset: string): boolean {
  const a = from_input(field, left, offset);
  const b = from_input(field, right, offset);
  if ('misread' in a || 'misread' in b) return left === right;
  return JSON.stringify(a.value) === JSON.stringify(b.value);
}
