import { UserMistake } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { NewChange } from '../../domain/ports/desk.ts';
import type { QueryValues } from '../http/index.ts';
import { idInCatalogue } from './change-catalogue.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { createItemReader } from './item-reader.ts';
import { writeMoment } from './moment.ts';
import { readWanted } from './table.ts';
import { isAskable } from './query.ts';
import { sysIdOf, valueOf } from './wire.ts';

const changePath = '/api/sn_chg_rest/change';
/** Changes that Muster opened say so here; only those it finishes later. */
export const openedBy = 'Muster';
/** Length of the column task.correlation_id; unverified, code holds either way since it is read back. */
const longestCorrelation = 100;

/** A creation as it is posted, and what of the wish it leaves out. */
export interface ChangeOrder {
  readonly path: string;
  readonly query: QueryValues;
  readonly json: Readonly<Record<string, string>>;
  readonly left: readonly string[];
}

/** UserMistake INVALID for a correlation that the tool could not be asked for afterwards. */
export function checkCorrelation(correlation: string): void {
  if (!isAskable(correlation) || correlation.length > longestCorrelation) throw new UserMistake('INVALID', `ServiceNow cannot keep the correlation id ${JSON.stringify(correlation)}: at most ${longestCorrelation} characters, without "^".`, ['releaseKey']);
}

/** Looks up everything a creation names, before anything is sent. */
export async function orderOf(instance: Instance, wish: NewChange, ask: Ask): Promise<ChangeOrder> {
  const [target, items, requester] = await Promise.all([targetOf(instance, wish, ask), itemIds(instance, wish.configurationItems, ask), userId(instance, wish.requestedBy, ask)]);
  const { correlation, title, description, window, backoutPlan, testPlan, implementationPlan, requestedBy } = wish;
  const said = {
    short_description: title, description, correlation_id: correlation, correlation_display: openedBy, cmdb_ci: items[0],
    start_date: window === null ? null : writeMoment(window.startAt), end_date: window === null ? null : writeMoment(window.endAt),
    backout_plan: backoutPlan, test_plan: testPlan, implementation_plan: implementationPlan, requested_by: requester,
  };
  return {
    ...target, json: Object.fromEntries(Object.entries(said).flatMap(([field, value]) => (value == null ? [] : [[field, value]]))),
    left: requestedBy !== null && requester === null ? [`${instance.name} knows no active user "${requestedBy}", so the change says that our account asked for it`] : [],
  };
}

async function targetOf(instance: Instance, { source }: NewChange, ask: Ask): Promise<Pick<ChangeOrder, 'path' | 'query'>> {
  if ('type' in source) return { path: `${changePath}/${source.type.toLowerCase()}`, query: {} };
  if ('template' in source) return { path: `${changePath}/standard/${await idInCatalogue(instance, 'template', source.template, ask)}`, query: {} };
  return { path: changePath, query: { chg_model: await idInCatalogue(instance, 'model', source.model, ask) } };
}

/** Sys_ids of items by name, in order. SourceError NOT_FOUND for one that is not there, hidden, or one of several. */
export async function itemIds(instance: Instance, names: readonly string[], ask: Ask): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const items = await createItemReader(instance).read(names.map((key) => ({ key })), ask);
  return names.map((name) => {
    const own = items.filter((item) => item.name === name);
    const [id] = sysIdsOf(instance, ['ci'], own.map((item) => item.id)).keys();
    if (id === undefined || own.length > 1) throw refuse(instance, 'NOT_FOUND', `has ${own.length === 0 ? 'no' : counted(own.length, 'configuration item')}${own.length === 0 ? ' configuration item' : 's'} called "${name}" that a change could be opened for; check the service's target in the configuration`);
    return id;
  });
}

async function userId(instance: Instance, userName: string | null, ask: Ask): Promise<string | null> {
  if (userName === null || !isAskable(userName)) return null;
  const { rows } = await readWanted(instance, { table: 'sys_user', conditions: [], fields: ['user_name', 'active'], ask, doing: 'reading who asks for a change' }, wantedIn('user_name', [userName]));
  const [only, another] = rows.filter((row) => valueOf(row, 'active') === 'true');
  return only === undefined || another !== undefined ? null : sysIdOf(only);
}
