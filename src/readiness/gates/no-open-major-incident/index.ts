import { z } from 'zod';
import type { Service } from '../../../domain/configuration-item.ts';
import type { Incident } from '../../../domain/incident.ts';
import { finding, says, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';
import { troubleFindings } from '../../reach.ts';

const parameters = z.strictObject({
  /** Open incidents of this priority and of more urgent ones (lower numbers) stand in the way, beside major ones. 0: major ones only. */
  priority: z.int().min(0).max(5).default(1),
  /** Whether the priority alone decides where the tool does not say if an incident is major. */
  goesByPriority: z.boolean().default(false),
});
type Parameters = z.output<typeof parameters>;

/** An incident whose tool leaves open whether it is major is unknown, unless the policy goes by its priority: hidden and empty look alike. */
export const noOpenMajorIncident = defineGate({
  name: 'no-open-major-incident',
  sentence: 'No service that the release reaches has an open major incident.',
  why: 'Who is fighting a fire should not be handed a change; nor can anybody tell afterwards which of the two it was.',
  needs: ['configuration items of the release, and the item that holds the running version', 'the services that each reaches over the CMDB', 'the open incidents of each service'],
  empty: 'The release has no configuration item, or none that reaches a service in the CMDB.',
  asks: ['reach', 'openIncidents'],
  parameters,
  reads: ['incident', 'service', 'ci'],
  relations: ['CONFIGURATION_ITEM'],
  look(facts, given) {
    const { release, environment } = facts;
    return {
      expected: `no open incident that is major${given.priority === 0 ? '' : ` or of priority ${given.priority}${given.priority > 1 ? ' or more urgent' : ''}`}`,
      findings: troubleFindings<Incident>(facts, { what: 'open incidents', open: facts.asked.openIncidents, judge: (incident, service) => findingOf(incident, service, given) }),
      passes: 'No service that is reached has an open incident that stands in the way.',
      nothing: {
        because: `No configuration item of ${release.key} in ${environment.name} reaches a service.`,
        remedy: `Name the items on the change, and relate them in the CMDB to the service they serve.`,
      },
    };
  },
});

function findingOf(incident: Incident, service: Service, { priority: worst, goesByPriority }: Parameters): Finding | null {
  const { label, isMajor, isOpen, priority, id, source } = incident;
  if (isOpen === false) return null;
  const about = { evidence: [says(incident, 'isMajor', isMajor === null ? null : String(isMajor)), says(incident, 'priority', priority === null ? null : String(priority))], remedyUrl: source.url };
  const isUrgent = priority !== null && priority <= worst;
  if (isMajor === true || isUrgent) {
    const kind = isMajor === true ? 'a major incident' : `an incident of priority ${priority ?? 0}`;
    return finding('FAIL', { ...about, because: `${service.label} has ${kind} open: ${label}.`, actual: `${label}: ${kind}`, restsOn: [`${id} open`], remedy: `Resolve ${label} in ${source.connection} first.` });
  }
  const unsaid = priority === null ? 'its priority' : isMajor === null && !goesByPriority ? 'whether it is major' : null;
  if (unsaid === null) return null;
  return finding('UNKNOWN', { ...about, because: `${service.label} has ${label} open, and ${source.connection} does not say ${unsaid}.`, actual: `${label}: ${unsaid} unsaid`, restsOn: [`${id} open, ${unsaid} unsaid`], remedy: `Say of ${label} ${unsaid}, or let Muster's account in ${source.connection} read it.` });
}
