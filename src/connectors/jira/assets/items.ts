import type { ConfigurationItem } from '../../../domain/configuration-item.ts';
import { SourceError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { RecordFinder, RecordReader, RelationReader } from '../../../domain/ports/connection.ts';
import { readReference } from '../../../domain/reference.ts';
import { anyOf, isName, isObjectId, listing, referringTo } from './aql.ts';
import type { Aql } from './aql.ts';
import { chunksOf } from './chunks.ts';
import { dependenciesOf, toItem } from './translate.ts';
import type { AssetsAnswer, Workspace } from './workspace.ts';

/** Items by name or object id, a hundred per call; of one name there may be several. */
export function itemReader(workspace: Workspace): RecordReader<'ci'> {
  return {
    async read(lookups, ask) {
      const names = [...new Set(lookups.flatMap((lookup) => ('key' in lookup && isName(lookup.key) ? [lookup.key] : [])))];
      const ids = [...new Set(lookups.flatMap((lookup) => ('id' in lookup && isObjectId(lookup.id) ? [lookup.id] : [])))];
      const questions = [...chunksOf(names).map((some) => anyOf(some, [])), ...chunksOf(ids).map((some) => anyOf([], some))];
      const wanted = new Set(names.map((name) => name.toLowerCase()));
      const answers = await Promise.all(questions.map((query) => searchWhole(workspace, query, ask, 'reading configuration items')));
      return answers.flatMap((answer) => answer.objects.filter(({ id, label }) => ids.includes(id) || wanted.has(label.toLowerCase())).map((object) => toItem(object, answer, workspace)));
    },
  };
}

/** What is next to an item in one direction. */
export interface Neighbours {
  readonly items: readonly ConfigurationItem[];
  /** false: it refers to an object that is hidden from our account. */
  readonly isWhole: boolean;
}
/** One step from items in one direction, in as many questions as there are hundreds of them. Those that are not there are absent. */
export type Step = (identities: readonly string[], ask: Ask) => Promise<ReadonlyMap<string, Neighbours>>;

/** What items depend on by the configured references: their own objects first, then those they refer to. */
export function dependencyStep(workspace: Workspace): Step {
  return async (identities, ask) => {
    const asked = objectIdsOf(workspace, identities);
    const own = await byIds(workspace, [...asked.keys()], ask);
    const targets = new Map(own.map(({ object, answer }) => [object.id, dependenciesOf(object, answer, workspace)]));
    const found = await byIds(workspace, [...new Set([...targets.values()].flat())], ask);
    const items = new Map(found.map(({ object, answer }) => [object.id, toItem(object, answer, workspace)]));
    return new Map([...targets].flatMap(([id, its]) => pair(asked.get(id), { items: its.flatMap((target) => items.get(target) ?? []), isWhole: its.every((target) => items.has(target)) })));
  };
}

/** What depends on items: whatever refers to them by one of the configured references. */
export function userStep(workspace: Workspace): Step {
  return async (identities, ask) => {
    const asked = objectIdsOf(workspace, identities);
    const answers = await Promise.all(chunksOf([...asked.keys()]).map((ids) => searchWhole(workspace, referringTo(ids), ask, 'reading what uses configuration items')));
    const referring = answers.flatMap((answer) => answer.objects.map((object) => ({ item: toItem(object, answer, workspace), targets: dependenciesOf(object, answer, workspace) })));
    const unique = [...new Map(referring.map((one) => [one.item.id, one])).values()];
    return new Map([...asked].map(([id, identity]) => [identity, { items: unique.filter(({ targets }) => targets.includes(id)).map(({ item }) => item), isWhole: true }]));
  };
}

export function oneStep(step: Step): RelationReader<'ci.dependsOn'> & RelationReader<'ci.usedBy'> {
  return { relate: async (identities, ask) => new Map([...await step(identities, ask)].map(([identity, { items }]) => [identity, items])) };
}

/** Items by name, type and environment, in order of name; what comes back is checked against the question. */
export function itemList(workspace: Workspace): RecordFinder<'cis.list'> {
  return {
    async find({ text, className, environment, limit }, ask) {
      const attribute = workspace.options.environment;
      if (limit < 1 || (environment !== null && attribute === undefined)) return { records: [], isComplete: false };
      const query = listing({ text, typeName: className, attribute: environment === null || attribute === undefined ? null : { name: attribute, value: environment } });
      const answer = await workspace.search(query, limit, ask, 'listing configuration items');
      const items = answer.objects.map((object) => toItem(object, answer, workspace));
      const fits = (value: string | null, wanted: string | null): boolean => wanted === null || value?.toLowerCase() === wanted.toLowerCase();
      const records = items.filter((item) => fits(item.className, className) && fits(item.environment, environment) && (text === null || item.label.toLowerCase().includes(text.toLowerCase())));
      return { records, isComplete: answer.isComplete && records.length === items.length };
    },
  };
}

async function byIds(workspace: Workspace, ids: readonly string[], ask: Ask) {
  const answers = await Promise.all(chunksOf(ids).map((some) => searchWhole(workspace, anyOf([], some), ask, 'reading references of configuration items')));
  return answers.flatMap((answer) => answer.objects.filter(({ id }) => ids.includes(id)).map((object) => ({ object, answer })));
}

/** What is missing of an answer that is not whole may be what matters, so that is an error. */
async function searchWhole(workspace: Workspace, query: Aql, ask: Ask, doing: string): Promise<AssetsAnswer> {
  const answer = await workspace.search(query, Number.POSITIVE_INFINITY, ask, doing);
  if (answer.isComplete) return answer;
  throw new SourceError(workspace.name, { code: 'UNEXPECTED_ANSWER', message: `did not answer whole while ${doing}; ask again`, sinceAt: answer.fetchedAt, retryAt: null });
}

function objectIdsOf({ name }: Workspace, identities: readonly string[]): ReadonlyMap<string, string> {
  return new Map(identities.flatMap((identity) => {
    const parts = readReference(identity);
    return parts !== null && parts.connection === name && parts.kind === 'ci' && isObjectId(parts.key) ? [[parts.key, identity] as const] : [];
  }));
}

function pair<T>(identity: string | undefined, told: T): readonly (readonly [string, T])[] {
  return identity === undefined ? [] : [[identity, told]];
}
