import type { Deployment } from '../domain/deployment.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import { instant } from '../domain/instant.ts';
import { readReference } from '../domain/reference.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import type { ReadableKind, RecordTypes } from '../domain/record.ts';
import type { StepContext } from './step.ts';

/** The most failed deployments of an environment that are looked through. */
const most = 200;

/** An incident that a failed deployment opened, and of which service it was. */
export interface Trouble {
  readonly serviceKey: string;
  readonly incident: Incident;
  /** What explains it; null while nobody said. */
  readonly problem: Problem | null;
}

type Asking = Pick<StepContext, 'deployment' | 'ports' | 'acting' | 'now'>;

/**
 * The incidents of deployments to the same environment that failed within the stretch, this one's own first, all of the
 * tool that keeps this one's; none when its own is no longer there. Throws when one of them, or the problem that explains it,
 * cannot be read: then nobody can count.
 */
export async function troublesWithin(withinMs: number, own: RecordIdentity, context: Asking): Promise<readonly Trouble[]> {
  const failed = await failedWithin(withinMs, context);
  const services = new Map([[own, context.deployment.serviceKey], ...failed.flatMap(({ incidentId, serviceKey }) => (incidentId === null ? [] : [[incidentId, serviceKey] as const]))]);
  const home = readReference(own)?.connection;
  const incidents = await readAll('incident', [...services.keys()].filter((id) => readReference(id)?.connection === home), context);
  const problems = await readAll('problem', [...new Set([...incidents.values()].flatMap(({ problemId }) => problemId ?? []))], context);
  if (!incidents.has(own)) return [];
  return [...services].flatMap(([id, serviceKey]) => {
    const incident = incidents.get(id);
    return incident === undefined ? [] : [{ serviceKey, incident, problem: incident.problemId === null ? null : problems.get(incident.problemId) ?? null }];
  });
}

async function failedWithin(withinMs: number, { deployment, ports, now }: Asking): Promise<readonly Deployment[]> {
  const since = instant(new Date(now().getTime() - withinMs));
  const { items } = await ports.deployments.list({ states: ['FAILED', 'BACKED_OUT'], environment: deployment.environment, origin: 'TRIGGERED', since }, { first: most, after: null });
  return items.filter(({ id }) => id !== deployment.id);
}

async function readAll<K extends ReadableKind>(kind: K, ids: readonly RecordIdentity[], { ports, acting }: Asking): Promise<ReadonlyMap<RecordIdentity, RecordTypes[K]>> {
  if (ids.length === 0) return new Map();
  const readings = await ports.records.read(kind, ids, acting);
  return new Map(ids.flatMap((id) => {
    const reading = readings.get(id);
    if (reading === undefined || reading.state === 'unreadable') throw new Error(`${id} cannot be read, so that nobody can say how often it went wrong${reading === undefined ? '' : `: ${reading.problem.message}`}`);
    return reading.state === 'found' ? [[id, reading.value] as const] : [];
  }));
}

/**
 * Of the same service or the same cause as the first one. The cause is the configuration item: whatever the service, it
 * went wrong there. What a problem explained that is closed by now counts no more.
 */
export function recurring([own, ...others]: readonly Trouble[]): readonly Trouble[] {
  if (own === undefined) return [];
  const item = own.incident.configurationItemId;
  const isSame = ({ serviceKey, incident }: Trouble): boolean => serviceKey === own.serviceKey || (item !== null && incident.configurationItemId === item);
  return [own, ...others.filter((other) => isSame(other) && other.problem?.isOpen !== false)];
}
