import { setTimeout as pause } from 'node:timers/promises';
import { Listr } from 'listr2';
import { exitCode, exitCodeOfDeployment, type ExitCode } from './exit-code.ts';
import { Failure } from './failure.ts';
import { DeploymentShowDocument, type DeploymentPartsFragment } from './generated/graphql.ts';
import { answer, colour, stateColour, table, type Terminal } from './terminal.ts';

const endStates: readonly string[] = ['SUCCEEDED', 'FAILED', 'REFUSED', 'BACKED_OUT', 'CANCELED'];
const secondsBetweenLooks = 1;

/** Watches a deployment to its end, or until the time is up (then exit 8: it goes on without us). */
export async function follow(terminal: Terminal, id: string, timeoutSeconds: number): Promise<ExitCode> {
  const until = Date.now() + timeoutSeconds * 1_000;
  const last = await watched(terminal, id, until);
  answer(terminal, last, () => deploymentText(last));
  return exitCodeOfDeployment(last);
}

async function watched(terminal: Terminal, id: string, until: number): Promise<DeploymentPartsFragment> {
  let seen: DeploymentPartsFragment | null = null;
  const progress = new Listr([{
    title: `Deployment ${id}`,
    task: async (_context: unknown, task) => {
      for (;;) {
        seen = await look(terminal, id);
        task.title = `${seen.state}: ${seen.because}`;
        if (endStates.includes(seen.state) || Date.now() >= until) return;
        await pause(secondsBetweenLooks * 1_000);
      }
    },
  }], terminal.isJson ? { renderer: 'silent' } : { renderer: process.stderr.isTTY ? 'default' : 'simple' });
  await progress.run();
  if (seen === null) throw new Failure(`Deployment ${id} was never seen.`);
  return seen;
}

async function look(terminal: Terminal, id: string): Promise<DeploymentPartsFragment> {
  const { deployment } = await terminal.hub.ask(DeploymentShowDocument, { id });
  if (!deployment) throw new Failure(`There is no deployment ${id}.`);
  return deployment;
}

/** A deployment for a person: where it stands and why, and its steps. */
export function deploymentText(deployment: DeploymentPartsFragment): string {
  const { id, state, because, needsAttention, release, environment, startAt, run, incident, steps } = deployment;
  const lines = [
    `${colour('bold', release?.key ?? deployment.serviceKey)} → ${environment.name}: ${stateColour(state)}  ${because}`,
    `  deployment  ${id}`,
    startAt && state === 'WAITING' ? `  starts      ${startAt}` : '',
    run ? `  run         ${run.status}${run.url ? `  ${run.url}` : ''}` : '',
    incident ? `  incident    ${incident.number ?? '?'}${incident.source.url ? `  ${incident.source.url}` : ''}` : '',
    needsAttention ? colour('yellow', '  a person must act') : '',
    steps.length > 0 ? table(['  STEP', 'STATE', 'BECAUSE'], steps.map((step) => [`  ${step.name}`, stateColour(step.state), step.because ?? ''])) : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** "90s", "30m", "2h" in seconds. */
export function secondsOf(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  if (match === null) throw new Failure(`"${text}" is not a duration: write e.g. 90s, 30m or 2h.`, exitCode.usage);
  return Number(match[1]) * { s: 1, m: 60, h: 3_600 }[match[2] as 's' | 'm' | 'h'];
}
