import nock from 'nock';
import { judging } from '../../../domain/ports/ask.ts';
import { jiraAssets, jiraAssetsDataCenter } from './index.ts';

const site = 'http://127.0.0.1:9';

function connect(connector = jiraAssets) {
  return connector.connect({ name: 'assets', isProduction: true, url: site, auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 2_000, judgeMs: 2_000, actMs: 2_000 }, options: { version: 'Version' } }, { clock: { now: () => new Date() } });
}

async function read(...names: readonly string[]) {
  return await readFrom(jiraAssets, ...names);
}

async function readFrom(connector: typeof jiraAssets, ...names: readonly string[]) {
  return await connect(connector).readers.ci?.read(names.map((key) => ({ key })), judging);
}

function object(id: number, label: string, ...versions: readonly unknown[]) {
  return { id: String(id), label, objectKey: `A-${id}`, objectType: { name: 'App' }, attributes: [{ objectTypeAttributeId: '9', objectAttributeValues: versions }] };
}

function page(startAt: number, isLast: boolean, ...values: readonly object[]): object {
  return { startAt, isLast, total: 1, values, objectTypeAttributes: [{ id: '9', name: 'Version' }] };
}

/** Answers given in this order, whatever is asked. */
function pages(...bodies: readonly object[]): void {
  for (const body of bodies) nock(site).post('/object/aql').query(true).reply(200, body);
}

afterEach(() => { nock.cleanAll(); });
/** It patches Node's own http, which jest shares between the files of one worker. */
afterAll(() => { nock.restore(); });

describe('Jira Assets, odd answers', () => {
  it('goes on until isLast whatever total says', async () => {
    pages(page(0, false, object(1, 'a')), page(1, true, object(2, 'b')));
    expect((await read('a', 'b'))?.map(({ label }) => label)).toEqual(['a', 'b']);
  });

  it.each([
    ['an empty page that is not the last', [page(0, false, object(1, 'a')), page(1, false)]],
    ['a page of another start', [page(0, false, object(1, 'a')), page(0, true, object(2, 'b'))]],
    ['an object that comes again', [page(0, false, object(1, 'a')), page(1, true, object(1, 'a'))]],
    ['an object told in two ways', [page(0, true, object(1, 'a'), object(1, 'b'))]],
  ])('%s is an error', async (_what, bodies) => {
    pages(...bodies);
    await expect(read('a', 'b')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('drops what was not asked for', async () => {
    pages(page(0, true, object(1, 'a'), object(2, 'stranger')));
    expect((await read('a'))?.map(({ label }) => label)).toEqual(['a']);
  });

  it.each([
    [[{ value: '1.2', displayValue: 'one two' }], '1.2'],
    [[{ displayValue: '1.2' }], '1.2'],
    [[{ value: '1.2' }, { value: '1.3' }], null],
    [[{ value: 12 }], null],
    [[{}], null],
    [[], null],
  ])('a version attribute of %j is %j', async (versions, version) => {
    pages(page(0, true, object(1, 'a', ...versions)));
    expect((await read('a'))?.[0]?.runningVersion).toBe(version);
  });

  it.each([{}, { values: [] }, { startAt: 0, isLast: true, values: [{ id: 'x' }], objectTypeAttributes: [] }, { startAt: 0, isLast: 'true', values: [], objectTypeAttributes: [] }])('%j is no answer', async (body) => {
    pages(body);
    await expect(read('a')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });
});

describe('Assets of Data Center, odd answers', () => {
  interface Of { readonly number?: number; readonly size?: number; readonly total?: number; readonly names?: readonly object[] }
  const old = (id: number, label: string) => ({ id, label, objectKey: `A-${id}`, objectType: { id: 3, name: 'App' }, attributes: [{ id: 1, objectTypeAttributeId: 9, objectAttributeValues: [{ value: '1.2' }] }] });
  const answer = (objects: readonly object[], { number = 1, size = 1, total = 2, names = [{ id: 9, name: 'Version' }] }: Of = {}): object => ({ objectEntries: objects, objectTypeAttributes: names, totalFilterCount: total, pageNumber: number, pageObjectSize: size, pageSize: total });
  const answers = (...bodies: readonly object[]): void => {
    for (const body of bodies) nock(site).get('/rest/assets/1.0/aql/objects').query(true).reply(200, body);
  };
  const readOld = (...names: readonly string[]) => readFrom(jiraAssetsDataCenter, ...names);

  it('goes on by number until all that were counted came', async () => {
    answers(answer([old(1, 'a')]), answer([old(2, 'b')], { number: 2 }));
    expect((await readOld('a', 'b'))?.map(({ id, runningVersion }) => [id, runningVersion])).toEqual([['assets:ci:1', '1.2'], ['assets:ci:2', '1.2']]);
  });

  it.each([
    ['an empty page before all came', [answer([old(1, 'a')]), answer([], { number: 2 })]],
    ['the same page again', [answer([old(1, 'a')]), answer([old(1, 'a')], { number: 1 })]],
    ['a page of another size, whose numbers mean other objects', [answer([old(1, 'a')]), answer([old(2, 'b')], { number: 2, size: 5 })]],
    ['a count that changes', [answer([old(1, 'a')]), answer([old(2, 'b')], { number: 2, total: 3 })]],
    ['an object that comes again', [answer([old(1, 'a')]), answer([old(1, 'a')], { number: 2 })]],
    ['more than were counted', [answer([old(1, 'a'), old(2, 'b')], { total: 1 })]],
    ['an attribute that nobody names', [answer([old(1, 'a')], { total: 1, names: [{ id: 8, name: 'Status' }] })]],
    ['no names of attributes at all', [{ ...answer([old(1, 'a')], { total: 1 }), objectTypeAttributes: undefined }]],
    ['an answer of Cloud', [page(0, true, object(1, 'a'))]],
  ])('%s is an error', async (_what, bodies) => {
    answers(...bodies);
    await expect(readOld('a', 'b')).rejects.toMatchObject({ problem: { code: 'UNEXPECTED_ANSWER' } });
  });

  it('of nothing found there are no names to tell', async () => {
    answers({ ...answer([], { total: 0, size: 0 }), objectTypeAttributes: undefined });
    expect(await readOld('a')).toEqual([]);
  });
});
