import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { exitCode, exitCodeOfDeployment, exitCodeOfReadiness, type ExitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { DeploymentListDocument, DeploySubjectDocument, DeployTriggerDocument, type DeploymentPartsFragment } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { deploymentText } from '../deployment-text.ts';
import { secondsOf } from '../duration.ts';
import { examples } from '../examples.ts';
import { follow } from '../follow.ts';
import { answer, type Terminal } from '../terminal.ts';
import { savedReceipt } from '../receipt-file.ts';
import { readinessText } from './readiness.ts';

interface DeployOptions { env: string; receipt?: string; wait?: boolean; whenWindowOpens?: boolean; again?: string; timeout: string }

/** `muster deploy KEY --env E`: 0 once it is accepted, or with --wait how it ended (8 when the time is up and it goes on). */
export function addDeploy(program: Command, run: Run): void {
  program.command('deploy <key>').description('judge a release again and deploy it once')
    .requiredOption('--env <environment>').option('--wait', 'until it has ended').option('--timeout <duration>', 'give up waiting after, e.g. 90s, 30m, 2h', '30m')
    .option('--receipt <file>', 'refuse when the facts moved since this receipt was made')
    .option('--when-window-opens', 'accept it now although only time stands in the way').option('--again <reason>', 'start another deployment of the same package and plan')
    .addHelpText('after', `\nA rerun with the same package and plan joins the deployment that stands; --again starts another.\nWithout --wait it exits 0 when the hub accepted it: muster deployment watch ID follows it.\n${examples(
      'muster deploy payments-2.4.0 --env production --wait',
      'muster deploy payments-2.4.0 --env production --wait --timeout 1h --json',
      'muster deploy payments-2.4.0 --env production --wait --again "the node was out of disk"',
      'muster deploy cards-3.1.0 --env production --when-window-opens')}`)
    .action(run(async (terminal, key: string, options: DeployOptions) => {
      const timeout = secondsOf(options.timeout);
      const receipt = options.receipt === undefined ? null : savedReceipt(options.receipt);
      const idempotencyKey = await keyOf(terminal, key, options);
      const start = options.whenWindowOpens ? 'WHEN_WINDOW_OPENS' : 'NOW';
      const { triggerDeployment } = await terminal.hub.ask(DeployTriggerDocument, { input: { releaseKey: key, environment: options.env, start, idempotencyKey, receipt } });
      const { deployment, readiness, userErrors } = triggerDeployment ?? {};
      if (!deployment && readiness && readiness.outcome !== 'READY') return refused(terminal, key, options.env, readiness);
      refuseMistakes(userErrors);
      if (!deployment) throw new Failure('The hub accepted nothing and said nothing.');
      if (hasEndedOtherwise(deployment)) terminal.note('This is the deployment that ended before, since package and plan are the same: --again REASON starts another.');
      if (deployment.state === 'SUCCEEDED') await refuseReplaced(terminal, deployment);
      if (options.wait) return follow(terminal, deployment.id, timeout);
      answer(terminal, deployment, () => deploymentText(deployment));
      return hasEndedOtherwise(deployment) ? exitCodeOfDeployment(deployment) : exitCode.yes;
    }));
}

function refused(terminal: Terminal, key: string, environment: string, readiness: Parameters<typeof readinessText>[2]): ExitCode {
  answer(terminal, readiness, () => readinessText(key, environment, readiness));
  return exitCodeOfReadiness(readiness.outcome);
}

function hasEndedOtherwise({ state }: DeploymentPartsFragment): boolean {
  return ['FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'].includes(state);
}

/** What went live before may have been replaced since: joining it would call deployed what no longer runs. */
async function refuseReplaced(terminal: Terminal, { id, serviceKey, environment, release, packageDigest }: DeploymentPartsFragment): Promise<void> {
  const { deployments } = await terminal.hub.ask(DeploymentListDocument, { filter: { serviceKey, environment: environment.name, state: ['SUCCEEDED'] }, first: 1 });
  const [newest] = deployments?.nodes ?? [];
  if (newest === undefined || newest.id === id || (packageDigest !== null && newest.packageDigest === packageDigest)) return;
  throw new Failure(`${release?.key ?? serviceKey} went live in ${environment.name} with ${id}, but ${newest.release?.key ?? 'another package'} (${newest.id}) took its place since: --again REASON deploys it once more.`);
}

/**
 * One key for one package going to one environment under one version of the plan: a pipeline job that is rerun, or a
 * command line killed after its post, joins the deployment that stands. Another reason for --again is another key.
 */
async function keyOf(terminal: Terminal, key: string, { env, again }: DeployOptions): Promise<string> {
  const { release } = await terminal.hub.ask(DeploySubjectDocument, { key });
  if (!release) throw new Failure(`There is no release ${key}.`);
  const found = release.environments.find(({ environment }) => environment.name === env);
  if (!found) throw new Failure(`There is no environment ${env}.`, exitCode.usage);
  const subject = [key, env, release.package.digest ?? 'not sealed', found.plan?.version ?? 'no plan', again ?? ''];
  return `muster-cli-${createHash('sha256').update(JSON.stringify(subject)).digest('hex')}`;
}
