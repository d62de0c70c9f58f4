import type { TimeWindow } from '../../../domain/instant.ts';
import type { DeploymentPlan } from '../../../domain/release.ts';
import type { Facts } from '../../facts.ts';
import { hidden, says, type Finding } from '../../finding.ts';
import { evidenceOfPlan } from '../../plan.ts';
import { contradiction, type Rule } from './contradiction.ts';
import { ownChanges, type OwnChange } from './own-changes.ts';

/** Plan and change mean one stretch of time: one of them lies within the other, however its moments are written. A plan without a window leaves the time to the change. */
export const windowRule: Rule = {
  kind: 'WINDOW',
  look: (facts) => {
    const plan = facts.plan?.plan;
    return plan?.window == null ? [] : ownChanges(facts).flatMap((own) => windowFinding(own, plan, plan.window, facts));
  },
};

function windowFinding({ change, record }: OwnChange, plan: DeploymentPlan, planned: TimeWindow | null, { release, environment }: Facts): readonly Finding[] {
  const { plannedStartAt: startAt, plannedEndAt: endAt, label } = record;
  if (planned === null) return [];
  if (startAt === null || endAt === null) return [hidden(change, startAt === null ? 'plannedStartAt' : 'plannedEndAt', 'the window')];
  if (isWithin(planned, { startAt, endAt }) || isWithin({ startAt, endAt }, planned)) return [];
  return [contradiction({
    because: `${label} and plan version ${plan.version} are for different times`, actual: `${label}: ${startAt} to ${endAt}`,
    between: [says(record, 'plannedStartAt', `${startAt} to ${endAt}`), evidenceOfPlan(plan, 'window', `${planned.startAt} to ${planned.endAt}`)],
    restsOn: [`${record.id} of another time than ${plan.id}`], remedy: `Move ${label} or plan the deployment of ${release.key} to ${environment.name} again, so that both mean one window.`, remedyUrl: record.source.url,
  })];
}

function isWithin(inner: TimeWindow, outer: TimeWindow): boolean {
  return Date.parse(outer.startAt) <= Date.parse(inner.startAt) && Date.parse(inner.endAt) <= Date.parse(outer.endAt);
}
