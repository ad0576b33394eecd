import { base } from '../api/endpoints';
import type { Agency, Dashboard, EntityAnswer, Field, Link, MenuItem, Reference, SchemaAnswer, System } from './types';

/// An entity with what the console derives from it.
export interface Entity extends EntityAnswer {
  id: string;
  /// Its place in the console: the API's path without the base.
  route: string;
  by_name: ReadonlyMap<string, Field>;
}

/// A reference to an entity from elsewhere.
export interface Backlink {
  entity: Entity;
  field: Field;
}

export interface MenuEntry {
  label: string;
  icon: string;
  route: string;
}

export interface MenuSection {
  id: string;
  label: string;
  icon: string;
  entries: MenuEntry[];
  /// Lists of the plugin that its menu does not name: folded.
  others: MenuEntry[];
}

/// How one of the console's own screens stands in the menu.
export interface PageEntry {
  label: string;
  icon: string;
}

export interface Model {
  system: System;
  agency: Agency;
  entities: ReadonlyMap<string, Entity>;
  dashboards: ReadonlyMap<string, Dashboard>;
  sections: MenuSection[];
  /// Lists of what has no part of the menu, such as one's own of what others administer.
  unlisted: MenuEntry[];
  answer: SchemaAnswer;
}

export function dashboard_route(full_name: string): string {
  return `/dashboards/${full_name.replace('.', '/')}`;
}

export function page_route(name: string): string {
  return `/system/${name}`;
}

function entity_of(id: string, answer: EntityAnswer): Entity {
  const route = answer.path.startsWith(base) ? answer.path.slice(base.length) : answer.path;
  return { ...answer, id, route, by_name: new Map(answer.fields.map((each) => [each.name, each])) };
}

const nobody: Agency = { name: '', demo: false, pages: [] };

/// `page_of` knows the console's own screens; what it does not know is not in the menu.
export function model_of(answer: SchemaAnswer, page_of: (name: string) => PageEntry | undefined, agency = nobody): Model {
  const entities = new Map(Object.entries(answer.entities).map(([id, each]) => [id, entity_of(id, each)]));
  const dashboards = new Map(Object.entries(answer.dashboards));
  const plain = (each: Entity): MenuEntry => ({ label: each.label.many, icon: each.icon || 'list', route: each.route });
  const entry = (item: MenuItem): MenuEntry | undefined => {
    const entity = item.entity ? entities.get(item.entity) : undefined;
    if (entity) return plain(entity);
    const board = item.dashboard ? dashboards.get(item.dashboard) : undefined;
    if (board && item.dashboard) return { label: board.label, icon: 'chart-column', route: dashboard_route(item.dashboard) };
    const page = item.page ? page_of(item.page) : undefined;
    return page && item.page ? { ...page, route: page_route(item.page) } : undefined;
  };

  const named = new Set(answer.plugins.flatMap((each) => each.menu.map((item) => item.entity)));
  const plugin_of = (id: string) => id.split('.')[0] ?? '';
  const unnamed = [...entities.values()].filter((each) => !named.has(each.id));
  const sections = answer.plugins.map((plugin): MenuSection => {
    return {
      id: plugin.id,
      label: plugin.label,
      icon: plugin.icon || 'layers',
      entries: plugin.menu.map(entry).filter((each) => each !== undefined),
      others: unnamed.filter((each) => plugin_of(each.id) === plugin.id).map(plain),
    };
  });
  const unlisted = unnamed.filter((each) => !answer.plugins.some((plugin) => plugin.id === plugin_of(each.id))).map(plain);
  return { system: answer.system, agency, entities, dashboards, sections: sections.filter((each) => each.entries.length + each.others.length), unlisted, answer };
}

/// Whether the menu leads there: to lists that the caller works with, and not only to his own records in them.
export function is_in_menu(model: Model, route: string): boolean {
  return model.sections.some((section) => section.entries.some((each) => each.route === route));
}

export function backlinks(model: Model, to: string): Backlink[] {
  const found: Backlink[] = [];
  for (const entity of model.entities.values()) {
    for (const field of entity.fields) {
      if (is_reference(field) && field.ref === to && entity.list.filters.includes(field.name)) found.push({ entity, field });
    }
  }
  return found;
}

export interface Group {
  label: string;
  fields: Field[];
}

/// In the order in which the groups are first named; fields without one come first, with those of a group that is called `general`.
export function groups_of(fields: readonly Field[], general: string): Group[] {
  const groups = new Map<string, Field[]>();
  if (fields.some((each) => !each.group)) groups.set('', []);
  for (const each of fields) {
    const name = each.group === general ? '' : (each.group ?? '');
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return [...groups].map(([label, list]) => ({ label: label || general, fields: list }));
}

/// What a list shows where nobody chose otherwise.
export function default_columns(entity: Entity): string[] {
  const columns = entity.list.columns.filter((each) => entity.by_name.has(each));
  return columns.length ? columns : entity.fields.slice(0, 5).map((each) => each.name);
}

/// A reference is called by its number where the caller may not know its label.
export function labelled({ id, label }: Reference): Link {
  return { id, label: label ?? `#${id}` };
}

export function state_field(entity: Entity): Field | undefined {
  return entity.workflow ? entity.by_name.get(entity.workflow.field) : undefined;
}

/// The scopes of a grant, {"dimension": [ids]}: the one contributed type that the console has a control for.
export function is_scopes(field: Field): boolean {
  return field.type === 'json' && field.contributed === 'core.scopes';
}

/// Of one record or of several.
export function is_reference(field: Field): boolean {
  return field.type === 'reference' || field.type === 'multi_reference';
}

export function is_numeric(field: Field): boolean {
  return field.type === 'integer' || field.type === 'decimal' || field.type === 'money';
}

/// Texts that are written on several lines.
export function is_multiline(field: Field): boolean {
  return field.type === 'long_text' || field.type === 'json' || (field.type === 'text' && (field.maxLength ?? 0) > 500);
}

/// What needs the whole width of a form.
export function is_wide(field: Field): boolean {
  return is_multiline(field) || field.type === 'attachment' || field.type === 'multi_reference';
}
