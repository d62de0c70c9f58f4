import type { Clock, Instant } from '../../../domain/instant.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { HttpClient, ProblemReader } from '../../http/index.ts';
import type { Aql } from './aql.ts';
import type { AssetsOptions } from './options.ts';
import type { AssetsObject } from './wire.ts';

/** What a search brought, in the words of neither flavour. */
export interface FoundObjects {
  readonly objects: readonly AssetsObject[];
  /** Names of attributes in lower case, by id. */
  readonly attributeNames: ReadonlyMap<string, string>;
  readonly isComplete: boolean;
}

export interface AssetsAnswer extends FoundObjects {
  readonly fetchedAt: Instant;
}

/** All objects of a query, or the first `limit`. */
export type AssetsSearch = (http: HttpClient, query: Aql, limit: number, ask: Ask, doing: string) => Promise<FoundObjects>;

/** What Cloud and Data Center each say in their own way. */
export interface AssetsFlavour {
  /** As `Source.system` says it. */
  readonly system: 'JIRA_ASSETS' | 'JIRA_ASSETS_DATA_CENTER';
  /** How its sign-in layer says no. */
  readonly refusedSignIn: (clock: Clock) => ProblemReader | undefined;
  /** Address of an object's page for people, of a connection's url and an object id; null where that is not known. */
  readonly pageOf: (url: string, id: string) => string | null;
  readonly search: AssetsSearch;
}

/** One connection to Assets as the files of this folder share it. */
export interface Workspace {
  /** Name of the connection. */
  readonly name: string;
  readonly system: AssetsFlavour['system'];
  readonly options: AssetsOptions;
  pageOf(id: string): string | null;
  search(query: Aql, limit: number, ask: Ask, doing: string): Promise<AssetsAnswer>;
}

/** The workspace that the address of Cloud's API names, in lower case; null for another address (apis/README.md §8). */
export function workspaceIdOf(url: string): string | null {
  return /\/jsm\/assets\/workspace\/([^/?#]+)\/v1\/*$/.exec(url)?.[1]?.toLowerCase() ?? null;
}
