import { request } from '../api/client';
import { endpoints } from '../api/endpoints';
import { word_of } from '../i18n/index.svelte';
import { today as day_here } from '../format/date';
import { model_of, type Entity, type Model } from './model';
import type { SchemaAnswer } from './types';

class SchemaStore {
  model = $state.raw<Model | undefined>(undefined);

  async load(): Promise<void> {
    const [answer, agency] = await Promise.all([
      request<SchemaAnswer>('GET', endpoints.schema, { anonymous: true }),
      request<{ name: string | null; demo: boolean }>('GET', endpoints.agency, { anonymous: true }).catch(() => undefined),
    ]);
    const known = agency && { agency: agency.data.name ?? '', demo: agency.data.demo };
    this.model = model_of({ ...answer.data, system: { ...known, ...answer.data.system } }, (page) => word_of('', page));
  }

  get offset(): string {
    return this.model?.system.utc_offset ?? '+07:00';
  }

  get today(): string {
    return this.model?.system.today ?? day_here(this.offset);
  }

  entity(id: string | undefined): Entity | undefined {
    return id ? this.model?.entities.get(id) : undefined;
  }
}

export const schema = new SchemaStore();
