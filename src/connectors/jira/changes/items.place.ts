import { UserMistake } from '../../../domain/error.ts';
import type { ConnectorSettings, ConnectorTools } from '../../connector.ts';
import type { ItemOptions } from '../options.ts';
import type { ItemNaming, ItemPlace } from './items.naming.ts';

/**
 * Throws UserMistake INVALID unless the named connection is one to the Assets whose objects this Jira names, and production or test as this
 * one: a clone's objects carry the ids and keys of production's.
 */
export function placeOfItems({ field, connection }: ItemOptions, { name, isProduction, url }: Pick<ConnectorSettings, 'name' | 'isProduction' | 'url'>, { connectionNamed }: Pick<ConnectorTools, 'connectionNamed'>, { system, misplaced }: Pick<ItemNaming, 'system' | 'misplaced'>): ItemPlace {
  const named = connectionNamed?.(connection);
  if (named === undefined) throw mistake(name, `there is no connection "${connection}": declare it, or name one of system ${system} that is`);
  if (named.system !== system) throw mistake(name, `${connection} is ${named.system}, and the items of these changes live in ${system}: name a connection of that system`);
  if (named.isProduction !== isProduction) throw mistake(name, `${connection} is ${wordFor(named.isProduction)}, and ${name} is ${wordFor(isProduction)}: name a connection that is what ${name} is`);
  const because = misplaced(named.url, url);
  if (because !== null) throw mistake(name, `${connection} ${because}`);
  return { field, connection, url: named.url };
}

function wordFor(isProduction: boolean): string {
  return isProduction ? 'production' : 'a test connection (isProduction: false)';
}

function mistake(name: string, because: string): UserMistake {
  return new UserMistake('INVALID', `${name}: changes.items.connection: ${because}.`, ['options', 'changes', 'items', 'connection']);
}
