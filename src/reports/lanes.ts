import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Asked } from './asked.ts';
import { copies } from './copies.ts';
import type { Values } from './values.ts';

/** `declared(service, team)`: who looks after which service, as configuration says. */
export function teamsCte({ services }: Catalogue, values: Values): string {
  return `declared as (select * from jsonb_to_recordset(${values.json(services.map(({ key, team }) => ({ service: key, team: team ?? null })))}) as d(service text, team text))`;
}

/** `wanted(service, environment, item)`: where configuration says that the running version is held; `target(…, identity)`: those of them that the mirror knows. */
export function targetsCte(asked: Asked, { services }: Catalogue, values: Values): string {
  const wanted = services.flatMap(({ key, targets }) => Object.entries(targets).map(([environment, { connection, match }]) => ({ service: key, environment, item: `${connection}:ci:${match}` })));
  // One item by its label: an item that is there before one that is gone, and of several the one read last.
  return `
    wanted as (select * from jsonb_to_recordset(${values.json(wanted)}) as t(service text, environment text, item text)),
    target as (
      select wanted.service, wanted.environment, item.identity from wanted
      cross join lateral (select c.identity from ${copies('ci', asked, values)} as c where c.reference = wanted.item order by (c.gone_because is null) desc, c.fetched_at desc limit 1) as item)`;
}

/** Keys of the services that are asked for by name or by team; null: all. */
export function askedServices(asked: Asked, { services }: Catalogue): readonly string[] | null {
  const [keys, teams] = [asked.texts('service'), asked.texts('team')];
  if (teams === null) return keys;
  const ofTeams = services.filter(({ team }) => team !== undefined && teams.includes(team)).map(({ key }) => key);
  return keys === null ? ofTeams : ofTeams.filter((key) => keys.includes(key));
}

/** Names of the environments that are asked for, else of those called production. */
export function askedEnvironments(asked: Asked, { environments }: Catalogue): readonly string[] {
  return asked.texts('environment') ?? environments.filter(({ isProduction }) => isProduction).map(({ name }) => name);
}

/** `and` conditions on a service and an environment, by what is asked of them. */
export function placesAsked(asked: Asked, catalogue: Catalogue, values: Values, columns: { readonly service: string; readonly environment: string }): string {
  const services = askedServices(asked, catalogue);
  const ofServices = services === null ? '' : ` and ${columns.service} = any(${values.as('text[]', services)})`;
  return `and ${columns.environment} = any(${values.as('text[]', askedEnvironments(asked, catalogue))})${ofServices}`;
}

/** Names of the connections that are asked for; those for tests are never among them. */
export function askedConnections(asked: Asked, connections: readonly string[]): readonly string[] {
  const narrowed = asked.texts('connection');
  return narrowed === null ? connections : connections.filter((name) => narrowed.includes(name));
}

/** How an id of a row begins when rows stand in order of time. */
export function sortable(moment: string): string {
  return `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
