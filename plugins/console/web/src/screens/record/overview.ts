import { dashboard_route, type Entity, type MenuEntry, type Model } from '../../lib/schema/model';

/// What somebody may do with records, in the order in which it is told.
export const abilities = ['read', 'create', 'update', 'delete', 'import', 'export', 'history'] as const;

export interface Sight {
  label: string;
  icon: string;
  /// What is in the menu; the rest is reached otherwise.
  in_menu: boolean;
  entity?: Entity;
  /// A dashboard's tiles.
  tiles?: string[];
}

export interface SightSection {
  id: string;
  label: string;
  sights: Sight[];
}

/// What a model shows to whom it belongs, section by section as his menu does; what no section has comes last, under `rest`.
export function overview_of(model: Model, rest: string): SightSection[] {
  const entities = new Map([...model.entities.values()].map((each) => [each.route, each]));
  const boards = new Map([...model.dashboards].map(([name, each]) => [dashboard_route(name), each]));
  const sight = (in_menu: boolean) => ({ label, icon, route }: MenuEntry): Sight => {
    const entity = entities.get(route);
    const board = boards.get(route);
    return { label, icon, in_menu, ...(entity && { entity }), ...(board && { tiles: board.tiles.map((each) => each.label) }) };
  };
  const sections = model.sections.map((each) => ({ id: each.id, label: each.label, sights: [...each.entries.map(sight(true)), ...each.others.map(sight(false))] }));
  return model.unlisted.length ? [...sections, { id: '', label: rest, sights: model.unlisted.map(sight(false)) }] : sections;
}
