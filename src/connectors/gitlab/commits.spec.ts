import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import type { CommitReader } from '../../domain/ports/commits.ts';
import { gitlab } from './index.ts';

const site = 'http://127.0.0.1:9';
const sha = 'c0ffee0000000000000000000000000000000001';
const name = (repository = '127.0.0.1:9/money/core/ledger', revision = sha) => ({ repository, revision });

function reader(url = site, options: Readonly<Record<string, unknown>> | null = null): CommitReader {
  const { commits } = gitlab.connect({ name: 'gitlab', isProduction: true, url, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, ...(options && { options }) }, { clock: { now: () => new Date('2026-03-02T09:05:00.000Z') } });
  if (commits === undefined) throw new Error('GitLab tells of commits.');
  return commits;
}
const answered = (status: number, body: nock.Body, headers = {}): void => { nock(site).get(`/api/v4/projects/money%2Fcore%2Fledger/repository/commits/${sha}`).query({ stats: false }).reply(status, body, headers); };
const commit = (more: object = {}) => ({ id: sha, web_url: 'https://gitlab.example/commit', authored_date: '2020-01-01T00:00:00.000Z', committed_date: '2026-03-01T10:00:00.000+02:00', ...more });

afterEach(() => {
  expect(nock.isDone()).toBe(true);
  nock.cleanAll();
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

it('tells when a commit was committed, not when it was written', async () => {
  answered(200, commit());
  expect(await reader().read([name()], judging)).toEqual([{ ...name(), committedAt: '2026-03-01T08:00:00.000Z', url: 'https://gitlab.example/commit' }]);
});

it('takes 404 for a commit that it does not know, and any other failure for no answer', async () => {
  answered(404, { message: '404 Commit Not Found' });
  expect(await reader().read([name()], judging)).toEqual([]);
  answered(429, { message: 'Retry later' }, { 'retry-after': '600' });
  await expect(reader().read([name()], judging)).rejects.toMatchObject({ problem: { code: 'RATE_LIMITED' } });
});

it.each([['another commit', commit({ id: 'd'.repeat(40) })], ['a moment that is none', commit({ committed_date: 'yesterday' })]])('believes no answer of %s', async (_what, body) => {
  answered(200, body);
  expect(await reader().read([name()], judging)).toEqual([]);
});

it.each([['127.0.0.1:9/ledger', sha], ['127.0.0.1:9/money/../ledger', sha], ['127.0.0.1:9/money/ledger', 'main'], ['elsewhere.com/money/ledger', sha]])('sends nothing for %s at %s', async (repository, revision) => {
  expect(await reader().read([{ repository, revision }], judging)).toEqual([]);
});

it('looks after what stands at its own address, also in a folder, or where it is told to', () => {
  expect([reader('https://northbank.example/git/').places, reader(site, { repositoriesAt: ['git.northbank.example'] }).places]).toEqual([['northbank.example/git'], ['git.northbank.example']]);
  expect(() => reader(site, { repositoriesAt: [] })).toThrow('GitLab takes { repositoriesAt }.');
});
