import { dashboard_route, type Entity, type MenuEntry, type Model } from '../../lib/schema/model';

/// What somebody may do with records, in the order in which it is told.
export const abilities = ['read', 'create', 'update', 'delete', 'import', 'export', 'history'] as const;

export interface OverviewEntry {
  label: string;
  icon: string;
  /// What is in the menu; the rest is reached otherwise.
  in_menu: boolean;
  entity?: Entity;
  /// A dashboard's tiles.
  tiles?: string[];
}

export interface OverviewSection {
  id: string;
  label: string;
  entries: OverviewEntry[];
}

/// What a model shows to whom it belongs, section by section as his menu does; what no section has comes last, under `rest`.
export function overview_of(model: Model, rest: string): OverviewSection[] {
  const entities = new Map([...model.entities.values()].map((each) => [each.route, each]));
  const boards = new Map([...model.dashboards].map(([name, each]) => [dashboard_route(name), each]));
  const entry = (in_menu: boolean) => ({ label, icon, route }: MenuEntry): OverviewEntry => {
    const entity = entities.get(route);
    const board = boards.get(route);
    return { label, icon, in_menu, ...(entity && { entity }), ...(board && { tiles: board.tiles.map((each) => each.label) }) };
  };
  const sections = model.sections.map((each) => ({ id: each.id, label: each.label, entries: [...each.entries.map(entry(true)), ...each.others.map(entry(false))] }));
  return model.unlisted.length ? [...sections, { id: '', label: rest, entries: model.unlisted.map(entry(false)) }] : sections;
}
