import { hiddenFrom, type Restriction } from '../domain/restriction.ts';
import { comparedWord } from './classified.ts';
import type { Database } from './database.ts';
import { query } from './sql.ts';

/** What the views for analysts leave out, for whoever reads them is at no door and has no role. */
export interface RestrictionStore {
  /** Takes the place of what any hub kept before, at once: no moment is seen in which there is nothing. */
  keep(restrictions: readonly Restriction[]): Promise<void>;
}

export function restrictionStore(database: Database): RestrictionStore {
  return {
    keep: (restrictions) => database.transaction(async (em) => {
      const rules = hiddenFrom(restrictions, null).map(({ classifications, ...rule }) => ({ ...rule, classifications: classifications?.map(comparedWord) ?? null }));
      // Two hubs that start together would else each add to what the other had not yet deleted.
      await query(em, 'lock table muster.restriction in share row exclusive mode');
      await query(em, 'delete from muster.restriction');
      await query(em, 'insert into muster.restriction select * from jsonb_to_recordset($1::jsonb) as rule(connection text, kind text, classifications text[])', [JSON.stringify(rules)]);
    }),
  };
}
