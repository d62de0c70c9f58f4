import { outcomeOf, type EventKind, type HubEvent } from '../domain/event.ts';
import type { Release, StakeholderRole } from '../domain/release.ts';
import type { Channel } from './channel.ts';
import { templateOf } from './message.ts';

/** Who is told of what. A list that is null holds for all. */
export interface Rule {
  readonly events: readonly EventKind[] | null;
  readonly environments: readonly string[] | null;
  /** Keys of services. */
  readonly services: readonly string[] | null;
  /** Outcomes of judgements and states of deployments; events that have neither are not met by a rule that names some. */
  readonly outcomes: readonly string[] | null;
  readonly to: Recipients;
}

export interface Recipients {
  readonly channel: string;
  /** Stakeholders of the release in these roles. */
  readonly roles: readonly StakeholderRole[];
  /** The owner of the release. */
  readonly owner: boolean;
  /** Whom the event concerns by name: who asked for the deployment, who must confirm an emergency. */
  readonly concerned: boolean;
  /** E-mail addresses. */
  readonly people: readonly string[];
}

export interface Addressee {
  readonly channel: string;
  readonly recipient: string | null;
}

/** Whom the rules name for an event: each once, however many rules do. */
export function addresseesOf(event: HubEvent, release: Release | null, rules: readonly Rule[], channels: ReadonlyMap<string, Channel>): readonly Addressee[] {
  const all = rules.filter((rule) => isMet(rule, event, release)).flatMap(({ to }) => recipientsOf(to, event, release, channels.get(to.channel)));
  return [...new Map(all.map((one) => [JSON.stringify([one.channel, one.recipient?.toLowerCase()]), one])).values()];
}

function isMet({ events, environments, services, outcomes }: Rule, event: HubEvent, release: Release | null): boolean {
  return holds(events, event.kind) && holds(environments, event.environment) && holds(services, release?.serviceKey ?? null) && holds(outcomes, outcomeOf(event));
}

function holds(list: readonly string[] | null, value: string | null): boolean {
  return list === null || (value !== null && list.includes(value));
}

function recipientsOf(to: Recipients, event: HubEvent, release: Release | null, channel: Channel | undefined): readonly Addressee[] {
  if (channel === undefined) return [];
  if (!channel.isPersonal) return [{ channel: channel.name, recipient: null }];
  const inRole = release?.stakeholders.filter(({ role }) => to.roles.includes(role)).map(({ email }) => email) ?? [];
  const owner = to.owner && release !== null ? [release.ownerEmail] : [];
  const concerned = to.concerned ? templateOf(event.kind).concerns(event) : [];
  return [...inRole, ...owner, ...concerned, ...to.people].map((recipient) => ({ channel: channel.name, recipient }));
}
