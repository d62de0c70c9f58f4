import type { Ask } from '../../../domain/ports/ask.ts';
import type { HttpClient } from '../../http/index.ts';
import type { Origin } from '../translate.ts';

/** Where the items of changes live. */
export interface ItemPlace {
  /** Id of the field that names them. */
  readonly field: string;
  /** The connection that keeps them, and its address. */
  readonly connection: string;
  readonly url: string;
}

/** Ids of the objects that one field names, or why they cannot be told: a clause that follows the name of Jira's connection. */
export type NamedObjects = { readonly ids: readonly string[] } | { readonly because: string };

/** How the changes of one flavour name objects of Assets. */
export interface ItemNaming {
  /** System of the connections that keep such objects. */
  readonly system: 'JIRA_ASSETS' | 'JIRA_ASSETS_DATA_CENTER';
  /** Why the Assets at `url` cannot be those whose objects Jira at `own` names, as it follows the name of their connection; null when they can. */
  misplaced(url: string, own: string): string | null;
  /** What the fields of some changes name, by the ids of the changes; each of them is in the answer. Fields that are empty or not told are not asked for. */
  read(http: HttpClient, fields: ReadonlyMap<string, unknown>, place: ItemPlace, origin: Origin, ask: Ask): Promise<ReadonlyMap<string, NamedObjects>>;
}
