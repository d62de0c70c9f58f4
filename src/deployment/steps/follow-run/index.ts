import type { DeployerRun } from '../../../domain/deployment.ts';
import type { Deployer, RunReport } from '../../../domain/ports/deployer.ts';
import { overrun } from '../../overrun.ts';
import { followDelay } from '../../settings.ts';
import { stepNamed } from '../../step-list.ts';
import { waiting } from '../../step.ts';
import type { RepeatableStep, StepAgain, StepContext, StepOutcome, StepPatch } from '../../step.ts';
import { deployerOf } from '../../subject.ts';
import { withTwins } from './twins.ts';

/** Follows the run to its end, one look at a time, and what else the tool may have made of the one trigger. Only SUCCEEDED is a success. One that outlasts its window is marked for a person, and goes on. */
export const followRun: RepeatableStep = {
  name: 'follow-run',
  kind: 'look',
  async run(context) {
    const { service } = await context.subject();
    const deployer = deployerOf(service, context.deployment.environment, context.ports);
    const { run } = context.deployment;
    if (run === null) return learnRun(deployer, context);
    const report = await deployer.observe(run.runId, context.acting);
    const outcome = outcomeOf(report, run, context);
    return outcome.progress === 'again' ? marked(outcome, context) : withTwins(outcome, report.run, deployer, context);
  },
};

/** Some deployers accept without saying which run it is; its correlation key tells. */
async function learnRun(deployer: Deployer, context: StepContext): Promise<StepOutcome> {
  const { deployment, acting, settings } = context;
  const lookup = await deployer.find(deployment.correlation, deployment.triggeredAt ?? deployment.requestedAt, acting);
  if (lookup.outcome === 'FOUND') return waiting('Its run was found by its correlation key.', 0, { run: lookup.run });
  if (!lookup.isProven) return waiting(`${deployer.name} accepted it; its run has not shown up yet.`, delayOf(context));
  if (ageOf(context) < 2 * settings.leaseMs) return waiting(`${deployer.name} accepted it; its run has not shown up yet.`, settings.pollMs);
  return { progress: 'failed', because: `${deployer.name} accepted it, yet has no run with correlation key ${deployment.correlation}.`, event: 'RUN_FAILED' };
}

async function marked(outcome: StepAgain, context: StepContext): Promise<StepAgain> {
  const why = await overrun(context);
  return why === '' ? outcome : { ...outcome, because: `${why} ${outcome.because}`, needsAttention: true };
}

function outcomeOf(report: RunReport, known: DeployerRun, context: StepContext): StepOutcome {
  const patch: StepPatch | undefined = isSame(report.run, known) ? undefined : { run: report.run };
  const end = { because: report.because, patch: { run: report.run } };
  switch (report.progress) {
    case 'PENDING':
    case 'RUNNING': return waiting(report.because, delayOf(context), patch);
    case 'SUCCEEDED': return { progress: 'succeeded', event: 'RUN_SUCCEEDED', ...end };
    case 'FAILED': return { progress: 'failed', event: 'RUN_FAILED', ...end };
    case 'CANCELED': return wasAskedToCancel(context) ? { progress: 'skipped', event: 'RUN_CANCELED', ...end } : { progress: 'failed', event: 'RUN_FAILED', ...end };
  }
}

/** A run that somebody cancels at the deployer, past Muster, has failed; one that was called off here has not. */
function wasAskedToCancel({ deployment }: StepContext): boolean {
  return stepNamed(deployment.steps, 'cancel-run') !== undefined;
}

function isSame(one: DeployerRun, other: DeployerRun): boolean {
  return one.runId === other.runId && one.status === other.status && one.url === other.url && one.startedAt === other.startedAt && one.finishedAt === other.finishedAt;
}

function ageOf({ deployment, now }: StepContext): number {
  return now().getTime() - Date.parse(deployment.triggeredAt ?? deployment.requestedAt);
}

function delayOf(context: StepContext): number {
  return followDelay(context.settings, ageOf(context));
}
