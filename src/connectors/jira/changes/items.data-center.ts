import { SourceError } from '../../../domain/error.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { HttpClient } from '../../http/index.ts';
import { withKeys } from '../assets/aql.ts';
import { chunksOf } from '../assets/chunks.ts';
import { searchDataCenter } from '../assets/data-center.search.ts';
import type { AssetsObject } from '../assets/wire.ts';
import type { Origin } from '../translate.ts';
import type { ItemNaming, ItemPlace, NamedObjects } from './items.naming.ts';
import { objectTextsSchema } from './wire.ts';

/**
 * Data Center names objects by a text, "Label (KEY-123)". No document says so, and a label may end in parentheses of its own: so Assets, which
 * stands beside Jira and knows the same account, is asked for the keys, and an object is only ever the one whose label and key make the whole
 * text. The number in a key counts within its schema, and is no id.
 */
export const dataCenterItems: ItemNaming = {
  system: 'JIRA_ASSETS_DATA_CENTER',
  misplaced: (url, own) => (addressOf(url) === addressOf(own) ? null : `asks another address than this Jira: the same keys are other objects there; write the url as ${own}`),
  async read(http, fields, place, origin, ask) {
    const texts = new Map([...fields].map(([change, value]) => [change, objectTextsSchema.safeParse(value).data]));
    const keys = new Set([...texts.values()].flatMap((its) => its?.map(keyIn) ?? []));
    const objects = Map.groupBy(await withThoseKeys(http, [...keys], origin, ask), ({ label, objectKey }) => `${label} (${objectKey})`);
    return new Map([...texts].map(([change, its]) => [change, objectsOf(its, objects, place)]));
  },
};

function objectsOf(texts: readonly string[] | undefined, objects: ReadonlyMap<string, readonly AssetsObject[]>, { field }: ItemPlace): NamedObjects {
  if (texts === undefined) return { because: `told ${field} of a change otherwise than as objects of Assets with their keys; see that changes.items.field names a field of type "Assets object"` };
  const found = texts.map((text) => objects.get(text) ?? []);
  if (found.some((its) => its.length !== 1)) return { because: `named objects in ${field} of a change that Assets does not show under that label and key; give its account the role Object schema user` };
  return { ids: found.flat().map(({ id }) => id) };
}

async function withThoseKeys(http: HttpClient, keys: readonly string[], { connection, fetchedAt }: Origin, ask: Ask): Promise<readonly AssetsObject[]> {
  const answers = await Promise.all(chunksOf(keys).map((some) => searchDataCenter(http, withKeys(some), Number.POSITIVE_INFINITY, ask, 'reading which objects changes name')));
  if (answers.every(({ isComplete }) => isComplete)) return answers.flatMap(({ objects }) => objects);
  throw new SourceError(connection, { code: 'UNEXPECTED_ANSWER', message: 'did not answer whole while reading which objects changes name; ask again', sinceAt: fetchedAt, retryAt: null });
}

/** The last parentheses hold it: its schema made sure that they do. */
function keyIn(text: string): string {
  return text.slice(text.lastIndexOf('(') + 1, -1);
}

function addressOf(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}
