import type { DeployerRun } from '../../../domain/deployment.ts';
import type { Deployer, RunReport } from '../../../domain/ports/deployer.ts';
import { followDelay } from '../../settings.ts';
import { waiting } from '../../step.ts';
import type { StepContext, StepEnd, StepOutcome } from '../../step.ts';

/**
 * One trigger may have become several runs: a gateway repeats it, a tool runs it again. Once ours has ended, those with
 * the same key are looked for and waited for, since what stands in the environment is whatever ended last; a success
 * beside a run that did not succeed is none. The deployment stays one, and says so.
 */
export async function withTwins(end: StepEnd, ours: DeployerRun, deployer: Deployer, context: StepContext): Promise<StepOutcome> {
  const { deployment, settings, acting, now } = context;
  const triggeredAt = deployment.triggeredAt ?? deployment.requestedAt;
  const lookup = await deployer.find(deployment.correlation, triggeredAt, acting);
  const runs = lookup.outcome === 'FOUND' ? [lookup.run, ...(lookup.twins ?? [])] : [];
  const twins = await Promise.all(runs.filter(({ runId }) => runId !== ours.runId).map(({ runId }) => deployer.observe(runId, acting)));
  if (twins.length === 0) return end;
  const said = `${deployer.name} made ${twins.length + 1} runs of one trigger, which Muster posted once: besides ${ours.runId} also ${twins.map(nameOf).join(', ')}.`;
  if (twins.some(isUnderWay)) return waiting(said, followDelay(settings, now().getTime() - Date.parse(triggeredAt)));
  if (end.progress !== 'succeeded' || twins.every(({ progress }) => progress === 'SUCCEEDED')) return { ...end, because: `${end.because} ${said}` };
  return { ...end, progress: 'failed', event: 'RUN_FAILED', because: `${said} What stands in ${deployment.environment} now is not certain: ${twins.map(({ because }) => because).join(' ')}` };
}

function nameOf({ run, progress }: RunReport): string {
  return `${run.runId} (${progress})`;
}

function isUnderWay({ progress }: RunReport): boolean {
  return progress === 'PENDING' || progress === 'RUNNING';
}
