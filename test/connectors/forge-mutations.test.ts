import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { weigh } from '../../src/connectors/github/deployments.ts';
import { createReceiver as githubReceiver } from '../../src/connectors/github/receiver.ts';
import { readSettings as githubSettings } from '../../src/connectors/github/settings.ts';
import { toldBy } from '../../src/connectors/github/told.ts';
import { toProgress as githubProgress, toRun as githubRun } from '../../src/connectors/github/translate.ts';
import { deploymentSchema, refusalSchema, runSchema, statusSchema } from '../../src/connectors/github/wire.ts';
import { joinDeployments } from '../../src/connectors/gitlab/join-deployments.ts';
import { createReceiver as gitlabReceiver } from '../../src/connectors/gitlab/receiver.ts';
import { recordedRows } from '../../src/connectors/gitlab/recorded.spec-data.ts';
import { readSettings as gitlabSettings } from '../../src/connectors/gitlab/settings.ts';
import { toProgress as gitlabProgress, toRun as gitlabRun, weighJobs } from '../../src/connectors/gitlab/translate.ts';
import { deploymentSchema as gitlabDeploymentSchema, jobSchema, pipelineSchema } from '../../src/connectors/gitlab/wire.ts';
import { UserMistake } from '../../src/domain/error.ts';
import type { Delivery, Notice, WebhookReceiver } from '../../src/domain/ports/webhook.ts';
import { damaged, plain } from './damaged.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/apis/recordings');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const fetchedAt = '2026-03-02T09:00:00.000Z';
const mutations = 10_000;
const secret = 'a-secret-of-the-hook';
const progresses = ['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'];

const json = (file: string): readonly unknown[] => JSON.parse(readFileSync(path.join(folder, 'github', file), 'utf8')) as unknown[];
/** So many damaged ones of all of them together. Runs and deployments are cut down to what is read of them first, so that every field of it is hit. */
const each = (bodies: readonly unknown[], check: (wrong: unknown) => void): void => { for (const body of bodies) damaged(body, Math.ceil(mutations / bodies.length), check); };
const isMoment = (text: string | null): boolean => text === null || !Number.isNaN(Date.parse(text));
const isLink = (url: string | null): boolean => url === null || /^https?:\/\//i.test(url);

/** Ends in a notice, whose run ids are numbers that stand in the body, or in a mistake that says no more than that. */
function received(receiver: WebhookReceiver, delivery: Delivery): Notice | null {
  try {
    const notice = receiver.receive(delivery);
    for (const id of notice.runIds) expect(id).toMatch(/^(?:deployment-)?\d+$/);
    for (const id of notice.runIds) expect(Buffer.from(delivery.body).toString()).toContain(id.replace('deployment-', ''));
    for (const correlation of notice.correlations) expect(correlation).toMatch(/^muster-[0-9a-f-]{36}$/);
    expect([notice.records, typeof notice.deliveryId, typeof notice.event]).toEqual([[], 'string', 'string']);
    return notice;
  } catch (error) {
    if (!(error instanceof UserMistake)) throw error;
    expect(['INVALID', 'FORBIDDEN']).toContain(error.code);
    expect(error.message.length).toBeLessThan(300);
    return null;
  }
}

