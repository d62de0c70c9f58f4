import { UserMistake } from '../../../domain/error.ts';
import type { ConnectorSettings, ConnectorTools } from '../../connector.ts';
import { cloudAssets } from '../assets/flavours.ts';
import { workspaceIdOf } from '../assets/workspace.ts';
import type { ItemOptions } from '../options.ts';

/** Where the items of changes live. */
export interface ItemPlace {
  /** Id of the field that names them. */
  readonly field: string;
  /** The connection that keeps them, and the one workspace whose objects it knows, in lower case. */
  readonly connection: string;
  readonly workspaceId: string;
}

/**
 * Throws UserMistake INVALID unless the named connection is one to Assets of Cloud, and production or test as this one: a clone's objects
 * carry the ids of production's.
 */
export function placeOfItems({ field, connection }: ItemOptions, { name, isProduction }: Pick<ConnectorSettings, 'name' | 'isProduction'>, { connectionNamed }: Pick<ConnectorTools, 'connectionNamed'>): ItemPlace {
  const named = connectionNamed?.(connection);
  if (named === undefined) throw mistake(name, `there is no connection "${connection}": declare it, or name one of system ${cloudAssets.system} that is`);
  if (named.system !== cloudAssets.system) throw mistake(name, `${connection} is ${named.system}, and the items of these changes live in ${cloudAssets.system}: name a connection of that system`);
  if (named.isProduction !== isProduction) throw mistake(name, `${connection} is ${wordFor(named.isProduction)}, and ${name} is ${wordFor(isProduction)}: name a connection that is what ${name} is`);
  const workspaceId = workspaceIdOf(named.url);
  if (workspaceId === null) throw mistake(name, `the url of ${connection} names no workspace: write it as https://api.atlassian.com/jsm/assets/workspace/<id>/v1`);
  return { field, connection, workspaceId };
}

function wordFor(isProduction: boolean): string {
  return isProduction ? 'production' : 'a test connection (isProduction: false)';
}

function mistake(name: string, because: string): UserMistake {
  return new UserMistake('INVALID', `${name}: changes.items.connection: ${because}.`, ['options', 'changes', 'items', 'connection']);
}
