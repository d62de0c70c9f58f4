import nock from 'nock';
import { acting } from '../../domain/ports/ask.ts';
import { github } from './index.ts';

const site = 'http://127.0.0.1:9';
const place = '/repos/a/b/actions/runs/7';
const run = { id: 7, event: 'workflow_dispatch', status: 'waiting', conclusion: null, html_url: `${site}/a/b/actions/runs/7`, created_at: '2026-03-02T08:59:00Z' };

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

async function because(pending: unknown): Promise<string | undefined> {
  const connection = github.connect({ name: 'github', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date() } });
  nock(site).get(place).reply(200, run).get(`${place}/pending_deployments`).reply(200, pending as nock.Body);
  return (await connection.deployer?.({ connection: 'github', name: 'd', settings: { repository: 'a/b', workflow: 'w.yml', ref: 'main' } }).observe('7', acting))?.because;
}

const unnamed = 'The run waits for an approval or a timer that its GitHub environment asks for.';
const environment = { name: 'production' };

describe('what a waiting run waits for', () => {
  it.each([
    [[{ environment, wait_timer: 30, reviewers: [{ type: 'User', reviewer: { login: 'omar' } }, { type: 'Team', reviewer: { slug: 'cab' } }] }], 'The run waits in GitHub: its environment production asks for the approval of omar or team cab, and for 30 minutes to pass.'],
    [[{ environment, wait_timer: 30, reviewers: [] }, { environment: { name: 'eu' }, reviewers: [{ reviewer: { login: 'ines' } }] }], 'The run waits in GitHub: its environment production asks for 30 minutes to pass; its environment eu asks for the approval of ines.'],
    [[{ environment: { name: '<script>' }, reviewers: [{ reviewer: { login: 'a b' } }, { reviewer: { login: 'omar' } }] }], 'The run waits in GitHub: its environment asks for the approval of omar.'],
    [[], unnamed], [[{ environment, wait_timer: 0, reviewers: null }], unnamed], [{ message: 'odd' }, unnamed],
  ])('of %j is told', async (pending, sentence) => {
    expect(await because(pending)).toBe(sentence);
  });
});
