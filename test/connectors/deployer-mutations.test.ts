import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { toProgress as argoProgress, toRun as argoRun } from '../../src/connectors/argocd/translate.ts';
import { applicationSchema, isOurs } from '../../src/connectors/argocd/wire.ts';
import { toProgress as jenkinsProgress, toRun as jenkinsRun } from '../../src/connectors/jenkins/translate.ts';
import { buildSchema, parameterOf } from '../../src/connectors/jenkins/wire.ts';
import { damaged, plain } from './damaged.ts';

const folder = path.resolve(import.meta.dirname, '../../../shared/apis/recordings');
const isThere = existsSync(folder);
const suite = isThere ? describe : describe.skip;
const fetchedAt = '2026-03-02T09:00:00.000Z';

suite(`Recordings with one thing wrong${isThere ? '' : ' (skipped: ../shared/apis is not here)'}`, () => {
  it('Argo CD: ends in a report or is not believed, and never succeeds without all three signs', () => {
    const recorded = JSON.parse(readFileSync(path.join(folder, 'argocd/roadie_getResponseStubScanning.json'), 'utf8')) as { status: { operationState: { operation: object } } };
    Object.assign(recorded.status.operationState.operation, { info: [{ name: 'muster', value: 'ours' }] });
    let successes = 0;
    damaged(recorded, 10_000, (body) => {
      const application = applicationSchema.safeParse(body);
      const state = application.success ? application.data.status.operationState ?? null : null;
      if (!application.success || state === null) return;
      const run = argoRun('ours', application.data, state, { connection: 'argocd', url: 'https://argo.example', application: 'guestbook', fetchedAt });
      expect(run.runId).toBe('ours');
      expect(run.status).toMatch(/^[\w, ]+$/);
      const report = argoProgress(state, application.data, { isLate: false, withinSeconds: 1 });
      if (report?.progress !== 'SUCCEEDED' || !isOurs(state.operation, 'ours')) return;
      successes += 1;
      expect([plain(body, 'status', 'operationState', 'phase'), plain(body, 'status', 'health', 'status'), plain(body, 'status', 'sync', 'status')]).toEqual(['Succeeded', 'Healthy', 'Synced']);
      expect(plain(body, 'status', 'sync', 'revision')).toBe(plain(body, 'status', 'operationState', 'syncResult', 'revision'));
      expect(JSON.stringify(plain(body, 'status', 'operationState', 'operation', 'info'))).toContain('{"name":"muster","value":"ours"}');
    });
    expect(successes).toBeGreaterThan(0);
  });

  it('Jenkins: ends in a report or is not believed, and never succeeds without SUCCESS of a build that has ended', () => {
    const text = readFileSync(path.join(folder, 'jenkins/devlake_raw_jenkins_builds.csv'), 'utf8');
    const [row = ''] = [...text.matchAll(/^\d+,"(?:[^"]|"")*","((?:[^"]|"")*)"/gm)].map(([, json]) => (json ?? '').replaceAll('""', '"'));
    const recorded = { building: false, queueId: 1, url: 'https://ci.example/job/devlake/31/', ...(JSON.parse(row) as object) };
    let successes = 0;
    damaged(recorded, 10_000, (body) => {
      const build = buildSchema.safeParse(body);
      if (!build.success) return;
      expect([null, 'string']).toContain(parameterOf(build.data, 'correlation') === null ? null : typeof parameterOf(build.data, 'correlation'));
      const run = jenkinsRun(build.data, { connection: 'jenkins', job: 'devlake', page: 'https://ci.example/job/devlake', fetchedAt });
      expect(run.runId).toBe(String(plain(body, 'number')));
      for (const moment of [run.startedAt, run.finishedAt]) expect(moment === null || !Number.isNaN(Date.parse(moment))).toBe(true);
      if (jenkinsProgress(build.data)?.progress !== 'SUCCEEDED') return;
      successes += 1;
      expect([plain(body, 'building'), plain(body, 'result')]).toEqual([false, 'SUCCESS']);
    });
    expect(successes).toBeGreaterThan(0);
  });
});
