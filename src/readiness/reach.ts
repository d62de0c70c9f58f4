import type { Service } from '../domain/configuration-item.ts';
import type { Incident, Problem } from '../domain/incident.ts';
import type { Fact } from './fact.ts';
import type { Facts, TroubleFacts } from './facts.ts';
import { finding, unlearnt, unread, unusable, type Finding } from './finding.ts';

/** How a gate looks for trouble on the services that the release reaches. */
export interface Search<T extends Incident | Problem> {
  /** "open incidents": what is looked for. */
  readonly what: string;
  readonly open: Fact<readonly TroubleFacts<T>[]>;
  /** What is wrong with one of them; null when it may stand. */
  readonly judge: (record: T, service: Service) => Finding | null;
}

/**
 * Findings of trouble on the services that the items of the release reach: one per service where nothing is wrong, one
 * per thing that is, and one per item or service about which nobody can tell. None when no service is reached at all.
 */
export function troubleFindings<T extends Incident | Problem>(facts: Facts, search: Search<T>): readonly Finding[] {
  const { findings, services } = reachOf(facts);
  if (services.length === 0) return findings;
  if (search.open.state !== 'known') return [...findings, unlearnt(`which ${search.what} there are`, search.open)];
  const open = new Map(search.open.value.map((one) => [one.service, one.open]));
  return [...findings, ...services.flatMap((service) => ofService(service, open.get(service.id), search))];
}

function ofService<T extends Incident | Problem>(service: Service, open: Fact<readonly T[]> | undefined, { what, judge }: Search<T>): readonly Finding[] {
  if (open?.state !== 'known') {
    const told = open ?? ({ state: 'absent', fetchedAt: service.source.fetchedAt } as const);
    return [unlearnt(`which ${what} there are about ${service.label}`, told)];
  }
  const wrong = open.value.map((record) => judge(record, service)).filter((one) => one !== null);
  if (wrong.length > 0) return wrong;
  const { source, id, label } = service;
  return [finding('PASS', {
    because: `No ${what} about ${label} that stand in the way.`, actual: `${label}: none`, restsOn: [`${id} without ${what}`],
    evidence: [{ source, recordId: id, field: what, label, value: open.value.length === 0 ? 'none' : open.value.map((one) => one.label).join(', '), url: source.url }],
  })];
}

/** The services that are reached, each once, and a finding for every item of which nobody can tell what it reaches. */
export function reachOf({ items, target, asked }: Facts): { readonly findings: readonly Finding[]; readonly services: readonly Service[] } {
  const all = [...items, ...(target === null ? [] : [target])];
  const roots = [...new Map(all.map((item) => [item.record.state === 'known' ? item.record.value.id : item.reference, item])).values()];
  const { reach } = asked;
  // The target is no item that the release says it touches: alone it is what is left when the others are lost.
  if (items.length === 0) return { findings: [], services: [] };
  if (reach.state !== 'known') return { findings: [unlearnt('which services the release reaches', reach)], services: [] };
  const byItem = new Map(reach.value.map((one) => [one.item, one.services]));
  const looked = roots.map((item) => {
    const broken = unusable(item);
    if (broken !== null || item.record.state !== 'known') return { finding: broken, services: [] };
    const services = byItem.get(item.record.value.id);
    if (services?.state === 'known') return { finding: null, services: services.value };
    const why = services === undefined ? 'nobody asked for them' : services.state === 'absent' ? 'the tool hides them' : services.problem.message;
    return { finding: unread(item, `the services that ${item.record.value.label} reaches`, why), services: [] };
  });
  return {
    findings: looked.flatMap((one) => one.finding ?? []),
    services: [...new Map(looked.flatMap(({ services }) => services).map((service) => [service.id, service])).values()],
  };
}
