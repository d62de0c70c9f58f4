import { randomUUID } from 'node:crypto';
import { durationMs } from '../domain/duration.ts';
import { UserMistake } from '../domain/error.ts';
import { instant, toInstant, type TimeWindow } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { DeploymentPlan, Release } from '../domain/release.ts';
import { audited } from './audited.ts';
import type { ReleasePorts } from './ports.ts';
import { environmentOf, standingRelease } from './standing-release.ts';

export interface PlanDeployment {
  readonly releaseKey: string;
  readonly environment: string;
  /** Name of the deployer, as the service's declaration calls it. */
  readonly deployer: string;
  /** RFC 3339; both ends or neither. */
  readonly windowStartAt?: string | Date | null;
  readonly windowEndAt?: string | Date | null;
  readonly backoutPlan?: string | null;
  /** Whether what fails under it is backed out without anybody's asking. */
  readonly backsOutByItself?: boolean | null;
  /** How long it is expected to take, ISO 8601; null: as the deployer's declaration says. */
  readonly expectedDuration?: string | null;
  readonly parameters?: Readonly<Record<string, unknown>> | null;
}

/** Proposes the next version of the plan for an environment; it starts with no agreement. Throws UserMistake NOT_FOUND, INVALID or CONFLICT (the release is over). */
export async function planDeployment(ports: ReleasePorts, viewer: Viewer, input: PlanDeployment): Promise<DeploymentPlan> {
  return audited(ports, viewer, 'planDeployment', `${input.releaseKey} ${input.environment}`, async () => {
    const release = await standingRelease(ports, input.releaseKey, ['releaseKey']);
    const environment = environmentOf(ports, input.environment, ['environment']);
    return ports.plans.propose({
      id: `plan:${randomUUID()}`, releaseKey: release.key, environment: environment.name, version: 0,
      window: windowOf(input), deployer: deployerOf(ports, release, input), parameters: input.parameters ?? {}, backoutPlan: input.backoutPlan ?? null, backsOutByItself: input.backsOutByItself ?? false, expectedDurationMs: expectedOf(input),
      proposedBy: viewer.actor, proposedAt: instant(ports.clock.now()), agreements: [],
    });
  });
}

function deployerOf({ catalogue }: ReleasePorts, { serviceKey }: Release, { environment, deployer }: PlanDeployment): string {
  const declared = catalogue.service(serviceKey)?.deployers[environment]?.name;
  if (declared === undefined) throw new UserMistake('INVALID', `Configuration declares no deployer of ${serviceKey} for ${environment}.`, ['deployer']);
  if (declared !== deployer) throw new UserMistake('INVALID', `${serviceKey} is deployed to ${environment} by "${declared}", not by "${deployer}".`, ['deployer']);
  return declared;
}

const longestMs = 7 * 24 * 60 * 60_000;

function expectedOf({ expectedDuration }: PlanDeployment): number | null {
  if (expectedDuration == null) return null;
  const milliseconds = durationMs(expectedDuration);
  if (milliseconds !== null && milliseconds >= 1_000 && milliseconds <= longestMs) return milliseconds;
  throw new UserMistake('INVALID', `A deployment takes from a second to a week, written as e.g. PT45M, not "${expectedDuration}".`, ['expectedDuration']);
}

function windowOf({ windowStartAt, windowEndAt }: PlanDeployment): TimeWindow | null {
  if (windowStartAt == null && windowEndAt == null) return null;
  const startAt = momentOf(windowStartAt, 'windowStartAt');
  const endAt = momentOf(windowEndAt, 'windowEndAt');
  if (startAt >= endAt) throw new UserMistake('INVALID', `The window must end after it starts, not run from ${startAt} to ${endAt}.`, ['windowEndAt']);
  return { startAt, endAt };
}

function momentOf(given: string | Date | null | undefined, path: string): string {
  if (given == null) throw new UserMistake('INVALID', 'A window has both a start and an end, or is left out.', [path]);
  const moment = given instanceof Date ? instant(given) : toInstant(given);
  if (moment === null) throw new UserMistake('INVALID', `"${String(given)}" is no moment; write it like 2026-11-28T02:00:00Z.`, [path]);
  return moment;
}
