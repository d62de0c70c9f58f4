import type { Instant } from '../../../domain/instant.ts';
import type { Clock } from '../../../domain/instant.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { HttpClient } from '../../http/index.ts';
import type { Aql } from './aql.ts';
import type { AssetsOptions } from './options.ts';
import { aqlPageSchema } from './wire.ts';
import type { AssetsObject } from './wire.ts';

/** One workspace of Assets as the files of this folder share it. */
export interface Workspace {
  /** Name of the connection. */
  readonly name: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly options: AssetsOptions;
}

export interface AssetsAnswer {
  readonly objects: readonly AssetsObject[];
  /** Names of attributes in lower case, by id. */
  readonly attributeNames: ReadonlyMap<string, string>;
  readonly isComplete: boolean;
  readonly fetchedAt: Instant;
}

const pageSize = 200;
const mostPages = 100;

/**
 * All objects of a query, or the first `limit`. Goes on by the objects that came until isLast, since servers lower
 * maxResults silently and cap `total`. A page of another offset, an empty one before the last or an object that comes
 * again makes the answer incomplete.
 */
export async function searchAssets(workspace: Workspace, query: Aql, limit: number, ask: Ask, doing: string): Promise<AssetsAnswer> {
  const fetchedAt = workspace.clock.now().toISOString();
  const objects = new Map<string, AssetsObject>();
  const attributeNames = new Map<string, string>();
  let startAt = 0;
  let isWhole = false;
  for (let page = 0; page < mostPages; page += 1) {
    const { body } = await workspace.http.send({
      method: 'POST', isRead: true, path: '/object/aql', query: { startAt, maxResults: Math.min(pageSize, limit), includeAttributes: true }, json: { qlQuery: `${query.text} ORDER BY Name` }, schema: aqlPageSchema, ask, doing,
    });
    for (const object of body.values) objects.set(object.id, object);
    for (const { id, name } of body.objectTypeAttributes) attributeNames.set(id, name.toLowerCase());
    const isInOrder = body.startAt === startAt;
    startAt += body.values.length;
    isWhole = isInOrder && body.isLast && objects.size === startAt;
    if (!isInOrder || body.isLast || body.values.length === 0 || objects.size >= limit) break;
  }
  return { objects: [...objects.values()].slice(0, limit), attributeNames, isComplete: isWhole && objects.size <= limit, fetchedAt };
}
