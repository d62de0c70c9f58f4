import { chance as seeded } from '../../domain/chance.fixture.ts';
import type { Catalogue } from '../../domain/ports/catalogue.ts';
import { catalogueWith } from '../reports.fixture.ts';

/** A deployment to production, as it was; whether it broke something is known only here. */
export interface SimulatedDeployment {
  readonly id: string;
  readonly service: string;
  readonly at: string;
  readonly state: 'SUCCEEDED' | 'FAILED';
  readonly change: string;
  /** The incident that Muster opened for it. */
  readonly incident: string | null;
}

/** An incident and its true cause, which nothing that is told of it need show; null: no deployment caused it. */
export interface SimulatedIncident {
  readonly id: string;
  readonly at: string;
  readonly item: string | null;
  readonly namesChange: string | null;
  readonly truth: string | null;
}

export interface Simulation {
  readonly catalogue: Catalogue;
  readonly deployments: readonly SimulatedDeployment[];
  readonly incidents: readonly SimulatedIncident[];
  readonly items: readonly string[];
  /** By item: what it depends on, however far. Of some items the CMDB was never read. */
  readonly reach: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const hour = 3_600_000;
const start = Date.parse('2026-09-01T00:00:00Z');

/**
 * One project of `k` services, deployed independently every 18 hours on average for so many days. Each service has its item,
 * depends on up to two others and on a database that nobody deploys; what people use is a page that depends on a service.
 *
 * An eighth of the deployments break something, mostly within hours and one in seven only after half a day to two and a half.
 * It is noticed on the item itself (40 %), on one that depends on it (45 %), without an item (10 %) or on an item that has
 * nothing to do with it (5 %). A fifth of those incidents name a change, every twentieth of them a wrong one; for one in
 * twenty Muster opened the incident. For each five such incidents three others have no deployment behind them at all.
 * Dependencies of one item in sixteen were never read. Everything follows from the seed.
 */
export function simulate(k: number, days: number, seed: number): Simulation {
  const chance = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const services = Array.from({ length: k }, (_nothing, index) => `s-${index}`);
  const dependsOn = new Map<string, readonly string[]>();
  services.forEach((service, index) => {
    const others = index === 0 ? [] : [pick(services.slice(0, index)), ...(chance() < 0.5 ? [pick(services.slice(0, index))] : [])];
    dependsOn.set(service, [...new Set([...others, `db-${index % 3}`])]);
    dependsOn.set(`page-${index}`, [service]);
    dependsOn.set(`db-${index % 3}`, []);
  });
  const items = [...dependsOn.keys()];
  const truly = new Map(items.map((item) => [item, reachOf(item, dependsOn)]));
  const reach = new Map([...truly].filter(() => chance() >= 1 / 16));

  const exponential = (mean: number): number => -Math.log(1 - chance()) * mean;
  const deployments: SimulatedDeployment[] = [];
  const incidents: SimulatedIncident[] = [];
  const breakdowns: { readonly service: string; readonly id: string; readonly at: number; readonly change: string }[] = [];
  for (const service of services) {
    for (let at = start + exponential(18 * hour), n = 0; at < start + days * 24 * hour; at += exponential(18 * hour), n += 1) {
      const [id, change] = [`deployment:${service}-${n}`, `desk:change:${service}-${n}`];
      const isBroken = chance() < 1 / 8;
      const incident = isBroken && chance() < 1 / 20 ? `desk:incident:of-${service}-${n}` : null;
      deployments.push({ id, service, at: iso(at), state: chance() < 0.08 ? 'FAILED' : 'SUCCEEDED', change, incident });
      if (isBroken) breakdowns.push({ service, id, at, change });
    }
  }
  for (const { service, id, at, change } of breakdowns) {
    const after = chance() < 1 / 7 ? (12 + 48 * chance()) * hour : exponential(3 * hour);
    const where = chance();
    const downstream = items.filter((item) => truly.get(item)?.has(service) === true);
    const item = where < 0.4 ? service : where < 0.85 ? pick(downstream) : where < 0.95 ? null : pick(items);
    const names = chance() < 1 / 5 ? (chance() < 1 / 20 ? pick(deployments).change : change) : null;
    incidents.push({ id: id.replace('deployment:', 'desk:incident:of-'), at: iso(at + after), item, namesChange: names, truth: id });
  }
  const others = Math.round(breakdowns.length * 0.6);
  for (let n = 0; n < others; n += 1) incidents.push({ id: `desk:incident:other-${n}`, at: iso(start + chance() * days * 24 * hour), item: chance() < 0.15 ? null : pick(items), namesChange: null, truth: null });
  return { catalogue: catalogueWith(...services.map((key) => ({ key }))), deployments, incidents, items, reach };
}

function reachOf(item: string, dependsOn: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const distances = new Map<string, number>();
  for (let [edge, distance] = [dependsOn.get(item) ?? [], 1]; edge.length > 0; distance += 1) {
    const found = [...new Set(edge)].filter((one) => one !== item && !distances.has(one));
    for (const one of found) distances.set(one, distance);
    edge = found.flatMap((one) => dependsOn.get(one) ?? []);
  }
  return distances;
}

const iso = (ms: number): string => new Date(Math.round(ms)).toISOString();

/** Puts it into the store's tables, as Muster and its mirror would have written it. */
export async function fillWith({ deployments, incidents, items, reach }: Simulation, execute: (text: string, values: readonly unknown[]) => Promise<unknown>): Promise<void> {
  await execute(`insert into muster.deployment (id, origin, release_key, environment, service_key, sequence, state, because, needs_attention, requested_at, start_kind, triggered_at, live_at, finished_at, body_digest, correlation, steps, change_ids, incident_id, fence, lease_ms, next_look_at, journal_length)
    select id, 'TRIGGERED', null, 'production', service, row_number() over (order by at), state, '', false, at, 'NOW', at, at, at, '', '', '[]', jsonb_build_array(change), incident, 0, 0, now(), 0
    from jsonb_to_recordset($1::jsonb) as d(id text, service text, at timestamptz, state text, change text, incident text)`, [JSON.stringify(deployments)]);
  const itemOf = (item: string) => ({ id: `cmdb:ci:${item}`, kind: 'ci', label: item, name: item, source: { connection: 'cmdb', reference: `cmdb:ci:${item}` } });
  const copies = [
    ...items.map((item) => ({ kind: 'ci', identity: `cmdb:ci:${item}`, content: itemOf(item) })),
    ...[...reach].map(([item, its]) => ({ kind: 'ci.dependencyReach', identity: `cmdb:ci:${item}`, content: { isComplete: true, items: [...its].map(([one, distance]) => ({ item: itemOf(one), distance })) } })),
    ...incidents.map(({ id, at, item, namesChange }) => ({ kind: 'incident', identity: id, content: { number: id, priority: 3, isOpen: true, openedAt: at, resolvedAt: null, configurationItemId: item === null ? null : `cmdb:ci:${item}`, problemId: null, causedByChangeId: namesChange } })),
  ];
  await execute(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from)
    select kind, identity, split_part(identity, ':', 1), identity, content, '2026-09-01', '', '2026-09-01' from jsonb_to_recordset($1::jsonb) as c(kind text, identity text, content jsonb)`, [JSON.stringify(copies)]);
}

/** The rule that a warehouse without changes and items has: the newest successful deployment of the project before the incident. */
export function newestOfProject({ deployments }: Simulation, { at }: SimulatedIncident): string | null {
  return deployments.filter((one) => one.state === 'SUCCEEDED' && one.at < at).sort((one, other) => (one.at < other.at ? 1 : -1))[0]?.id ?? null;
}

/** How many answers are not the truth, and how. */
export interface Misattribution {
  readonly incidents: number;
  /** Of those a deployment caused: another one is blamed. */
  readonly another: number;
  /** Of those a deployment caused: none is blamed. */
  readonly none: number;
  /** Of those no deployment caused: one is blamed. */
  readonly invented: number;
}

export function misattribution({ incidents }: Pick<Simulation, 'incidents'>, answer: (incident: SimulatedIncident) => string | null): Misattribution {
  const answers = incidents.map((incident) => ({ said: answer(incident), truth: incident.truth })).filter(({ said, truth }) => said !== truth);
  return {
    incidents: incidents.length,
    another: answers.filter(({ said, truth }) => said !== null && truth !== null).length,
    none: answers.filter(({ said }) => said === null).length,
    invented: answers.filter(({ truth }) => truth === null).length,
  };
}
