import type { Catalogue } from '../domain/ports/catalogue.ts';
import type { Asked } from './asked.ts';
import { copies } from './copies.ts';
import type { Values } from './values.ts';

/** What configuration says that reports need: `declared(service, team)`, and `target(service, environment, identity)`, the item that holds the running version. */
export function declaredCtes(asked: Asked, { services }: Catalogue, values: Values): string {
  const teams = services.map(({ key, team }) => ({ service: key, team: team ?? null }));
  const targets = services.flatMap(({ key, targets: places }) => Object.entries(places).map(([environment, { connection, match }]) => ({ service: key, environment, item: `${connection}:ci:${match}` })));
  // One item by its label: an item that is there before one that is gone, and of several the one read last.
  return `
    declared as (select * from jsonb_to_recordset(${values.json(teams)}) as d(service text, team text)),
    target as (
      select t.service, t.environment, item.identity from jsonb_to_recordset(${values.json(targets)}) as t(service text, environment text, item text)
      cross join lateral (select c.identity from ${copies('ci', asked, values)} as c where c.reference = t.item order by (c.gone_because is null) desc, c.fetched_at desc limit 1) as item)`;
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
