import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { freshPostgres, type TestDatabase } from './database.ts';
import { Desk, Mailbox, type Told } from './receivers.ts';
import { Town, until, type HubProcess } from './town.ts';

const server = process.env['DATABASE_URL'];
const ledger = 'ledger-1.9.2';
const desk = new Desk();
const mailbox = new Mailbox();
let database: (TestDatabase & { readonly location: { readonly databaseUrl: string } }) | null = null;
let town: Town;
let hub: HubProcess;

beforeAll(async () => {
  database = server === undefined ? null : await freshPostgres(server);
  town = new Town({
    databaseUrl: database?.location.databaseUrl ?? null, runMs: 100,
    pace: { leaseMs: 2_000, sweepMs: 200, pollMs: 100, waitLookMs: 200, retryMs: 100 }, telling: { leaseMs: 1_500, sweepMs: 200, restMs: 100, pausesMs: [200] },
  });
  await town.startSandbox();
  await configure(path.join(town.stateDir, 'sandbox-muster.yaml'));
  hub = await town.startHub();
  await town.seed(hub);
}, 120_000);
/** Beside the sandbox's own configuration: three channels, two of them to one desk, and freezes count. */
async function configure(file: string): Promise<void> {
  const configuration = parse(readFileSync(file, 'utf8')) as { policies: { name: string; gates: Record<string, object> }[] };
  for (const policy of configuration.policies) policy.gates['no-freeze'] = { parameters: { blackouts: 'NONE' } };
  const url = await desk.open();
  const notices = {
    watchAhead: 'PT0S', // until the last test wants it
    channels: [{ name: 'desk', kind: 'webhook', url, secret: desk.secret }, { name: 'cd', kind: 'cdevents', url, secret: desk.secret }, { name: 'mail', kind: 'mail', host: '127.0.0.1', port: await mailbox.open(), security: 'NONE', from: 'muster@northbank.example' }],
    rules: [
      { to: { channel: 'desk' } },
      { events: ['DEPLOYMENT_LIVE'], to: { channel: 'cd' } },
      { events: ['READINESS_CHANGED'], outcomes: ['NOT_READY'], to: { channel: 'mail', owner: true, roles: ['RELEASE_MANAGER'] } },
      { events: ['DEPLOYMENT_LIVE'], to: { channel: 'mail', concerned: true } },
    ],
  };
  writeFileSync(file, stringify({ ...configuration, notices }, { lineWidth: 0 }));
}

afterAll(async () => {
  await town.close();
  await desk.close();
  await mailbox.close();
  await database?.drop();
}, 120_000);

const judge = (): Promise<unknown> => town.ask(hub, 'mutation ($input: ValidateReadinessInput!) { validateReadiness(input: $input) { assessment { readiness { outcome } } userErrors { message } } }', { input: { releaseKey: ledger, environment: 'production' } });
const taken = (type: string): readonly Told[] => desk.told.filter((one) => one.type === type && one.isTaken);
const outcomes = (): readonly unknown[] => taken('readiness.changed').filter(({ data }) => data.releaseKey === ledger).map(({ data }) => data.facts.outcome);
const waiting = async (): Promise<number> => (await town.ask<{ notices: { totalCount: number } }>(hub, '{ notices(state: WAITING) { totalCount } }')).data?.notices.totalCount ?? -1;
const quiet = (): Promise<unknown> => until(waiting, (count) => count === 0);

async function restart(): Promise<void> {
  hub.signal('SIGKILL');
  await hub.exited;
  hub = await town.startHub();
}

async function freeze(): Promise<string> {
  const input = { name: 'Stop the line', reason: 'Payments are failing.', timeZone: 'UTC', firstStartAt: new Date(Date.now() - 3_600_000).toISOString() };
  const { data, errors } = await town.ask<{ declareFreeze: { freeze: { id: string } | null; userErrors: unknown[] } }>(hub, 'mutation ($input: DeclareFreezeInput!) { declareFreeze(input: $input) { freeze { id } userErrors { message } } }', { input });
  if (data?.declareFreeze.freeze == null) throw new Error(JSON.stringify([data, errors]));
  return data.declareFreeze.freeze.id;
}
const lift = (freezeId: string): Promise<unknown> => town.ask(hub, 'mutation ($input: LiftFreezeInput!) { liftFreeze(input: $input) { userErrors { message } } }', { input: { freezeId, reason: 'Mended.' } });

it('tells of each plan that wants agreement', async () => {
  await until(() => Promise.resolve(taken('plan.proposed')), (told) => told.some(({ data }) => data.releaseKey === ledger));
});

it('tells an outcome once: refused first, the hub killed, and told after it has come back, under the same id', async () => {
  desk.does = 'FAIL';
  await judge();
  const [first] = await until(() => Promise.resolve(desk.told.filter(({ type }) => type === 'readiness.changed')), (told) => told.length > 0);
  await restart();
  desk.does = 'TAKE';
  await until(() => Promise.resolve(outcomes()), (told) => told.length > 0);
  await quiet();
  expect(taken('readiness.changed').map(({ id }) => id)).toEqual([first?.id]);
  expect(outcomes()).toEqual(['READY']);
}, 60_000);

it('says nothing of a READY that is judged again, and three times of READY, NOT_READY, READY; whom it concerns has mail', async () => {
  await judge();
  await judge();
  const id = await freeze();
  await judge();
  await judge();
  await lift(id);
  await judge();
  await until(() => Promise.resolve(outcomes()), (told) => told.length >= 3);
  await quiet();
  expect(outcomes()).toEqual(['READY', 'NOT_READY', 'READY']);
  expect(mailbox.taken.map(({ text }) => text.includes('no-freeze: FAIL, '))).toEqual(mailbox.taken.map(() => true));
  expect(mailbox.taken.length).toBeGreaterThan(0);
  expect(new Set(mailbox.taken.map(({ to }) => to)).size).toBe(mailbox.taken.length);
}, 60_000);

