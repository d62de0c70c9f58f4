import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FileShape } from '../../src/server/config/shape.ts';
import type { Door } from '../../src/server/http-server.ts';
import { createLog } from '../../src/server/log.ts';
import { serve } from '../../src/server/serve.ts';
import { startWorld, type World } from '../system/world.ts';
import { chromiumArguments, chromiumFile } from './chromium.ts';

const root = path.join(import.meta.dirname, '../..');
const explorerFolder = path.join(root, 'dist/explorer');
/** What a browser says that it takes when somebody types an address. */
const asBrowser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8' };
const token = 'a-token-for-this-test-alone';

let world: World;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [path.join(root, 'explorer/build.mjs')]);
  world = await startWorld({ explorerFolder });
});
afterAll(() => world.close());

/** Another door of the same hub, as `graphiql` and the mode say. */
const openDoor = (told: Partial<Pick<FileShape, 'graphiql'>>, isProduction: boolean): Promise<Door> => serve(world.running, {
  configuration: { ...world.configuration, access: { sandboxTokens: [{ token, email: 'vera.lind@northbank.example', roles: ['VIEWER'] }], issuers: [] }, ...told },
  port: 0, log: createLog('silent'), isProduction, explorerFolder,
});

describe('the page at /graphql', () => {
  const filesOf = (page: string): readonly string[] => [...page.matchAll(/(?:src|href)="(graphql\/[^"]+)"/g)].map(([, file]) => new URL(file ?? '', world.url).href);

  it('is for a browser that is not signed in, loads from this hub alone and is kept by nobody', async () => {
    const [one, other] = [await fetch(world.url, { headers: asBrowser }), await fetch(world.url, { headers: asBrowser })];
    expect(one.status).toBe(200);
    expect(one.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(one.headers.get('cache-control')).toBe('no-store');
    expect(one.headers.get('vary')).toContain('Accept');
    const policy = one.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"]) expect(policy.split('; ')).toContain(rule);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);
    const nonceOf = (text: string): string | undefined => /nonce="([^"]+)"/.exec(text)?.[1];
    const text = await one.text();
    expect(policy).toContain(`style-src 'self' 'nonce-${nonceOf(text) ?? ''}'`);
    expect(nonceOf(await other.text())).not.toBe(nonceOf(text));
    expect(text).not.toMatch(/https?:\/\//);
  });

  it('has files that never change under their names, smaller for whoever unpacks them', async () => {
    const files = filesOf(await (await fetch(world.url, { headers: asBrowser })).text());
    expect(files).toHaveLength(2);
    for (const file of files) {
      const [packed, whole] = [await fetch(file, { headers: { 'accept-encoding': 'gzip' } }), await fetch(file, { headers: { 'accept-encoding': 'identity' } })];
      expect([packed.status, packed.headers.get('cache-control'), packed.headers.get('content-encoding'), whole.headers.get('content-encoding')]).toEqual([200, 'public, max-age=31536000, immutable', 'gzip', null]);
      expect(packed.headers.get('content-type')).toMatch(file.endsWith('.js') ? /^text\/javascript/ : /^text\/css/);
      expect(await packed.text()).toBe(await whole.text());
    }
  });

  it.each(['nothing.js', 'page.html', '..%2fpage.html', '..%2f..%2fsrc%2fserver%2fmain.js', '%2e%2e%2fpage.html'])('has no file %s', async (name) => {
    expect((await fetch(`${world.url}/explorer/${name}`)).status).toBe(404);
  });

  it.each([
    ['a client that takes anything', '', { accept: '*/*' }], ['a client that would rather have JSON', '', { accept: 'application/json, text/html;q=0.5' }],
    ['a browser with a query', `?query=${encodeURIComponent('{ viewer { roles } }')}`, asBrowser],
  ])('is not shown to %s', async (_title, query, headers) => {
    expect((await fetch(`${world.url}${query}`, { headers })).status).toBe(401);
  });

  it.each([[undefined, false, 200], ['off', false, 401], [undefined, true, 401], ['on', true, 200]] as const)('with graphiql: %s, production mode %s, answers %i', async (graphiql, isProduction, status) => {
    const door = await openDoor(graphiql === undefined ? {} : { graphiql }, isProduction);
    try {
      expect((await fetch(door.url, { headers: asBrowser })).status).toBe(status);
    } finally {
      await door.close();
    }
  });
});

describe('the examples', () => {
  const folder = path.join(root, 'explorer/examples');
  const examples = readdirSync(folder).map((file): [string, string] => [file, readFileSync(path.join(folder, file), 'utf8')]);

  it.each(examples)('%s is right by the schema, and a viewer may ask it', async (file, query) => {
    expect(validate(buildSchema(readFileSync(path.join(root, 'schema.graphql'), 'utf8')), parse(query))).toEqual([]);
    expect(readFileSync(path.join(root, 'explorer/examples.ts'), 'utf8')).toContain(`'./examples/${file}'`);
    if (!query.includes('subscription')) expect((await world.ask(query, {}, 'viewer')).errors).toEqual([]);
  });
});

