import { request } from '../api/client';
import { endpoints } from '../api/endpoints';
import { add_days, days_between, today as day_here } from '../format/date';
import { page_entry } from './pages';
import { model_of, type Entity, type Model } from './model';
import type { Agency, SchemaAnswer } from './types';

async function ask_agency(): Promise<Agency> {
  return (await request<Agency>('GET', endpoints.agency, { anonymous: true })).data;
}

class SchemaStore {
  model = $state.raw<Model | undefined>(undefined);
  /// The day on the clock here when the server's was asked for.
  #asked_on = '';

  async load(): Promise<void> {
    const [answer, agency] = await Promise.all([
      request<SchemaAnswer>('GET', endpoints.schema, { anonymous: true }),
      ask_agency().catch(() => undefined),
    ]);
    this.#asked_on = day_here(answer.data.system.utc_offset);
    this.model = model_of(answer.data, page_entry, agency);
  }

  /// Asks once more whose server this is, after its record has changed.
  async load_agency(): Promise<void> {
    const agency = await ask_agency();
    if (this.model) this.model = { ...this.model, agency };
  }

  get offset(): string {
    return this.model?.system.utc_offset ?? '+07:00';
  }

  /// The server's day, and those that went by since; a clock here that goes wrong says only how many.
  get today(): string {
    return this.model ? add_days(this.model.system.today, days_between(this.#asked_on, day_here(this.offset))) : '';
  }

  entity(id: string | undefined): Entity | undefined {
    return id ? this.model?.entities.get(id) : undefined;
  }
}

export const schema = new SchemaStore();
