import { SourceError } from '../domain/error.ts';
import type { Change } from '../domain/change.ts';
import type { ChangeOpening, NewChange } from '../domain/ports/desk.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { OpeningStore } from '../domain/ports/opening-store.ts';
import { UserMistake } from '../domain/error.ts';
import type { Policy } from '../domain/policy.ts';
import { excludeRecord, openChange, planDeployment, type OpenChange, type OpeningPorts } from './index.ts';
import { by, memoryPorts, now, person, release, type MemoryPorts } from './memory.fixture.ts';
import { mistake } from './mistake.fixture.ts';
import { change, item, timeout } from './tools.fixture.ts';

const ines = person('Ines', { accounts: [{ connection: 'servicenow', userName: 'ines.weber', name: null, email: null, isActive: true }] });
const policy: Policy = {
  name: 'p', version: '1', receiptValidityMs: 0, requiredAgreements: [],
  gates: [{ gate: 'change-is-approved', isBlocking: true, isWaivable: false, isUnknownWaivable: false, mayBeEmpty: false, maxFactAgeMs: null, parameters: { allowedTemplates: ['Deploy - 1'] } }],
};

/** A desk that keeps changes by their correlation, as a tool that answers at once. */
class Desk {
  readonly wishes: NewChange[] = [];
  readonly changes = new Map<string, Change>();
  posts = 0;
  outcome: 'OPEN' | 'UNCLEAR' | 'REFUSED' | 'DOWN' = 'OPEN';
  unfinished: readonly string[] = [];
  readonly #records: MemoryPorts['records'];

  constructor(records: MemoryPorts['records']) {
    this.#records = records;
  }

  async open(wish: NewChange): Promise<ChangeOpening> {
    this.wishes.push(wish);
    if (this.outcome === 'DOWN') throw new SourceError('servicenow', timeout);
    const standing = this.changes.get(wish.correlation);
    if (standing !== undefined) return { outcome: 'OPEN', change: standing, isNew: false, unfinished: [] };
    if (wish.askedAt !== null) return { outcome: 'UNCLEAR', because: 'may still appear' };
    await wish.beforeCreation();
    this.posts += 1;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    if (this.outcome === 'UNCLEAR') return { outcome: 'UNCLEAR', because: 'the answer was lost' };
    if (this.outcome === 'REFUSED') throw new SourceError('servicenow', { ...timeout, code: 'FORBIDDEN', message: 'refused the write' });
    const made = change(`CHG${this.posts}`, { title: wish.title, correlationId: wish.correlation, state: 'NEW' });
    this.changes.set(wish.correlation, made);
    this.#records.tools.servicenow.records.push(made);
    return { outcome: 'OPEN', change: made, isNew: true, unfinished: this.unfinished };
  }
}

/** Keeps the promises of the real store, in memory. */
function memoryOpenings(): OpeningStore {
  const turns = new Map<string, { fence: number; isHeld: boolean; askedAt: string | null }>();
  const keys = new Map<string, { digest: string; change: string | null }>();
  const at = ({ connection, correlation }: { connection: string; correlation: string }) => {
    const key = `${connection} ${correlation}`;
    const turn = turns.get(key) ?? { fence: 0, isHeld: false, askedAt: null };
    turns.set(key, turn);
    return turn;
  };
  return {
    ofKey(key, digest) {
      const known = keys.get(key) ?? { digest, change: null };
      keys.set(key, known);
      return known.digest === digest ? Promise.resolve(known.change) : Promise.reject(new UserMistake('IDEMPOTENCY_MISMATCH', 'used', ['idempotencyKey']));
    },
    takeTurn(name) {
      const turn = at(name);
      if (turn.isHeld) return Promise.resolve(null);
      turn.isHeld = true;
      turn.fence += 1;
      return Promise.resolve({ fence: turn.fence, askedAt: turn.askedAt });
    },
    noteAsked(name) {
      at(name).askedAt = now;
      return Promise.resolve(true);
    },
    endTurn(name, _fence, end) {
      const turn = at(name);
      turn.isHeld = false;
      if (end === 'KNOWN') turn.askedAt = null;
      return Promise.resolve();
    },
    keep(key, id) {
      const known = keys.get(key);
      if (known !== undefined) known.change ??= id;
      return Promise.resolve();
    },
  };
}

