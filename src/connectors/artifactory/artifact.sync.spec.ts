import nock from 'nock';
import { judging } from '../../domain/ports/ask.ts';
import { artifactory } from './index.ts';

const site = 'http://127.0.0.1:9';
const row = { repo: 'libs', path: 'p/1.0', name: 'x', modified: '2026-03-02T10:00:00.000+01:00', size: 1, sha256: 'a'.repeat(64) };

function answer(isOrder: boolean, results: readonly object[], range: object = {}): void {
  nock(site).post('/artifactory/api/search/aql', (query: unknown) => String(query).includes('.sort(') === isOrder).reply(200, { results, range: { total: results.length, ...range } });
}

async function page(cursor: string | null = null) {
  const connection = artifactory.connect({ name: 'dml', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 } }, { clock: { now: () => new Date('2026-03-02T12:00:00Z') } });
  return await (connection.syncs?.artifact?.page(cursor, judging) ?? Promise.reject(new Error('no sync')));
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('artifact sync, odd answers', () => {
  it.each([{ notification: 'AQL query reached the search hard limit, results are trimmed.' }, { total: 9 }])('never goes on from a stretch that the tool cut: %j', async (range) => {
    answer(true, [row]);
    answer(false, [row], range);
    await expect(page()).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('drops rows of another time, and counts on the tool\'s order of texts alone', async () => {
    answer(true, [row]);
    answer(false, [row, { ...row, name: 'é' }, { ...row, name: 'late', modified: '2026-03-02T10:00:00.001+01:00' }, { ...row, name: 'undated', modified: null }]);
    expect((await page()).records.map(({ name }) => name)).toEqual(['x', 'é']);
  });

  it('takes the end from any file that follows: a tool that forgot to sort costs no record', async () => {
    const cursor = JSON.stringify({ mark: { modified: '2026-03-02T08:59:00.000Z', place: null }, arrivalsSince: '2026-03-02T08:00:00.000Z' });
    answer(true, [{ ...row, name: 'late', modified: '2026-03-02T11:00:00.000Z' }, row]);
    answer(false, [row]);
    const first = await page(cursor);
    expect([first.records.map(({ name }) => name), first.isLast]).toEqual([['x'], false]);
    expect(first.cursor).toContain(row.modified);
  });

  it('is at the end only when a question without a limit found nothing', async () => {
    const cursor = JSON.stringify({ mark: { modified: '2026-03-02T11:00:00.000Z', place: null }, arrivalsSince: '2026-03-02T08:00:00.000Z' });
    answer(true, []);
    answer(false, [{ ...row, modified: '2026-03-02T11:30:00.000Z' }]);
    const hidden = await page(cursor);
    expect([hidden.records.length, hidden.isLast]).toEqual([1, false]);
    answer(true, []);
    answer(false, []);
    answer(false, []);
    expect(await page(hidden.cursor)).toMatchObject({ records: [], isLast: true, hidden: 0, total: null });
  });

  it('never goes beyond what may still appear with a date of the last minutes', async () => {
    const cursor = JSON.stringify({ mark: { modified: '2026-03-02T12:59:59.000+01:00', place: null }, arrivalsSince: '2026-03-02T08:00:00.000Z' });
    answer(true, []);
    answer(false, []);
    answer(false, []);
    expect(JSON.parse((await page(cursor)).cursor)).toMatchObject({ mark: { modified: '2026-03-02T11:58:00.000Z', place: null }, arrivalsSince: '2026-03-02T11:58:00.000Z' });
  });

  it.each(['', '{}', '{"mark":{"modified":"\\"}).include(","place":null},"arrivalsSince":"x"}'])('takes no cursor that it did not write: %j', async (cursor) => {
    await expect(page(cursor)).rejects.toThrow();
  });
});
