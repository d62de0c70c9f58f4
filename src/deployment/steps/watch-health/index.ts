import { plainAftermath } from '../../../domain/aftermath.ts';
import type { Aftermath } from '../../../domain/aftermath.ts';
import type { Availability } from '../../../domain/availability.ts';
import type { Incident } from '../../../domain/incident.ts';
import { instant } from '../../../domain/instant.ts';
import type { Instant } from '../../../domain/instant.ts';
import { downtimeWithin } from '../../downtime.ts';
import { useOf } from '../../service-level-use.ts';
import type { RunnerSettings } from '../../settings.ts';
import { troubled, waiting } from '../../step.ts';
import type { RepeatableStep, StepContext, StepOutcome } from '../../step.ts';
import { watchedFacts } from '../../watched-facts.ts';
import type { WatchedFacts } from '../../watched-facts.ts';
import { metricsTold } from '../../watched-metrics.ts';
import type { MetricsTold } from '../../watched-metrics.ts';

const longestPauseMs = 60_000;

/**
 * Watches the services that it reaches for the bake time of its environment, from going live on: an urgent incident about
 * one of them, a service level that was kept before and is breached, or a metric beyond its bounds, is a breach, and ends it. What cannot be told is
 * neither: it is asked again, and when the time is up and it still cannot be told a person is asked for (decision 17).
 */
export const watchHealth: RepeatableStep = {
  name: 'watch-health',
  kind: 'look',
  async run(context) {
    const { environment } = await context.subject();
    const afterwards = environment.afterwards ?? plainAftermath;
    if (afterwards.bakeMs === 0) return { progress: 'skipped', because: `Nothing is watched after a deployment to ${environment.name}: its bake time is none.` };
    const liveAt = context.deployment.liveAt ?? instant(context.now());
    const [facts, metrics] = await Promise.all([watchedFacts(liveAt, afterwards.watch.serviceLevels, context), metricsTold(afterwards.watch.metrics, context)]);
    return weigh(facts, metrics, liveAt, afterwards, context);
  },
};

function weigh(facts: WatchedFacts, metrics: MetricsTold, liveAt: Instant, { bakeMs, watch }: Aftermath, { deployment, settings, now }: StepContext): StepOutcome {
  const moment = now().getTime();
  const endsAt = Date.parse(liveAt) + bakeMs;
  const urgent = facts.incidents.filter((incident) => isUrgent(incident, watch.priority));
  const serviceLevels = useOf(facts, deployment.availability?.serviceLevels ?? []);
  const untold = [...facts.unknown, ...facts.incidents.filter(({ priority, isMajor }) => priority === null && isMajor !== true).map(({ label }) => `How urgent ${label} is cannot be read`)];
  const availability: Availability = { downtimeMs: untold.length > 0 ? null : downtimeWithin({ startAt: liveAt, endAt: instant(new Date(Math.min(moment, endsAt))) }, urgent), serviceLevels };
  const breaches = [...urgent.map(({ label }) => `${label} was opened`), ...serviceLevels.filter(({ wasBreached, isBreached }) => isBreached === true && wasBreached !== true).map(({ service, name }) => `${service} breached its service level ${name}`), ...metrics.breaches];
  const unknown = [...untold, ...metrics.unknown];
  if (breaches.length > 0) return { progress: 'failed', because: `It went wrong after it was live: ${breaches.join(', ')}.`, event: 'HEALTH_FAILED', patch: { availability } };
  if (moment < endsAt) return watching(unknown, endsAt, pauseOf(bakeMs, endsAt - moment, settings), deployment.availability === null ? { availability: { ...availability, downtimeMs: null } } : undefined);
  if (unknown.length > 0) return troubled(`Its watch is over, and whether all went well is not known: ${unknown.join('; ')}.`, true);
  return { progress: 'succeeded', because: `Nothing went wrong at ${facts.services.map(({ label }) => label).join(', ')} until ${instant(new Date(endsAt))}.`, patch: { availability } };
}

function watching(unknown: readonly string[], endsAt: number, pauseMs: number, patch: { readonly availability: Availability } | undefined): StepOutcome {
  return waiting(`It is live, and watched until ${instant(new Date(endsAt))}${unknown.length === 0 ? '' : `; not known yet: ${unknown.join('; ')}`}.`, pauseMs, patch);
}

function isUrgent({ isMajor, priority }: Incident, worst: number): boolean {
  return isMajor === true || (priority !== null && priority <= worst);
}

/** A twentieth of the whole, and no longer than it lasts. */
function pauseOf(bakeMs: number, leftMs: number, { pollMs }: RunnerSettings): number {
  return Math.min(Math.max(bakeMs / 20, pollMs), longestPauseMs, leftMs);
}
