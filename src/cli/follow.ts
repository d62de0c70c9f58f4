import { setTimeout as pause } from 'node:timers/promises';
import { deploymentText } from './deployment-text.ts';
import { exitCode, exitCodeOfDeployment, type ExitCode } from './exit-code.ts';
import { Failure, UnreachableHub } from './failure.ts';
import { DeploymentShowDocument, type DeploymentPartsFragment } from './generated/graphql.ts';
import { showProgress, type Progress } from './progress.ts';
import { answer, type Terminal } from './terminal.ts';

const endStates: readonly string[] = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];
const secondsBetweenLooks = 1;

/** Watches a deployment to its end, or until the time is up (then exit 8: it goes on without us). */
export async function follow(terminal: Terminal, id: string, timeoutSeconds: number): Promise<ExitCode> {
  const until = Date.now() + timeoutSeconds * 1_000;
  const leave = (): void => {
    terminal.note(`\n${id} goes on without us: muster deployment watch ${id}`);
    process.exit(exitCode.stillPending);
  };
  process.once('SIGINT', leave);
  const progress = showProgress();
  const last = await watch(terminal, id, until, progress).finally(() => { progress.end(); });
  process.off('SIGINT', leave);
  answer(terminal, last, () => deploymentText(last));
  return exitCodeOfDeployment(last);
}

/** A hub that is down for a while ends nothing: what it accepted goes on when it is back. */
async function watch(terminal: Terminal, id: string, until: number, progress: Progress): Promise<DeploymentPartsFragment> {
  for (;;) {
    const isLastLook = Date.now() >= until;
    try {
      const seen = await look(terminal, id);
      progress.say(`${seen.state}: ${seen.because}`);
      if (isLastLook || isOver(seen)) return seen;
    } catch (error) {
      if (isLastLook || !(error instanceof UnreachableHub)) throw error;
      progress.say(error.message);
    }
    await pause(Math.min(secondsBetweenLooks * 1_000, Math.max(0, until - Date.now())));
  }
}

/** Ended, or live with a record that only a person can set right. */
function isOver({ state, needsAttention }: DeploymentPartsFragment): boolean {
  return endStates.includes(state) || (state === 'RECORDING' && needsAttention);
}

async function look(terminal: Terminal, id: string): Promise<DeploymentPartsFragment> {
  const { deployment } = await terminal.hub.ask(DeploymentShowDocument, { id });
  if (!deployment) throw new Failure(`There is no deployment ${id}.`);
  return deployment;
}
