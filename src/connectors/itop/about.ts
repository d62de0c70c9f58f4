import type { ConnectorAbout } from '../connector.ts';

/** What to ask the administrator for. */
export const permissions = {
  read: 'the profile "REST Services User", and reading of tickets and items',
  write: 'for writing "Change Implementor", "Support Agent", "Problem Manager" and "Configuration Manager"',
  organizations: 'no restriction to some organizations: what it hides is neither shown nor counted',
} as const;

export const about: ConnectorAbout = {
  product: 'iTop',
  tool: 'iTop (Combodo), by its REST/JSON API 1.3 (iTop 2.2 and newer)',
  reads: [
    'changes of every class with the people they name and the items people linked to them',
    'items of every class with their status, and version and environment where the options name attributes for them',
    'with the option `classification`: the attribute that classifies changes, incidents or problems, which restricted records may go by',
    'relations both ways by "impacts": one hop, any depth up to 20, and the services above',
    'services, their open incidents and problems; incidents and problems by reference, list and correlation id',
    'changes, items, services, incidents and problems as a whole, by ranges of ids; later what changed, by last_update',
  ],
  writes: [
    'a change from approved to implemented, monitored and closed by stimuli, and to rejected where it still can be; notes in its private log; its correlation id where the options name an attribute',
    'incidents and problems, opened once per correlation; incidents linked to their problem',
    'the running version in an attribute that the company added, on an item that is there',
  ],
  permissions: Object.values(permissions),
  limits: [
    'iTop keeps no approvals with people and decisions: a change kept here alone never passes change-is-approved',
    'it has no correlation id, version or environment by itself: the options name the attributes a company added; without them correlations stand in brackets at the end of a title',
    'dates carry no time zone: without the option timeZone no date is understood and every sync reads everything',
    'items and services tell no moment of change: each of their syncs reads all of them; what was deleted is seen on a whole pass only',
    'an answer of more than 20,000 objects, or a graph of more than 5,000, is refused',
    'it has no reconciliation over REST: an item that is not there is never made',
  ],
  unverified: ['signing in with a token', 'the ITIL life cycles beyond the recorded refusals', 'services reached by "impacts" itself', 'whether a change of an object\'s links moves its last_update'],
};
