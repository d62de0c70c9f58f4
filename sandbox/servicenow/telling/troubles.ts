import type { Story, StoryIncident } from '../../bank/story.ts';
import { systemInstant } from '../instants.ts';
import { sysId, type Row } from '../row.ts';
import { itemId, userId } from './items.ts';
import type { ToldRow } from './memory.ts';

/** Impact and urgency that give a priority: only the two are kept, the third is looked up. */
const rated: Readonly<Record<string, Row>> = { 1: { impact: '1', urgency: '1' }, 2: { impact: '1', urgency: '2' }, 3: { impact: '2', urgency: '2' }, 4: { impact: '2', urgency: '3' }, 5: { impact: '3', urgency: '3' } };
const resolutionHours = 8;

/** Incidents with their service levels, and problems. */
export function tellTroubles(story: Story): ToldRow[] {
  const services = serviceIds(story);
  return [
    { table: 'contract_sla', key: 'resolution', values: { name: `Incident resolution (${resolutionHours} hours)`, collection: 'incident', target: 'resolution', duration: '1970-01-01 08:00:00' } },
    ...story.problems.map((problem): ToldRow => ({
      table: 'problem', key: problem.number,
      values: {
        number: problem.number, short_description: problem.title, state: problem.state, known_error: String(problem.isKnownError), active: String(problem.state !== '107'),
        cmdb_ci: itemId(problem.item), business_service: services.get(problem.item) ?? '', impact: '2', urgency: '3', priority: '4', approval: 'not requested',
      },
    })),
    ...story.incidents.flatMap((incident) => [
      { table: 'incident', key: incident.number, values: incidentValues(incident, services) },
      { table: 'task_sla', key: incident.number, values: slaValues(incident) },
    ]),
  ];
}

function serviceIds(story: Story): Map<string, string> {
  const names = new Map(story.services.map((service) => [service.key, service.name]));
  return new Map(story.items.map((item) => [item.name, itemId(names.get(item.serviceKey) ?? '')]));
}

function incidentValues(incident: StoryIncident, services: ReadonlyMap<string, string>): Row {
  const touched = systemInstant(incident.resolvedAt ?? incident.openedAt);
  return {
    number: incident.number, short_description: incident.title, state: incident.state, incident_state: incident.state, priority: incident.priority, ...rated[incident.priority],
    cmdb_ci: itemId(incident.item), business_service: services.get(incident.item) ?? '', opened_at: systemInstant(incident.openedAt), caller_id: userId('amara.okafor'),
    active: String(incident.state !== '7'), approval: 'not requested', severity: '3', category: 'software',
    ...(incident.problem === null ? {} : { problem_id: sysId('problem', incident.problem) }),
    ...(incident.resolvedAt === null ? {} : { resolved_at: touched, close_code: 'Solution provided', close_notes: 'Service restored.' }),
    sys_created_on: systemInstant(incident.openedAt), sys_updated_on: touched,
  };
}

function slaValues({ number, openedAt, resolvedAt }: StoryIncident): Row {
  const planned = systemInstant(new Date(Date.parse(openedAt) + resolutionHours * 3_600_000));
  return {
    task: sysId('incident', number), sla: sysId('contract_sla', 'resolution'), stage: resolvedAt === null ? 'in_progress' : 'completed', active: String(resolvedAt === null),
    has_breached: 'false', start_time: systemInstant(openedAt), planned_end_time: planned, percentage: '46.20', business_percentage: '46.20',
    ...(resolvedAt === null ? {} : { end_time: systemInstant(resolvedAt) }),
  };
}
