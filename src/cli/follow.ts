import { setTimeout as pause } from 'node:timers/promises';
import { deploymentText } from './deployment-text.ts';
import { exitCode, exitCodeOfDeployment, type ExitCode } from './exit-code.ts';
import { Failure, UnreachableHub } from './failure.ts';
import { DeploymentShowDocument, DeploymentWatchDocument, type DeploymentPartsFragment } from './generated/graphql.ts';
import { showProgress, type Progress } from './progress.ts';
import { answer, type Terminal } from './terminal.ts';

const endStates: readonly string[] = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];
/** How long a hub that went away is left alone before it is asked again. */
const awayMs = 1_000;

/** Watches a deployment to its end, or until the time is up (then exit 8: it goes on without us). */
export async function follow(terminal: Terminal, id: string, timeoutSeconds: number): Promise<ExitCode> {
  const leave = (): void => {
    terminal.note(`\n${id} goes on without us: muster deployment watch ${id}`);
    process.exit(exitCode.stillPending);
  };
  process.once('SIGINT', leave);
  const progress = showProgress();
  const last = await watch(terminal, id, AbortSignal.timeout(timeoutSeconds * 1_000), progress).finally(() => { progress.end(); });
  process.off('SIGINT', leave);
  answer(terminal, last, () => deploymentText(last));
  return exitCodeOfDeployment(last);
}

/** A hub that is down for a while ends nothing: what it accepted goes on when it is back. */
async function watch(terminal: Terminal, id: string, signal: AbortSignal, progress: Progress): Promise<DeploymentPartsFragment> {
  await look(terminal, id).catch(sayAway(progress)); // What is not there is told as `show` tells it.
  const isTimeUp = (): boolean => signal.aborted;
  while (!isTimeUp()) {
    try {
      for await (const { deploymentChanged: seen } of terminal.hub.watch(DeploymentWatchDocument, { id }, signal)) {
        progress.say(`${seen.state}: ${seen.because}`, { done: seen.steps.filter(({ state }) => isDone(state)).length, total: seen.steps.length });
        if (isOver(seen)) return seen;
      }
    } catch (error) {
      if (!isTimeUp()) sayAway(progress)(error);
    }
    await pause(awayMs, undefined, { signal }).catch(() => undefined);
  }
  return look(terminal, id);
}

/** Throws whatever is no hub that went away. */
function sayAway(progress: Progress): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof UnreachableHub)) throw error;
    progress.say(error.message);
  };
}

function isDone(state: string): boolean {
  return state === 'SUCCEEDED' || state === 'SKIPPED' || state === 'FAILED';
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
