import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { exitCode, exitCodeOfDeployment, type ExitCode } from '../exit-code.ts';
import { Failure, refuseMistakes } from '../failure.ts';
import { deploymentText } from '../deployment-text.ts';
import { secondsOf } from '../duration.ts';
import { examples } from '../examples.ts';
import { follow } from '../follow.ts';
import { DeploymentBackOutDocument, DeploymentCancelDocument, DeploymentSettleDocument, StepSettleDocument, type DeploymentPartsFragment, type MistakeFragment, type StepOutcome } from '../generated/graphql.ts';
import type { Run } from '../run.ts';
import { answer, type Terminal } from '../terminal.ts';

interface Because { readonly reason: string }
interface BackOutOptions extends Because { readonly wait?: true; readonly timeout: string }
interface SettleOptions extends Because { readonly happened?: true; readonly didNotHappen?: true; readonly runUrl?: string }
interface StepOptions extends Because { readonly done?: true; readonly skipped?: true; readonly retry?: true }

/** `muster deployment cancel|back-out|settle|settle-step`: what a person does about one that goes on. Exit 0 once the hub did it. */
export function addDeploymentActs(deployment: Command, run: Run): void {
  deployment.command('cancel <id>').description('call it off; one that runs is cancelled at the deployer, and followed to its end').requiredOption('--reason <text>')
    .addHelpText('after', examples('muster deployment cancel deployment:6f1c… --reason "wrong day"'))
    .action(run(async (terminal, deploymentId: string, { reason }: Because) =>
      told(terminal, (await terminal.hub.ask(DeploymentCancelDocument, { input: { deploymentId, reason } })).cancelDeployment)));

  deployment.command('back-out <id>').description('put back what ran before; a rerun with the same reason joins the back-out that stands').requiredOption('--reason <text>')
    .option('--wait', 'until it has ended').option('--timeout <duration>', 'give up waiting after', '30m')
    .addHelpText('after', examples('muster deployment back-out deployment:6f1c… --reason "payments answer 500" --wait'))
    .action(run(async (terminal, deploymentId: string, { reason, wait, timeout }: BackOutOptions) => {
      const seconds = secondsOf(timeout);
      const idempotencyKey = `muster-cli-back-out-${createHash('sha256').update(JSON.stringify([deploymentId, reason])).digest('hex')}`;
      const { backOutDeployment } = await terminal.hub.ask(DeploymentBackOutDocument, { input: { deploymentId, reason, idempotencyKey } });
      const id = backOutDeployment?.deployment?.id;
      return wait && id !== undefined ? follow(terminal, id, seconds) : told(terminal, backOutDeployment);
    }));

  deployment.command('settle <id>').description('state what happened to one that stays UNCLEAR; the hub asks the deployer once more first')
    .option('--happened', 'it went out').option('--did-not-happen', 'nothing ran').option('--run-url <address>', 'the run at the deployer, to be followed to its end').requiredOption('--reason <text>', 'what you saw, and where')
    .addHelpText('after', examples('muster deployment settle deployment:6f1c… --did-not-happen --reason "no run since 14:00, the runners were off"', 'muster deployment settle deployment:6f1c… --happened --run-url https://github.com/northbank/payments/actions/runs/77 --reason "started at 14:02"'))
    .action(run(async (terminal, deploymentId: string, { happened, didNotHappen, runUrl, reason }: SettleOptions) => {
      if ((happened === true) === (didNotHappen === true)) throw new Failure('Say either --happened or --did-not-happen.', exitCode.usage);
      const input = { deploymentId, happened: happened === true, reason, ...(runUrl && { runUrl }) };
      return told(terminal, (await terminal.hub.ask(DeploymentSettleDocument, { input })).settleDeployment);
    }));

  deployment.command('settle-step <id> <step>').description('settle a step that could not be done')
    .option('--done', 'done by hand, or seen to be done').option('--skipped', 'not to be done; of the run or its health: counts as failed').option('--retry', 'what stood in the way is gone: try again now').requiredOption('--reason <text>', 'what you did or saw, and where')
    .addHelpText('after', examples('muster deployment settle-step deployment:6f1c… write-running-version --retry --reason "the CMDB is back"', 'muster deployment settle-step deployment:6f1c… move-change-to-review --done --reason "moved CHG0030001 by hand"'))
    .action(run(async (terminal, deploymentId: string, step: string, options: StepOptions) => {
      const input = { deploymentId, step, outcome: outcomeOf(options), reason: options.reason };
      return told(terminal, (await terminal.hub.ask(StepSettleDocument, { input })).settleStep);
    }));
}

function outcomeOf({ done, skipped, retry }: StepOptions): StepOutcome {
  const said = [...(done ? ['DONE' as const] : []), ...(skipped ? ['SKIPPED' as const] : []), ...(retry ? ['RETRY' as const] : [])];
  if (said.length !== 1 || said[0] === undefined) throw new Failure('Say one of --done, --skipped and --retry.', exitCode.usage);
  return said[0];
}

interface Payload { readonly deployment?: DeploymentPartsFragment | null; readonly userErrors: readonly MistakeFragment[] }

/** How it stands now. What was asked for was done: a deployment that goes on is no error, one that ended by it says how. */
function told(terminal: Terminal, payload: Payload | null | undefined): ExitCode {
  refuseMistakes(payload?.userErrors);
  const deployment = payload?.deployment;
  if (!deployment) throw new Failure('The hub did nothing and said nothing.');
  answer(terminal, deployment, () => deploymentText(deployment));
  return exitCodeOfDeployment(deployment) === exitCode.recordNeedsAPerson ? exitCode.recordNeedsAPerson : exitCode.yes;
}