const suite = chromiumFile === null ? describe.skip : describe;

suite(`GraphiQL in Chromium${chromiumFile === null ? ' (skipped: there is no Chromium here; CHROMIUM names one)' : ''}`, () => {
  let browser: Browser;
  let page: Page;
  /** Every request of the page, and whatever it complained of: errors, and what its policy forbade it. */
  const asked: { readonly url: string; readonly authorization: string | undefined }[] = [];
  const complaints: string[] = [];

  beforeAll(async () => { browser = await chromium.launch({ executablePath: chromiumFile ?? '', args: [...chromiumArguments] }); });
  afterAll(() => browser.close());

  const open = async (url: string): Promise<Page> => {
    const opened = await browser.newPage();
    opened.setDefaultTimeout(60_000);
    opened.on('request', (request) => { asked.push({ url: request.url(), authorization: request.headers()['authorization'] }); });
    opened.on('pageerror', ({ message }) => { complaints.push(message); });
    opened.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
    await opened.goto(url);
    return opened;
  };
  const signIn = async (on: Page, held: string): Promise<void> => {
    await on.getByLabel('Access token').fill(held);
    await on.getByRole('button', { name: 'Sign in' }).click();
  };
  const run = async (on: Page, tab: string): Promise<void> => {
    await on.getByRole('tab', { name: tab }).or(on.locator('.graphiql-tab-button', { hasText: tab })).first().click();
    await on.getByRole('button', { name: 'Execute query' }).click();
  };
  const answer = (on: Page, text: string): Promise<void> => on.locator('.graphiql-response').getByText(text).first().waitFor();
  const kept = (): Promise<unknown> => page.evaluate('({ local: { ...localStorage }, session: JSON.stringify({ ...sessionStorage }), cookies: document.cookie, address: location.href })');

  it('opens with the examples as named tabs', async () => {
    page = await open(world.url);
    for (const tab of ['WhyNotReady', 'ReleaseBoard', 'ReleasePage', 'WatchReadiness', 'DeliveryPerformance', 'MyTools']) await page.getByText(tab, { exact: true }).first().waitFor();
    await page.getByText('Not signed in.').waitFor();
  });

  it('says so when the hub does not know a token, and forgets it', async () => {
    await signIn(page, 'sandbox-nobody');
    await page.getByText('401: the hub does not know this token.').waitFor();
    expect(JSON.stringify(await kept())).not.toContain('sandbox-nobody');
    expect(complaints.splice(0)).toEqual([expect.stringContaining('401 (Unauthorized)')]); // Chromium's own note of the answer.
  });

  it('answers a saved example once somebody is signed in', async () => {
    await signIn(page, world.sandbox.tokens.viewer);
    await page.getByText('Vera Lind · VIEWER').waitFor();
    await run(page, 'WhyNotReady');
    await answer(page, '"payments-2.4.0"');
    await answer(page, '"NOT_READY"');
  });

  it('watches over an event stream', async () => {
    await run(page, 'WatchReadiness');
    await answer(page, '"readinessChanged"');
    expect(asked.filter(({ url }) => url === `${world.url}/stream`)).toHaveLength(1);
    await page.getByRole('button', { name: 'Stop query' }).click();
  });

  it('keeps the token in this tab alone, and sends it in no address', async () => {
    expect(await kept()).toEqual({ local: {}, session: expect.stringContaining(world.sandbox.tokens.viewer) as unknown, cookies: '', address: world.url });
    expect(asked.filter(({ url }) => url.includes(world.sandbox.tokens.viewer))).toEqual([]);
    expect(asked.some(({ authorization }) => authorization === `Bearer ${world.sandbox.tokens.viewer}`)).toBe(true);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Signed out.').waitFor();
    expect(JSON.stringify(await kept())).not.toContain(world.sandbox.tokens.viewer);
  });

  it('works without a schema, as in production mode', async () => {
    const door = await openDoor({ graphiql: 'on' }, true);
    const there = await open(door.url);
    try {
      await signIn(there, token);
      await there.getByText('This hub tells its schema to nobody').waitFor();
      await run(there, 'MyTools');
      await answer(there, '"VIEWER"');
      expect(complaints.splice(0)).toEqual([expect.stringContaining('403 (Forbidden)')]); // The schema was asked for, and refused.
    } finally {
      await there.close();
      await door.close();
    }
  });

  it('asked no other host for anything, and had nothing to complain of', () => {
    expect(asked.length).toBeGreaterThan(20);
    expect(new Set(asked.map(({ url }) => new URL(url).hostname))).toEqual(new Set([new URL(world.url).hostname]));
    expect(complaints).toEqual([]);
  });
});
