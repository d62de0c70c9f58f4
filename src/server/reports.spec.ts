import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Instant } from '../domain/instant.ts';
import type { Role } from '../domain/person.ts';
import { reportDefinitions, type AskedReport, type ReportHead } from '../reports/index.ts';
import { createLog } from './log.ts';
import { reportFiles, type ReportFilesOptions } from './reports.ts';

const log = createLog('error', { write: () => undefined });
const head: ReportHead = { totals: null, sources: [] };
const asked = { meant: {}, hidden: [], timeZone: 'UTC', at: '2026-11-30T00:00:00.000Z' as Instant } as unknown as AskedReport['asked'];

interface Fetching {
  readonly holdMs: number;
  readonly headers?: Record<string, string>;
  /** Whom the report is for; left out: as ever. */
  readonly roles?: readonly Role[];
  readonly viewerRoles?: readonly Role[];
  readonly refused?: ReportFilesOptions['refused'];
}

/** Asks the door for a file whose rows come as `stream` says. */
async function fetched(stream: AskedReport['stream'], { holdMs, headers = {}, roles, viewerRoles = ['VIEWER'], refused = () => Promise.resolve() }: Fetching): Promise<Response> {
  const found = reportDefinitions.find(({ name }) => name === 'connection-health');
  if (found === undefined) throw new Error('there is no such report');
  const definition = { ...found, ...(roles && { roles }) };
  const report = { definition, asked, stream } as unknown as AskedReport;
  const app = express();
  app.use((_request, response, next) => { response.locals['viewer'] = { roles: viewerRoles, grants: [] }; next(); });
  app.use('/reports', reportFiles({ desk: { definitions: [definition], ask: () => report }, restrictions: [], refused, log, holdMs }));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => { server.closeAllConnections(); server.close(); });
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/reports/connection-health.csv`, { headers });
}

const closing: (() => void)[] = [];
afterEach(() => { for (const close of closing.splice(0)) close(); });

const row = { id: 'a', connection: 'jira', kind: 'work-item', place: null, read_at: null, lag: null, read: 1, total: null, hidden: 0, failures: 0, problem: null, because: null, next_at: '2026-11-30T00:00:00.000Z' };
const long = 1 << 30;

describe('a file whose rows are long in coming', () => {
  it('begins with the line of its columns while they are read', async () => {
    let readOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => { readOn = resolve; });
    const response = await fetched(async (_form, begin, take) => { await begin(head); await gate; await take([row]); }, { holdMs: 0 });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^id,connection,kind,[^\n]*\r\n$/);
    expect(response.headers.get('etag')).toBeNull();
    readOn();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toMatch(/^a,jira,work-item,/);
    expect((await reader?.read())?.done).toBe(true);
  });

  it('breaks off when they fail after that, so that it does not look whole', async () => {
    let fail = (_error: Error): void => undefined;
    const gate = new Promise<void>((_resolve, reject) => { fail = reject; });
    const response = await fetched(async (_form, begin) => { await begin(head); await gate; }, { holdMs: 0 });
    expect(response.status).toBe(200);
    const text = response.text();
    fail(new Error('the database is gone'));
    await expect(text).rejects.toThrow('terminated');
  });

  it('is held for whoever knows an answer already, whatever it takes, and not sent again when it is the same', async () => {
    const slow: AskedReport['stream'] = async (_form, begin, take) => { await begin(head); await new Promise((resolve) => { setTimeout(resolve, 5); }); await take([row]); };
    const first = await fetched(slow, { holdMs: 0, headers: { 'if-none-match': '"none"' } });
    const etag = first.headers.get('etag') ?? '';
    expect([first.status, etag.length > 10, (await first.text()).split('\r\n').length]).toEqual([200, true, 3]);
    expect((await fetched(slow, { holdMs: 0, headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});

it('a file that fails while nothing of it was sent is refused in words', async () => {
  const response = await fetched(async (_form, begin) => { await begin(head); throw new Error('the database is gone'); }, { holdMs: long });
  expect([response.status, await response.json()]).toMatchObject([500, { errors: [{ extensions: { code: 'INTERNAL' } }] }]);
});

describe('a file that is not for the roles of who asks', () => {
  it('is refused, and that is kept in mind', async () => {
    const refused: (readonly [string, string])[] = [];
    const response = await fetched(() => Promise.resolve(), { holdMs: 0, roles: ['VIEWER'], viewerRoles: ['DEPLOYER'], refused: (_viewer, file, why) => Promise.resolve(void refused.push([file, why])) });
    const why = 'connection-health takes the role VIEWER; you have DEPLOYER.';
    expect([response.status, await response.json()]).toEqual([403, { errors: [{ message: why, extensions: { code: 'FORBIDDEN' } }] }]);
    expect(refused).toEqual([['connection-health.csv', why]]);
  });
});