it('killed while a notice is on its way sends it again under the same id, and no other', async () => {
  desk.does = 'HANG';
  const before = desk.told.length; // A notice that was refused before may have been tried more than once.
  const id = await freeze();
  await judge();
  const [hung] = await until(() => Promise.resolve(desk.told.slice(before).filter(({ type, isTaken }) => type === 'readiness.changed' && !isTaken)), (told) => told.length > 0);
  await restart();
  desk.does = 'TAKE';
  await until(() => Promise.resolve(taken('readiness.changed')), (told) => told.some((one) => one.id === hung?.id));
  await quiet();
  expect(outcomes()).toEqual(['READY', 'NOT_READY', 'READY', 'NOT_READY']);
  await lift(id);
  await judge();
}, 60_000);

(server === undefined ? it.skip : it)(`of two hubs on one database one sends each notice${server === undefined ? ' (skipped: DATABASE_URL is not set)' : ''}`, async () => {
  const before = desk.told.length;
  const other = await town.startHub();
  for (let round = 0; round < 3; round += 1) {
    const id = await freeze();
    await judge();
    await lift(id);
    await judge();
  }
  await quiet();
  const since = desk.told.slice(before);
  expect(since.map(({ isTaken }) => isTaken)).toEqual(since.map(() => true));
  expect(new Set(since.map(({ id }) => id)).size).toBe(since.length);
  expect(since.filter(({ data }) => data.releaseKey === ledger).length).toBeGreaterThanOrEqual(6);
  await other.stop();
}, 60_000);

it('tells the life of a deployment, and delays it by nothing when nobody listens', async () => {
  desk.does = 'HANG';
  const { data } = await town.ask<{ triggerDeployment: { deployment: { id: string } | null; userErrors: unknown[] } }>(hub, 'mutation ($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { message } } }', { input: { releaseKey: ledger, environment: 'production', idempotencyKey: 'told' } });
  expect(data?.triggerDeployment.userErrors).toEqual([]);
  const id = data?.triggerDeployment.deployment?.id;
  await until(() => town.ask<{ deployment: { state: string } }>(hub, 'query ($id: ID!) { deployment(id: $id) { state } }', { id }), ({ data: found }) => found?.deployment.state === 'SUCCEEDED');
  expect(taken('deployment.accepted')).toEqual([]);
  await restart(); // What hangs would hang for its ten seconds.
  desk.does = 'TAKE';
  await until(() => Promise.resolve(desk.told.filter(({ type, isTaken }) => type.startsWith('deployment.') && isTaken)), (told) => told.length >= 3);
  await quiet();
  for (const type of ['deployment.accepted', 'deployment.live', 'deployment.succeeded']) expect(taken(type).map(({ data: { facts } }) => facts.id)).toEqual([id]);
  expect(taken('dev.cdevents.service.deployed.0.3.0')).toMatchObject([{ data: { subject: { id: 'ledger', content: { environment: { id: 'production' } } } } }]);
  expect(JSON.stringify(desk.told)).not.toContain('"told"'); // The key it was asked for with is nobody's.
  expect(mailbox.taken.filter(({ text }) => text.includes('is live in production'))).toHaveLength(1);
}, 60_000);

it('tells of what goes out soon although nobody asks, and not of what is live', async () => {
  const file = path.join(town.stateDir, 'sandbox-muster.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('watchAhead: PT0S', 'watchAhead: P7D'));
  const before = outcomes().length;
  await restart();
  const expected = [['payments-2.4.0', 'production', 'NOT_READY'], ['statements-5.0.1', 'production', 'UNDETERMINED'], ['cards-3.1.0', 'production', 'NOT_READY']];
  const soon = (): Promise<readonly unknown[]> => Promise.resolve(taken('readiness.changed').map(({ data }) => [data.releaseKey, data.environment, data.facts.outcome]));
  await until(soon, (told) => expected.every((one) => JSON.stringify(told).includes(JSON.stringify(one))));
  expect(await soon()).toEqual(expect.arrayContaining(expected));
  expect(outcomes()).toHaveLength(before);
}, 60_000);

it('tries a channel at once, and says why it was not taken', async () => {
  const tried = async (input: object): Promise<unknown> => (await town.ask<{ tryChannel: unknown }>(hub, 'mutation ($input: TryChannelInput!) { tryChannel(input: $input) { isTaken userErrors { code path message } } }', { input })).data?.tryChannel;
  expect(await tried({ channel: 'desk' })).toEqual({ isTaken: true, userErrors: [] });
  // What goes out soon is watched meanwhile, and told of too.
  expect(taken('trial')).toHaveLength(1);
  expect(await tried({ channel: 'mail' })).toEqual({ isTaken: true, userErrors: [] });
  expect(mailbox.taken.filter(({ text }) => text.includes('A trial of Muster')).map(({ to }) => to)).toEqual(['ines.weber@northbank.example']);
  desk.does = 'FAIL';
  expect(await tried({ channel: 'desk' })).toMatchObject({ isTaken: null, userErrors: [{ code: 'SOURCE_UNAVAILABLE', path: ['input', 'channel'] }] });
  expect(await tried({ channel: 'pager' })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', message: 'There is no channel "pager": there are desk, cd, mail.' }] });
  desk.does = 'TAKE';
});
