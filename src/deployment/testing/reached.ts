import type { Service, ServiceLevel } from '../../domain/configuration-item.ts';
import type { Incident } from '../../domain/incident.ts';
import type { FoundIn, Reading } from '../../domain/ports/records.ts';
import type { Source } from '../../domain/source.ts';

/** The service that the scene's item serves, what goes wrong there, and what the pretended tool fails to tell. */
export class Reached {
  services: readonly Service[] = [{ kind: 'service', id: 'servicenow:service:s1', label: 'Payments', name: 'Payments', criticality: null, owner: null, source: sourceOf('service', 'Payments') }];
  incidents: readonly Incident[] = [];
  levels: readonly ServiceLevel[] = [];
  readonly untold = new Set<string>();

  async find(): Promise<readonly FoundIn<Incident>[]> {
    await Promise.resolve();
    return [{ connection: 'servicenow', isProduction: true, records: this.incidents, isComplete: !this.untold.has('incidents.list'), problem: null }];
  }

  async relate(relation: string, ids: readonly string[]): Promise<ReadonlyMap<string, Reading<unknown>>> {
    await Promise.resolve();
    const value = relation === 'ci.impactedServices' ? this.services : this.levels;
    const reading: Reading<unknown> = this.untold.has(relation) ? { state: 'unreadable', problem: { code: 'TIMEOUT', message: 'it is down', sinceAt: '', retryAt: null } } : { state: 'found', value, fetchedAt: '', problem: null };
    return new Map(ids.map((id) => [id, reading]));
  }
}

export function outage(number: string, openedAt: string | null, more: Partial<Incident> = {}): Incident {
  return { kind: 'incident', id: `servicenow:incident:${number}`, source: sourceOf('incident', number), label: number, number, title: null, priority: 1, isOpen: true, isMajor: null, openedAt, resolvedAt: null, configurationItemId: null, problemId: null, causedByChangeId: null, ...more };
}

function sourceOf(kind: string, key: string): Source {
  return { reference: `servicenow:${kind}:${key}`, system: 'SERVICENOW', connection: 'servicenow', key, url: null, fetchedAt: '', isStale: false, problem: null };
}