let memory: MemoryPorts;
let desk: Desk;
let ports: OpeningPorts;
beforeEach(async () => {
  memory = memoryPorts([release()]);
  desk = new Desk(memory.records);
  const shared = { system: 'SERVICENOW', readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve() };
  const opener = { open: (wish: NewChange) => desk.open(wish), move: () => Promise.reject(new Error('not here')) };
  const all: readonly Connection[] = [
    { ...shared, name: 'servicenow', isProduction: true, changeDesk: opener }, { ...shared, name: 'sandbox-servicenow', isProduction: false, changeDesk: opener }, { ...shared, name: 'jira', isProduction: true },
  ];
  const catalogue = { ...memory.catalogue, policyOf: () => policy };
  ports = { ...memory, catalogue, openings: memoryOpenings(), connections: { all, byName: (name) => all.find((one) => one.name === name) } };
  for (const environment of ['production'] as const) {
    await planDeployment(ports, by(ines), { releaseKey: 'payments-2.4.0', environment, deployer: 'actions', windowStartAt: '2026-11-28T02:00:00Z', windowEndAt: '2026-11-28T04:00:00Z', backoutPlan: 'Deploy 2.3.9.' });
  }
});

const open = (given: Partial<OpenChange> = {}) => openChange(ports, by(ines), { releaseKey: 'payments-2.4.0', environment: 'production', connection: 'servicenow', idempotencyKey: 'one', ...given });

it('takes what the plan says, and links the change for its environment as declared', async () => {
  const { change: opened, link, unfinished } = await open();
  expect(desk.wishes[0]).toMatchObject({
    correlation: 'payments-2.4.0', source: { type: 'NORMAL' }, title: 'Deploy payments-2.4.0 to production', window: { startAt: '2026-11-28T02:00:00.000Z', endAt: '2026-11-28T04:00:00.000Z' },
    backoutPlan: 'Deploy 2.3.9.', testPlan: expect.stringContaining('payments-api-prod must then be seen running 2.4.0') as string, configurationItems: ['payments-api-prod'], requestedBy: 'ines.weber', askedAt: null,
  });
  expect(link).toMatchObject({ relation: 'CHANGE', reference: 'servicenow:change:CHG1', identity: opened.id, environment: 'production', origin: 'DECLARED', by: 'Ines' });
  expect(unfinished).toEqual([]);
  expect(memory.entries.at(-1)).toMatchObject({ act: 'openChange', subject: 'payments-2.4.0 production servicenow', outcome: 'DONE' });
});

it('is one change, asked twice, at once, or under another key', async () => {
  const all = await Promise.all([open(), open(), open({ idempotencyKey: 'two' })]);
  expect(new Set(all.map((one) => one.change.id)).size).toBe(1);
  expect(new Set(all.map((one) => one.link.id)).size).toBe(1);
  expect(desk.posts).toBe(1);
  expect((await open()).change.id).toBe(all[0].change.id);
});

it('answers the same key from what it opened, even when the desk is down or the change is over', async () => {
  const { change: first } = await open();
  desk.outcome = 'DOWN';
  expect((await open()).change.id).toBe(first.id);
  expect(await mistake(open({ type: 'EMERGENCY' }))).toEqual({ code: 'IDEMPOTENCY_MISMATCH', path: 'idempotencyKey' });
});

it('sends nothing again while nobody knows what became of it', async () => {
  desk.outcome = 'UNCLEAR';
  expect(await mistake(open())).toEqual({ code: 'SOURCE_UNAVAILABLE', path: 'connection' });
  desk.outcome = 'DOWN';
  expect(await mistake(open())).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  desk.outcome = 'OPEN';
  expect(await mistake(open())).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  expect(desk.wishes.map(({ askedAt }) => askedAt)).toEqual([null, now, now]);
  expect(desk.posts).toBe(1);
});