suite(`GitHub and GitLab recordings with one thing wrong${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, () => {
  it('GitHub webhooks: end in a notice or are not understood', () => {
    const receiver = githubReceiver(secret);
    let [taken, refused] = [0, 0];
    each([...json('webhook_workflow_run.json'), ...json('webhook_deployment_status.json')], (wrong) => {
      const body = new TextEncoder().encode(JSON.stringify(wrong));
      const headers = { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`, 'x-github-delivery': 'd', 'x-github-event': 'workflow_run' };
      if (received(receiver, { headers, body }) === null) refused += 1;
      else taken += 1;
    });
    expect(taken).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });

  it('GitHub webhooks: are forbidden or not understood when their headers are wrong', () => {
    const body = new TextEncoder().encode(JSON.stringify(json('webhook_workflow_run.json')[0]));
    const signed = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    damaged({ 'x-hub-signature-256': signed, 'x-github-delivery': 'd-1', 'x-github-event': 'workflow_run' }, mutations, (wrong) => {
      const headers = Object.fromEntries(Object.entries(wrong ?? {}).filter(([, value]) => typeof value === 'string')) as Delivery['headers'];
      const notice = received(githubReceiver(secret), { headers, body });
      if (notice !== null) expect([headers['x-hub-signature-256'], headers['x-github-delivery'], headers['x-github-event']]).toEqual([signed, notice.deliveryId, notice.event]);
    });
  });

  it('GitHub runs: end in a report or are not believed, and never succeed without completed and success', () => {
    let successes = 0;
    const runs = [...json('webhook_workflow_run.json'), ...json('webhook_deployment_status.json')].map((body) => plain(body, 'workflow_run')).filter((run) => typeof run === 'object' && run !== null);
    each(runs.map((run) => runSchema.parse(run)), (wrong) => {
      const read = runSchema.safeParse(wrong);
      if (!read.success) return;
      const run = githubRun(read.data, { connection: 'github', repository: 'octo-org/octo-repo', fetchedAt });
      const report = githubProgress(read.data);
      expect(run.runId).toBe(String(plain(wrong, 'id')));
      expect([isMoment(run.startedAt), isMoment(run.finishedAt), isLink(run.url)]).toEqual([true, true, true]);
      expect([null, ...progresses]).toContain(report?.progress ?? null);
      if (report?.progress !== 'SUCCEEDED') return;
      successes += 1;
      expect([plain(wrong, 'status'), plain(wrong, 'conclusion')]).toEqual(['completed', 'success']);
    });
    expect(successes).toBeGreaterThan(0);
  });

  it('GitHub deployments: end in what their status says or are not believed', () => {
    const settings = githubSettings({ connection: 'github', name: 'd', settings: { repository: 'a/b', workflow: 'w', ref: 'main', runName: 'Deploy {version} to {environment} [{correlation}]' } });
    let successes = 0;
    const told = json('webhook_deployment_status.json').map((body) => ({ deployment: deploymentSchema.parse(plain(body, 'deployment')), deployment_status: statusSchema.parse(plain(body, 'deployment_status')), workflow_run: runSchema.safeParse(plain(body, 'workflow_run')).data }));
    each(told, (wrong) => {
      const [deployment, status, run] = [deploymentSchema.safeParse(plain(wrong, 'deployment')), statusSchema.safeParse(plain(wrong, 'deployment_status')), runSchema.safeParse(plain(wrong, 'workflow_run'))];
      if (!deployment.success || !status.success) return;
      const weighed = weigh([status.data]);
      const { version, correlation, digests } = toldBy(settings, run.success ? run.data : null, deployment.data);
      for (const text of [version, correlation]) expect(text === null || (typeof text === 'string' && text.length <= 500)).toBe(true);
      for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(isMoment(weighed?.endedAt ?? null)).toBe(true);
      if (weighed?.progress !== 'SUCCEEDED') return;
      successes += 1;
      expect(plain(wrong, 'deployment_status', 'state')).toBe('success');
    });
    expect(successes).toBeGreaterThan(0);
  });

  it('GitHub refusals: are read as GitHub\'s or as nobody\'s', () => {
    each(json('octokit_errors_fixture.json'), (wrong) => {
      const read = refusalSchema.safeParse(plain(wrong, 'response'));
      if (read.success) expect(typeof plain(wrong, 'response', 'message')).toBe('string');
    });
  });

  it('GitLab pipelines and jobs: end in a report or are not believed, and a green pipeline never succeeds without its job', () => {
    let successes = 0;
    const jobs = recordedRows(path.join(folder, 'gitlab/devlake_raw_gitlab_deployments.csv')).map((row) => ({ ...(plain(row, 'deployable') as object), status: 'success' }));
    each([...recordedRows(path.join(folder, 'gitlab/devlake_raw_gitlab_pipelines.csv')).map((row) => pipelineSchema.parse(row)), ...jobs.map((job) => jobSchema.parse(job))], (wrong) => {
      const [pipeline, job] = [pipelineSchema.safeParse(wrong), jobSchema.safeParse(wrong)];
      if (pipeline.success) {
        const run = gitlabRun(pipeline.data, { connection: 'gitlab', project: 1, fetchedAt });
        expect([run.runId, isMoment(run.startedAt), isMoment(run.finishedAt), isLink(run.url)]).toEqual([String(plain(wrong, 'id')), true, true, true]);
        expect([null, 'PENDING', 'RUNNING', 'FAILED', 'CANCELED']).toContain(gitlabProgress(pipeline.data.status)?.progress ?? null);
      }
      if (!job.success || weighJobs([job.data], ['test_deploy_vdev']).progress !== 'SUCCEEDED') return;
      successes += 1;
      expect(plain(wrong, 'status')).toBe('success');
      expect(String(plain(wrong, 'name')).startsWith('test_deploy_vdev')).toBe(true);
    });
    expect(successes).toBeGreaterThan(0);
  });

  it('GitLab deployments: end in what they say or are not believed', () => {
    const settings = gitlabSettings({ connection: 'gitlab', name: 'd', settings: { project: 1, ref: 'main', jobs: ['deploy_vdev', 'test_deploy_vdev'] } });
    let successes = 0;
    each(recordedRows(path.join(folder, 'gitlab/devlake_raw_gitlab_deployments.csv')).map((row) => gitlabDeploymentSchema.parse(row)), (wrong) => {
      const read = gitlabDeploymentSchema.safeParse(wrong);
      if (!read.success) return;
      const { deployments, areAllKnown } = joinDeployments([read.data], settings);
      expect(deployments.length === 1).toBe(areAllKnown);
      for (const one of deployments.map((joined) => joined.told({ connection: 'gitlab', project: 1, fetchedAt }))) {
        expect([isMoment(one.run.startedAt), isMoment(one.run.finishedAt), isLink(one.run.url), progresses.includes(one.progress)]).toEqual([true, true, true, true]);
        if (one.progress !== 'SUCCEEDED') continue;
        successes += 1;
        expect(plain(wrong, 'status')).toBe('success');
      }
    });
    expect(successes).toBeGreaterThan(0);
  });

  it('GitLab webhooks: end in a notice or are not understood, of what was recorded of pipelines and deployments', () => {
    const receiver = gitlabReceiver(secret);
    let taken = 0;
    const pipelines = recordedRows(path.join(folder, 'gitlab/devlake_raw_gitlab_pipelines.csv')).map((row) => ({ object_kind: 'pipeline', object_attributes: row }));
    const deployments = recordedRows(path.join(folder, 'gitlab/devlake_raw_gitlab_deployments.csv')).map((row) => ({ object_kind: 'deployment', deployment_id: plain(row, 'id'), status: plain(row, 'status') }));
    each([...pipelines, ...deployments], (wrong) => {
      const body = new TextEncoder().encode(JSON.stringify(wrong));
      if (received(receiver, { headers: { 'x-gitlab-token': secret, 'idempotency-key': 'k' }, body }) !== null) taken += 1;
    });
    expect(taken).toBeGreaterThan(0);
  });
});
