import type { ConfigurationItem, Service, ServiceLevel } from '../domain/configuration-item.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Reading } from '../domain/ports/records.ts';
import { formatReference, readReference } from '../domain/reference.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import { assemblyOf, countingLinks, readLinked } from './linked-records.ts';
import type { StepContext } from './step.ts';

/** More incidents of one service since going live are not looked through; then it is unknown. */
const mostIncidents = 100;

/** What is seen of the services that a deployment reaches, and what could not be seen, a sentence each. */
export interface WatchedFacts {
  readonly services: readonly Service[];
  /** Opened about them, or about the items, since it went live. */
  readonly incidents: readonly Incident[];
  /** By service; of a service that is left out nothing is known. */
  readonly levels: ReadonlyMap<RecordIdentity, readonly ServiceLevel[]>;
  readonly unknown: readonly string[];
}

/** Asks the tools now. Never throws because a tool failed: that is among what is unknown. */
export async function watchedFacts(since: Instant, areLevelsWatched: boolean, context: StepContext): Promise<WatchedFacts> {
  const unknown: string[] = [];
  const items = await itemsOf(context, unknown);
  const services = await servicesOf(items, context, unknown);
  if (services.length === 0) unknown.push('No service is known that it reaches: relate its item to one in the CMDB, or name the service’s record');
  const incidents = await incidentsSince(since, [...services, ...items].map(({ id }) => id), context, unknown);
  const levels = areLevelsWatched ? await levelsOf(services, context, unknown) : new Map<RecordIdentity, readonly ServiceLevel[]>();
  return { services, incidents, levels, unknown };
}

async function itemsOf(context: StepContext, unknown: string[]): Promise<readonly ConfigurationItem[]> {
  const { ports, judging, deployment } = context;
  const { release, environment, service } = await context.subject();
  const assembly = await assemblyOf(release, ports.graph, judging);
  const gap = assembly.gaps.find(({ relation }) => relation === 'CONFIGURATION_ITEM');
  if (gap) unknown.push(`The configuration items could not all be found: ${gap.problem.message}`);
  const target = service.targets[deployment.environment];
  const named = target === undefined ? [] : [formatReference(target.connection, 'ci', target.match)];
  const linked = await readLinked('ci', countingLinks(assembly, 'CONFIGURATION_ITEM', environment, ports.connections), ports.records, judging);
  const own = named.length === 0 ? new Map<string, Reading<ConfigurationItem>>() : await ports.records.read('ci', named, judging);
  const readings = [...linked.map(({ link, reading }) => ({ name: link.reference, reading })), ...named.map((name) => ({ name, reading: own.get(name) }))];
  return distinct(readings.flatMap(({ name, reading }) => known(reading, name, unknown)));
}

async function servicesOf(items: readonly ConfigurationItem[], context: StepContext, unknown: string[]): Promise<readonly Service[]> {
  const { ports, judging } = context;
  const { record } = (await context.subject()).service;
  const reached = items.length === 0 ? new Map<string, Reading<readonly Service[]>>() : await ports.records.relate('ci.impactedServices', items.map(({ id }) => id), judging);
  const own = record === null ? [] : known((await ports.records.read('service', [record], judging)).get(record), record, unknown);
  return distinct([...own, ...items.flatMap(({ id, label }) => known(reached.get(id), `What ${label} serves`, unknown).flat())]);
}

async function incidentsSince(openedSince: Instant, about: readonly RecordIdentity[], { ports, judging }: StepContext, unknown: string[]): Promise<readonly Incident[]> {
  const found = await Promise.all(about.map(async (serviceId) => {
    const connection = readReference(serviceId)?.connection ?? '';
    const [answer] = await ports.records.find('incidents.list', { isOpen: null, serviceId, openedSince, limit: mostIncidents }, judging, [connection]);
    if (answer?.problem || answer?.isComplete !== true) unknown.push(`The incidents of ${serviceId} cannot all be read${answer?.problem ? `: ${answer.problem.message}` : ''}`);
    return answer?.records ?? [];
  }));
  return distinct(found.flat());
}

async function levelsOf(services: readonly Service[], { ports, judging }: StepContext, unknown: string[]): Promise<ReadonlyMap<RecordIdentity, readonly ServiceLevel[]>> {
  if (services.length === 0) return new Map();
  const readings = await ports.records.relate('service.serviceLevels', services.map(({ id }) => id), judging);
  return new Map(services.flatMap(({ id, label }) => known(readings.get(id), `The service levels of ${label}`, unknown).map((levels) => [id, levels] as const)));
}

/** The value as a list of one; what is not known is told. */
function known<T>(reading: Reading<T> | undefined, what: string, unknown: string[]): readonly T[] {
  if (reading?.state === 'found' && reading.problem === null) return [reading.value];
  unknown.push(`${what} cannot be read${reading?.state === 'unreadable' ? `: ${reading.problem.message}` : ''}`);
  return [];
}

function distinct<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
