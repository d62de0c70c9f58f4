import type { Commit, CommitName } from '../../domain/ports/commits.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { UndatedBuild, UndatedBuilds, UndatedQuestion } from '../../domain/ports/undated-builds.ts';
import { toolOf } from '../mirror.fixture.ts';
import { Commits } from './commits.ts';

const day = 86_400_000;
const build = (identity: string, revision: string): UndatedBuild => ({ identity: `library:build:${identity}`, reference: `library:build:of-${identity}`, commit: { repository: 'github.com/a/b', revision } });

/** Builds a to c, two of one commit, of which none is ever dated; and what was asked of whom. */
function scene(read: (names: readonly CommitName[]) => Promise<readonly Commit[]> = (names) => Promise.resolve(names.map((name) => ({ ...name, committedAt: '2026-11-20T00:00:00.000Z', url: null })))) {
  const all = [build('a', '1'), build('b', '2'), build('c', '2')];
  const [asked, named]: [UndatedQuestion[], (readonly string[])[]] = [[], []];
  let nowMs = Date.parse('2026-11-23T05:00:00.000Z');
  const builds: UndatedBuilds = {
    undated: (question) => {
      asked.push(question);
      const left = all.filter(({ identity }) => identity > (question.after ?? '') && !question.except.includes(identity));
      return Promise.resolve({ builds: left.slice(0, question.limit), left: left.length });
    },
  };
  const commits = new Commits({ builds, clock: { now: () => new Date(nowMs) }, settings: { wholeEveryMs: day, atOnce: 3, lookBackMs: 90 * day } });
  const { connection } = toolOf('github', () => Promise.resolve([]));
  const telling: Connection = { ...connection, commits: { places: ['github.com'], read: (names) => { named.push(names.map(({ revision }) => revision)); return read(names); } } };
  const pages = commits.pages(telling, 1_000);
  if (pages === undefined) throw new Error('the connection tells of commits');
  return { pages: () => pages.page(null, { purpose: 'judge', maxAgeMs: 0 }), asked, named, none: commits.pages(connection, 1_000), move: (milliseconds: number): void => { nowMs += milliseconds; } };
}

test('keeps of each build when its commit was made, asked for once for all that were made of it', async () => {
  const { pages, asked, named, none } = scene();
  const page = await pages();
  expect(page).toMatchObject({ isLast: true, cursor: '', total: 3, hidden: 0 });
  expect(page.records[2]).toEqual({ connection: 'library', kind: 'build.commit', identity: 'library:build:c', reference: 'library:build:of-c', fetchedAt: '2026-11-23T05:00:00.000Z', content: { repository: 'github.com/a/b', revision: '2', committedAt: '2026-11-20T00:00:00.000Z', url: null, connection: 'github' } });
  expect(page.records.map(({ identity }) => identity)).toEqual(['library:build:a', 'library:build:b', 'library:build:c']);
  expect(named).toEqual([['1', '2']]);
  expect(asked).toEqual([{ places: ['github.com'], startedSince: '2026-08-25T05:00:00.000Z', except: [], after: null, limit: 3 }]);
  expect(none).toBeUndefined();
});

test('keeps nothing of a commit that the tool does not know, and asks again after a day', async () => {
  const { pages, asked, move } = scene((names) => Promise.resolve(names.filter(({ revision }) => revision === '1').map((name) => ({ ...name, committedAt: '2026-11-20T00:00:00.000Z', url: null }))));
  expect((await pages()).records.map(({ identity }) => identity)).toEqual(['library:build:a']);
  await pages();
  move(day);
  await pages();
  expect(asked.map(({ except }) => except)).toEqual([[], ['library:build:b', 'library:build:c'], []]);
});

test('tells a tool’s failure as the tool’s', async () => {
  await expect(scene(() => Promise.reject(new TypeError('x'))).pages()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  await expect(scene(() => new Promise(() => undefined)).pages()).rejects.toMatchObject({ problem: { code: 'TIMEOUT' } });
});
