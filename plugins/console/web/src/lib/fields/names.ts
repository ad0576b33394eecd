import { read } from '../api/client';
import { text } from '../i18n/index.svelte';
import { place } from '../router.svelte';
import type { Entity } from '../schema/model';
import { schema } from '../schema/store.svelte';
import { filter_key } from '../schema/query';
import type { Dimension, Link, Page, Row } from '../schema/types';
import { title_of } from './display';

/// What a record is called on the screen, one without a title too.
export function name_of(entity: Entity, row: Row): string {
  return title_of(entity, row, schema.offset) || text('without_title', { id: row.id });
}

/// Each is asked for once on a screen, whoever shows it and however often.
const asked = new Map<string, Promise<Link>>();
let screen = '';

function once(key: string, id: number, ask: () => Promise<string | undefined>): Promise<Link> {
  if (screen !== place.path) asked.clear();
  screen = place.path;
  const known = asked.get(key);
  if (known) return known;
  const link = ask()
    .catch(() => void asked.delete(key)) // asked once more when it is shown again
    .then((label) => ({ id, label: label || `#${id}` }));
  asked.set(key, link);
  return link;
}

/// What a record is called whose number is known; its number where it cannot be read.
export function link_of(ref: string | undefined, id: number): Promise<Link> {
  const target = schema.entity(ref);
  return once(`${ref} ${id}`, id, async () => target && name_of(target, await read<Row>(`${target.path}/${id}`)));
}

/// What a record is called that a grant is bound to in this dimension.
export function bound_link(dimension: Dimension, id: number): Promise<Link> {
  const { records } = dimension;
  return once(`${dimension.name} ${id}`, id, async () => records && (await read<Page<Link>>(records.href, { [filter_key('id', 'in')]: id })).data[0]?.label);
}