it('sends again what was refused', async () => {
  desk.outcome = 'REFUSED';
  expect(await mistake(open())).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  desk.outcome = 'OPEN';
  expect((await open()).change.number).toBe('CHG2');
});

it('says what is not as it was asked for, beside the change', async () => {
  desk.unfinished = ['left an item out'];
  const { change: opened, unfinished } = await open();
  expect(unfinished.map(({ code, message, about }) => [code, message, about])).toEqual([['SOURCE_UNAVAILABLE', 'left an item out.', [opened.id]]]);
});

it('takes a change that people opened, unless it is about another environment', async () => {
  const theirs = change('CHG9', { correlationId: 'payments-2.4.0' });
  desk.changes.set('payments-2.4.0', theirs);
  memory.records.items.set(theirs.id, [item('payments-api-stag', 'Staging')]);
  expect(await mistake(open())).toEqual({ code: 'CONFLICT', path: 'environment' });
  await expect(open()).rejects.toMatchObject({ about: [theirs.id] });
  memory.records.items.set(theirs.id, [item('payments-api-prod', 'Production')]);
  expect((await open()).link.reference).toBe('servicenow:change:CHG9');
});

it('does not bring back what a person took out', async () => {
  await open();
  await excludeRecord(ports, by(person('Omar')), { releaseKey: 'payments-2.4.0', reference: 'servicenow:change:CHG1', reason: 'wrong' });
  expect(await mistake(open({ idempotencyKey: 'two' }))).toEqual({ code: 'CONFLICT', path: 'releaseKey' });
});

it('has correlations of their own for the environments before the last', async () => {
  const deployers = { staging: { connection: 'github', name: 'actions', settings: {} } };
  ports = { ...ports, catalogue: { ...ports.catalogue, service: (key) => { const service = memory.catalogue.service(key); return service && { ...service, deployers }; } } };
  await planDeployment(ports, by(ines), { releaseKey: 'payments-2.4.0', environment: 'staging', deployer: 'actions' });
  await open({ environment: 'staging', connection: 'sandbox-servicenow', template: 'Deploy - 1' });
  expect(desk.wishes[0]).toMatchObject({ correlation: 'payments-2.4.0/staging', source: { template: 'Deploy - 1' }, window: null, configurationItems: [], requestedBy: null });
});

it.each<[string, Partial<OpenChange>, string, string]>([
  ['release', { releaseKey: 'none' }, 'NOT_FOUND', 'releaseKey'],
  ['environment', { environment: 'none' }, 'NOT_FOUND', 'environment'],
  ['connection', { connection: 'none' }, 'NOT_FOUND', 'connection'],
  ['connection that opens no changes', { connection: 'jira' }, 'INVALID', 'connection'],
  ['test instance for production', { connection: 'sandbox-servicenow' }, 'INVALID', 'connection'],
  ['plan', { environment: 'staging' }, 'CONFLICT', 'environment'],
  ['key', { idempotencyKey: ' ' }, 'INVALID', 'idempotencyKey'],
  ['template that is not listed', { template: 'Restart' }, 'FORBIDDEN', 'template'],
  ['template of another type', { template: 'Deploy - 1', type: 'NORMAL' }, 'INVALID', 'type'],
  ['standard change without a template', { type: 'STANDARD' }, 'INVALID', 'template'],
  ['type', { type: 'OTHER' }, 'INVALID', 'type'],
  ['model beside a type', { model: 'Auto', type: 'NORMAL' }, 'INVALID', 'type'],
  ['model beside a template', { model: 'Auto', template: 'Deploy - 1' }, 'INVALID', 'model'],
  ['empty model', { model: ' ' }, 'INVALID', 'model'],
])('asks no tool with a wrong %s', async (_title, given, code, path) => {
  expect(await mistake(open(given))).toEqual({ code, path });
  expect(desk.wishes).toEqual([]);
});
