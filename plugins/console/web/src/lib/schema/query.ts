import type { Entity } from './model';

/// A list's state, as it stands in the console's address. The names are those of the API, so both are one language.
export interface ListState {
  q: string;
  sort: string;
  cursor: string;
  /// "filter[name]" or "filter[name][op]" and its value.
  filters: [string, string][];
}

export function state_of(search: URLSearchParams): ListState {
  return {
    q: search.get('q') ?? '',
    sort: search.get('sort') ?? '',
    cursor: search.get('cursor') ?? '',
    filters: [...search].filter(([name, value]) => name.startsWith('filter[') && value !== ''),
  };
}

export function search_of(state: ListState): string {
  const search = new URLSearchParams();
  if (state.q) search.set('q', state.q);
  for (const [name, value] of state.filters) search.append(name, value);
  if (state.sort) search.set('sort', state.sort);
  if (state.cursor) search.set('cursor', state.cursor);
  const written = search.toString();
  return written ? `?${written}` : '';
}

export function filter_key(field: string, op = 'eq'): string {
  return op === 'eq' ? `filter[${field}]` : `filter[${field}][${op}]`;
}

export function parse_filter_key(key: string): { field: string; op: string } | undefined {
  const [, field, op] = /^filter\[([a-z0-9_]+)\](?:\[([a-z]+)\])?$/.exec(key) ?? [];
  return field ? { field, op: op ?? 'eq' } : undefined;
}

export function filter_value(state: ListState, field: string, op = 'eq'): string {
  return state.filters.find(([name]) => name === filter_key(field, op))?.[1] ?? '';
}

export function with_filter(filters: [string, string][], field: string, op: string, value: string): [string, string][] {
  const key = filter_key(field, op);
  const others = filters.filter(([name]) => name !== key);
  return value ? [...others, [key, value]] : others;
}

/// What the API is asked for a list in this state.
export function list_query(entity: Entity, state: ListState, fields: readonly string[], limit: number): [string, string][] {
  const asked = new Set(fields);
  if (entity.title) asked.add(entity.title);
  if (entity.workflow) asked.add(entity.workflow.field);
  const query: [string, string][] = [...state.filters, ['limit', String(limit)]];
  const known = [...asked].filter((each) => entity.by_name.has(each));
  if (known.length) query.push(['fields', known.join(',')]);
  if (state.q) query.push(['q', state.q]);
  if (state.sort) query.push(['sort', state.sort]);
  if (state.cursor) query.push(['cursor', state.cursor]);
  return query;
}
