import { createHmac, randomUUID } from 'node:crypto';
import { outbox } from '../kernel/index.ts';
import type { Outbox } from '../kernel/index.ts';
import { deploymentView, statusView } from './deployments.ts';
import { protectionAsked } from './protection.ts';
import { account, wholeRepositoryView } from './repository.view.ts';
import { runView } from './run.view.ts';
import { boundariesOf, phaseOf, settleRuns } from './settle.ts';
import type { Deployment, GitHubData, Repository, Run } from './state.ts';
import { findWorkflow, workflowView } from './workflows.ts';

/** The webhook's own number, as deliveries and its API say it. */
export const hookId = 42;

/** Tells a webhook what happens to runs and deployments (apis/README.md §10). GitHub tries once; who wants it again asks for it. */
export interface Herald {
  readonly box: Outbox;
  /** Where the stand-in answers: links in what is told lead there. */
  base: string;
  /** Does what is due by now and tells what is new. */
  readonly look: () => void;
  /** A webhook was named: GitHub says hello. */
  readonly ping: () => void;
}

/** Signed over the raw bytes. */
function signed({ secret }: { readonly secret: string }, body: string): Readonly<Record<string, string>> {
  const signature = (algorithm: string): string => `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return { 'x-hub-signature': signature('sha1'), 'x-hub-signature-256': signature('sha256') };
}

export function herald(data: GitHubData, now: () => Date, changed: () => void): Herald {
  const box = outbox(now, signed, { isRetried: false });
  const seen = { deployments: data.deployments.length, statuses: data.statuses.length };
  const phases = new Map<number, string>(data.runs.map((run) => [run.id, phaseOf(run, Date.now()).status]));
  const told: Herald = {
    box, base: '',
    look: () => {
      if (settleRuns(data, Date.now())) changed();
      for (const run of data.runs.filter(({ id }) => phases.get(id) !== 'completed')) tellRun(run);
      lookedMs = Date.now();
      for (const row of data.deployments.slice(seen.deployments)) tellDeployment('deployment', row, {});
      for (const status of data.statuses.slice(seen.statuses)) {
        const row = data.deployments.find(({ id }) => id === status.deploymentId);
        if (row !== undefined) tellDeployment('deployment_status', row, { deployment_status: statusView(status, row, told.base) });
      }
      Object.assign(seen, { deployments: data.deployments.length, statuses: data.statuses.length });
    },
    ping: () => { tell('ping', () => ({ zen: 'Keep it logically awesome.', hook_id: hookId, hook: { type: 'Repository', id: hookId, name: 'web', active: true, events: ['deployment', 'deployment_protection_rule', 'deployment_status', 'workflow_run'] } })); },
  };
  const tell = (event: string, body: () => object): void => {
    if (box.hook === null) return;
    const said = body();
    box.tell(0, () => said, {
      'user-agent': 'GitHub-Hookshot/0000000', 'x-github-event': event, 'x-github-delivery': randomUUID(), 'x-github-hook-id': String(hookId),
      'x-github-hook-installation-target-type': 'repository', 'x-github-hook-installation-target-id': String(data.repositories[0]?.id ?? 0),
    });
  };
  const about = (repository: Repository, sender: string): object => ({ repository: wholeRepositoryView(repository, told.base), sender: account(sender, told.base) });
  const ofRun = (run: Run, repository: Repository, nowMs: number): object => {
    const workflow = findWorkflow(repository, run.workflow);
    return { workflow_run: runView(run, repository, told.base, nowMs), workflow: workflow === undefined ? null : workflowView(repository, workflow, told.base) };
  };
  /** Its next stations come by themselves, whether anybody asks or not. */
  const watch = (run: Run): void => {
    for (const ms of boundariesOf(run).map((after) => run.acceptedMs + after - Date.now()).filter((left) => left > 0)) box.later(ms + 5, told.look);
  };
  let lookedMs = Date.now();
  /** Every station since the last look in its order, though the look comes late. */
  const tellRun = (run: Run): void => {
    const nowMs = Date.now();
    const passed = boundariesOf(run).map((after) => run.acceptedMs + after).filter((ms) => ms >= lookedMs && ms < nowMs);
    if (!phases.has(run.id)) tellStation(run, 'queued', 'requested', run.acceptedMs);
    for (const ms of [...passed, nowMs]) tellStation(run, phaseOf(run, ms).status, phaseOf(run, ms).status, ms);
  };
  const tellStation = (run: Run, status: string, action: string, nowMs: number): void => {
    if (status === phases.get(run.id)) return;
    phases.set(run.id, status);
    watch(run);
    const repository = data.repositories.find(({ fullName }) => fullName === run.repository);
    if (repository === undefined) return;
    if (action === 'waiting' && run.isProtected) tell('deployment_protection_rule', () => ({ ...protectionAsked(data, run, told.base), ...about(repository, run.actor) }));
    if (action !== 'waiting') tell('workflow_run', () => ({ action, ...ofRun(run, repository, nowMs), ...about(repository, run.actor) }));
  };
  const tellDeployment = (event: string, row: Deployment, more: object): void => {
    const repository = data.repositories.find(({ fullName }) => fullName === row.repository);
    const run = data.runs.find(({ deploymentId }) => deploymentId === row.id);
    if (repository !== undefined) tell(event, () => ({ action: 'created', ...more, deployment: deploymentView(row, told.base), ...(run === undefined ? {} : ofRun(run, repository, Date.now())), ...about(repository, row.creator) }));
  };
  for (const run of data.runs.filter(({ isSettled }) => !isSettled)) watch(run);
  return told;
}
