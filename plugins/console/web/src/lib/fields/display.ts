import { format_date, format_timestamp } from '../format/date';
import { format_money, format_number } from '../format/number';
import { text } from '../i18n/index.svelte';
import { labelled, type Entity } from '../schema/model';
import type { Field, Option, Reference, Row } from '../schema/types';

export function option_of(field: Field, value: unknown): Option | undefined {
  return field.options?.find((each) => each.value === value);
}

/// A record that the reader may not see has no label, and is called by its number.
function label_of(value: unknown): string {
  if (value && typeof value === 'object') return labelled(value as Reference).label;
  return typeof value === 'number' ? `#${value}` : String(value);
}

/// A field's value as one line of text; empty where there is none.
export function shown_text(field: Field, value: unknown, offset: string): string {
  if (value === null || value === undefined || value === '') return '';
  switch (field.type) {
    case 'boolean':
      return text(value ? 'yes' : 'no');
    case 'integer':
    case 'decimal':
      if (field.year) return String(value);
      return format_number(value as string | number) + (field.unit ? ` ${field.unit}` : '');
    case 'money':
      return format_money(value as string | number);
    case 'date':
      return format_date(String(value));
    case 'timestamp':
      return format_timestamp(String(value), offset);
    case 'enumeration':
      return option_of(field, value)?.label ?? String(value);
    case 'reference':
    case 'attachment':
      return label_of(value);
    case 'multi_reference':
      return Array.isArray(value) ? value.map(label_of).join('; ') : label_of(value);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

/// As `shown_text`, but nothing of a reference whose label the reader may not know.
export function known_text(field: Field, value: unknown, offset: string): string {
  const hidden = field.type === 'reference' && typeof value === 'object' && (value as Reference | null)?.label === null;
  return hidden ? '' : shown_text(field, value, offset);
}

/// What a record is called by its declaration's title, or without one by what it connects; empty where it has neither.
export function title_of(entity: Entity, row: Row, offset: string): string {
  const words = (names: (string | null)[]) =>
    names.map((name) => {
      const field = entity.by_name.get(name ?? '');
      return field ? known_text(field, row[field.name], offset) : '';
    });
  const links = entity.list.columns.filter((each) => entity.by_name.get(each)?.type === 'reference');
  return words([entity.title])[0] || words(links).filter(Boolean).slice(0, 2).join(' – ');
}
