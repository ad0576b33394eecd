import type { Entity } from '../../lib/schema/model';

/// Which columns a user wants is kept by his browser.
const key = (entity: Entity) => `columns:${entity.id}`;

export function default_columns(entity: Entity): string[] {
  const columns = entity.list.columns.filter((each) => entity.by_name.has(each));
  return columns.length ? columns : entity.fields.slice(0, 5).map((each) => each.name);
}

export function chosen_columns(entity: Entity): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key(entity)) ?? 'null') as unknown;
    if (Array.isArray(kept)) {
      const known = kept.filter((each): each is string => typeof each === 'string' && entity.by_name.has(each));
      if (known.length) return known;
    }
  } catch {
    // What cannot be read was not kept.
  }
  return default_columns(entity);
}

export function keep_columns(entity: Entity, names: string[]): void {
  try {
    if (names.join() === default_columns(entity).join()) localStorage.removeItem(key(entity));
    else localStorage.setItem(key(entity), JSON.stringify(names));
  } catch {
    // A browser that keeps nothing shows the default the next time.
  }
}
