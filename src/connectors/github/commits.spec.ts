import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import type { CommitReader } from '../../domain/ports/commits.ts';
import { github } from './index.ts';

const site = 'http://127.0.0.1:9';
const sha = 'c0ffee0000000000000000000000000000000001';
const path = `/repos/northbank/payments/commits/${sha}`;
const name = (repository = 'github.com/northbank/payments', revision = sha) => ({ repository, revision });

function reader(url = site, options: Readonly<Record<string, unknown>> | null = { repositoriesAt: ['github.com'] }): CommitReader {
  const { commits } = github.connect({ name: 'github', isProduction: true, url, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, ...(options && { options }) }, { clock: { now: () => new Date('2026-03-02T09:05:00.000Z') } });
  if (commits === undefined) throw new Error('GitHub tells of commits.');
  return commits;
}
const answered = (status: number, body: nock.Body): void => { nock(site).get(path).query({ per_page: 1 }).reply(status, body); };
const commit = (more: object = {}) => ({ sha, html_url: 'https://github.com/northbank/payments/commit/c0ffee', commit: { committer: { name: 'x', date: '2026-03-01T10:00:00+02:00' }, author: { date: '2020-01-01T00:00:00Z' } }, ...more });

afterEach(() => {
  expect(nock.isDone()).toBe(true);
  nock.cleanAll();
});
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

it('tells when a commit was committed, not when it was written', async () => {
  answered(200, commit());
  expect(await reader().read([name()], judging)).toEqual([{ ...name(), committedAt: '2026-03-01T08:00:00.000Z', url: 'https://github.com/northbank/payments/commit/c0ffee' }]);
});

it('shows no page that is none', async () => {
  answered(200, commit({ html_url: 'javascript:alert(1)' }));
  expect(await reader().read([name()], judging)).toMatchObject([{ url: null }]);
});

it('asks for what the build calls it, and answers under that name', async () => {
  nock(site).get('/repos/northbank/payments/commits/c0ffee0').query({ per_page: 1 }).reply(200, commit());
  expect(await reader().read([name(undefined, 'C0FFEE0')], judging)).toMatchObject([{ revision: 'C0FFEE0' }]);
});

it.each([[404, 'Not Found'], [409, 'Git Repository is empty.'], [422, `No commit found for SHA: ${sha}`]])('takes %i for a commit that it does not know', async (status, message) => {
  answered(status, { message, status: String(status) });
  expect(await reader().read([name()], judging)).toEqual([]);
});

it.each([[401, 'UNAUTHORIZED'], [403, 'FORBIDDEN'], [429, 'RATE_LIMITED']])('takes %i for a failure and no answer', async (status, code) => {
  nock(site).get(path).query({ per_page: 1 }).reply(status, { message: 'no', status: String(status) }, status === 429 ? { 'retry-after': '600' } : {});
  await expect(reader().read([name()], judging)).rejects.toMatchObject({ problem: { code } });
});

it.each([['another commit', commit({ sha: 'd'.repeat(40) })], ['no moment', commit({ commit: { committer: { date: null } } })], ['no committer', commit({ commit: { committer: null } })], ['a moment that is none', commit({ commit: { committer: { date: 'yesterday' } } })]])('believes no answer of %s', async (_what, body) => {
  answered(200, body);
  expect(await reader().read([name()], judging)).toEqual([]);
});

it.each([['github.com/northbank', sha], ['github.com/northbank/payments/wiki', sha], ['github.com/../user', sha], ['github.com/northbank/payments', 'main'], ['github.com/northbank/payments', 'c0ffee'], ['github.com/northbank/payments', `${sha}/../../x`], ['elsewhere.com/northbank/payments', sha]])('sends nothing for %s at %s', async (repository, revision) => {
  expect(await reader().read([{ repository, revision }], judging)).toEqual([]);
});

it.each([['https://api.github.com', 'github.com'], ['https://api.northbank.ghe.com', 'northbank.ghe.com'], ['https://github.northbank.example/api/v3', 'github.northbank.example'], ['http://127.0.0.1:4103', '127.0.0.1:4103']])('looks after what stands beside %s: %s', (url, place) => {
  expect(reader(url, null).places).toEqual([place]);
});

it('looks after other places where it is told to, and refuses what it does not understand', () => {
  expect(reader(site, { repositoriesAt: ['git.northbank.example'] }).places).toEqual(['git.northbank.example']);
  expect(() => reader(site, { repositoriesAt: ['https://git.northbank.example'] })).toThrow('github: repositoriesAt.0: write a host as addresses of repositories begin with it, e.g. github.com. GitHub takes { repositoriesAt }.');
  expect(() => reader(site, { repositories: [] })).toThrow('GitHub takes { repositoriesAt }.');
});
