import { SourceError } from '../../domain/error.ts';
import type { DeployerDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer, ObservedRun } from '../../domain/ports/deployer.ts';
import { Observer } from './index.ts';
import type { ObservePorts } from './index.ts';
import { InMemoryObservations } from './in-memory-observations.fixture.ts';
import { lookAt } from './look.ts';
import type { LookEnd } from './look.ts';
import { ours, place, release, runOf, sha, standing, told } from './observed.fixture.ts';
import { observeDefaults } from './settings.ts';

const now = '2026-11-23T12:00:00.000Z';
type History = (since: string, ask: Ask) => Promise<{ readonly records: readonly ObservedRun[]; readonly isComplete: boolean }>;

/** A service per name, each deployed to production by a deployer of its own at the same connection unless told otherwise. */
class Scene {
  readonly observations = new InMemoryObservations();
  readonly asked: string[] = [];
  readonly histories = new Map<string, History>();
  readonly connectionOf = new Map<string, string>();
  readonly #services: readonly string[];

  constructor(...services: readonly string[]) {
    this.#services = services;
  }

  tells(records: readonly ObservedRun[], isComplete = true, service = 'payments'): this {
    this.histories.set(service, () => Promise.resolve({ records, isComplete }));
    return this;
  }

  get ports(): ObservePorts {
    const connection = (name: string): Connection => ({
      name, system: 'GITHUB', isProduction: true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), deployer: (declaration) => this.#deployer(declaration),
    });
    const services = this.#services.map((key) => ({
      key, name: key, record: null, workItems: null, artifacts: null, targets: {},
      deployers: { production: { connection: this.connectionOf.get(key) ?? 'github', name: key, environment: 'production', settings: {} } },
    }));
    const environment = { name: 'production', isProduction: true, policy: 'p' };
    const catalogue = { environments: [environment], services, policies: [], environment: () => environment, service: (key: string) => services.find((one) => one.key === key), policyOf: () => { throw new Error('nobody judges here'); } };
    return {
      observations: this.observations, catalogue, connections: { all: [], byName: connection }, clock: { now: () => new Date(now) },
      people: { ofAccount: (account) => ({ kind: 'person', id: account.userName, name: account.userName, email: null, isActive: null, accounts: [account], isMapped: false }), ofEmail: () => { throw new Error('no e-mail is asked for'); } },
      releases: {
        releasesOfArtifact: (digest) => Promise.resolve(digest === sha('a') ? [release('payments-2.4.0', [sha('a')])] : []),
        list: (query) => Promise.resolve({ items: query.versions?.includes('2.5.0') === true ? [release('payments-2.5.0')] : [], totalCount: 1, hasNextPage: false }),
      },
    };
  }

  look(stop = new AbortController().signal): Promise<LookEnd> {
    return lookAt(place, { ports: this.ports, settings: observeDefaults, runner: 'node' }, stop);
  }

  get seen(): readonly unknown[] {
    return this.observations.sightings.map(({ run, state, releaseKey }) => [run.runId, state, releaseKey]);
  }

  #deployer({ name }: DeployerDeclaration): Deployer {
    const history = this.histories.get(name);
    const never = (): never => { throw new Error('observing only looks'); };
    return {
      name, system: 'GITHUB', connection: 'github', parameters: {}, trigger: never, find: never, observe: never, cancel: never,
      ...(history && { history: (since, ask) => { this.asked.push(`${name} ${since}`); return history(since, ask); } }),
    };
  }
}

describe('one look at a place', () => {
  it('goes back a day at first, then from the cursor, a little earlier', async () => {
    const scene = new Scene('payments').tells([told('7', { version: '2.5.0', startedBy: 'omar' }), told('8', { digests: [sha('a')] })]);
    expect(await scene.look()).toEqual({ end: 'LOOKED', news: 2 });
    expect(scene.seen).toEqual([['7', 'SUCCEEDED', 'payments-2.5.0'], ['8', 'SUCCEEDED', 'payments-2.4.0']]);
    expect(scene.observations.sightings[0]).toMatchObject({ startedBy: { name: 'omar' }, correlation: null });
    await scene.look();
    expect(scene.asked).toEqual(['payments 2026-11-22T12:00:00.000Z', 'payments 2026-11-23T09:50:00.000Z']);
    expect(scene.observations.cursors.get('payments')).toBe('2026-11-23T10:00:00.000Z');
  });

  it('asks what is known after it was told what ran, from before the oldest of them', async () => {
    const scene = new Scene('payments').tells([told('7', { correlation: 'theirs' }), told('8')]);
    const before = scene.observations.queries.length;
    scene.histories.set('payments', () => { expect(scene.observations.queries).toHaveLength(before); return Promise.resolve({ records: [told('7', { correlation: 'theirs' }), told('8')], isComplete: true }); });
    await scene.look();
    expect(scene.observations.queries).toEqual([{ correlations: ['theirs'], runs: [runOf('7').source.reference, runOf('8').source.reference], since: '2026-11-23T09:50:00.000Z' }]);
  });

  it('asks live, and what is known from before the cursor where no run tells when it began', async () => {
    const scene = new Scene('payments');
    const asks: Ask[] = [];
    scene.histories.set('payments', (_since, ask) => { asks.push(ask); return Promise.resolve({ records: [told('7', { run: runOf('7', { startedAt: null }) })], isComplete: true }); });
    scene.observations.cursors.set('payments', '2026-11-23T08:00:00.000Z');
    await scene.look();
    expect(asks).toMatchObject([{ purpose: 'judge', maxAgeMs: 0 }]);
    expect(scene.observations.queries).toMatchObject([{ since: '2026-11-23T07:50:00.000Z' }]);
    expect(scene.observations.sightings).toMatchObject([{ startedBy: null, startedAt: now }]);
  });

  it('leaves out ours, and holds the cursor back at what may be ours', async () => {
    const scene = new Scene('payments').tells([told('6', { run: runOf('6', { startedAt: '2026-11-23T09:00:00.000Z' }) }), told('7', { correlation: 'muster-1' }), told('8', { run: runOf('8', { startedAt: '2026-11-23T11:00:00.000Z' }) })]);
    scene.observations.cursors.set('payments', '2026-11-23T08:00:00.000Z');
    scene.observations.knows = [ours({ state: 'UNCLEAR' })];
    await scene.look();
    expect(scene.seen).toEqual([]);
    expect(scene.observations.cursors.get('payments')).toBe('2026-11-23T09:00:00.000Z');
    scene.observations.knows = [ours({ state: 'RUNNING', run: runOf('8') })];
    await scene.look();
    expect(scene.seen).toEqual([['6', 'SUCCEEDED', null]]);
    expect(scene.observations.cursors.get('payments')).toBe('2026-11-23T11:00:00.000Z');
  });

  it('stays with what goes on or waits, and follows what stands', async () => {
    const going = told('7', { progress: 'RUNNING', toldSince: '2026-11-23T09:30:00.000Z' });
    const scene = new Scene('payments').tells([going, told('8', { progress: 'PENDING', run: runOf('8', { startedAt: '2026-11-23T11:00:00.000Z' }) }), told('9', { run: runOf('9', { startedAt: '2026-11-23T11:30:00.000Z' }) })]);
    await scene.look();
    expect(scene.seen).toEqual([['7', 'RUNNING', null], ['9', 'SUCCEEDED', null]]);
    expect(scene.observations.cursors.get('payments')).toBe('2026-11-23T09:30:00.000Z');
    scene.observations.knows = [standing('7')];
    scene.tells([told('7', { progress: 'PENDING' })]);
    await scene.look();
    expect(scene.seen.at(-1)).toEqual(['7', 'RUNNING', null]);
  });

  it.each([
    ['stays at what has not begun', '2026-11-22T12:00:00.001Z', '2026-11-22T12:00:00.001Z'],
    ['goes past what has not begun within a day', '2026-11-22T12:00:00.000Z', '2026-11-23T10:00:00.000Z'],
  ])('%s', async (_title, startedAt, cursor) => {
    const scene = new Scene('payments').tells([told('8', { progress: 'PENDING', run: runOf('8', { startedAt, finishedAt: null }) }), told('9')]);
    scene.observations.cursors.set('payments', '2026-11-22T08:00:00.000Z');
    await scene.look();
    expect([scene.seen, scene.observations.cursors.get('payments')]).toEqual([[['9', 'SUCCEEDED', null]], cursor]);
  });

  it('does not wait for ever for what never ends, nor for what never begins', async () => {
    const old = { startedAt: '2026-11-22T11:59:59.000Z', finishedAt: null };
    const scene = new Scene('payments').tells([told('7', { progress: 'RUNNING', run: runOf('7', old) }), told('8', { progress: 'PENDING', run: runOf('8', old) }), told('9')]);
    await scene.look();
    expect(scene.seen).toEqual([['7', 'FAILED', null], ['9', 'SUCCEEDED', null]]);
    expect(scene.observations.cursors.get('payments')).toBe('2026-11-23T10:00:00.000Z');
  });

  it('keeps the cursor when the list was not complete', async () => {
    const scene = new Scene('payments').tells([told('7')], false);
    scene.observations.cursors.set('payments', '2026-11-23T08:00:00.000Z');
    await scene.look();
    expect([scene.seen.length, scene.observations.cursors.get('payments')]).toEqual([1, '2026-11-23T08:00:00.000Z']);
  });

  it('moves nothing when the tool fails, and waits as long as the tool asks for', async () => {
    const scene = new Scene('payments');
    const problem = { code: 'RATE_LIMITED', message: 'It throttles.', sinceAt: now, retryAt: '2026-11-23T13:00:00.000Z' } as const;
    scene.histories.set('payments', () => Promise.reject(new SourceError('github', problem)));
    expect(await scene.look()).toEqual({ end: 'FAILED', problem });
    expect([scene.seen, scene.observations.cursors.size, scene.observations.waits]).toEqual([[], 0, [3_600_000, 3_600_000, 3_600_000]]);
    scene.histories.set('payments', () => Promise.reject(new Error('a secret')));
    expect(await scene.look()).toMatchObject({ end: 'FAILED', problem: { code: 'UNEXPECTED_ANSWER', message: expect.not.stringContaining('secret') as string } });
    expect(scene.observations.waits.slice(3)).toEqual([300_000, 900_000, 900_000]);
  });

  it('takes no turn at a place that is no longer declared', async () => {
    const scene = new Scene('ledger').tells([told('7')]);
    expect(await scene.look()).toEqual({ end: 'TAKEN' });
    expect(await scene.observations.due([place])).toEqual([place]);
  });

  it('is another\'s when its turn has lapsed before it was kept', async () => {
    const scene = new Scene('payments').tells([told('7')]);
    scene.observations.keep = () => Promise.resolve(null);
    expect(await scene.look()).toEqual({ end: 'TAKEN' });
  });

  it('is given back when the hub stops, and left alone while another is at it', async () => {
    const scene = new Scene('payments');
    const stopping = new AbortController();
    scene.histories.set('payments', (_since, { signal }) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => { reject(new Error('broken off')); }); }));
    const looking = scene.look(stopping.signal);
    expect(await scene.look()).toEqual({ end: 'TAKEN' });
    stopping.abort();
    expect(await looking).toEqual({ end: 'STOPPED' });
    expect([scene.observations.givenBack, scene.observations.problems]).toEqual([['payments'], []]);
  });
});

describe('what is looked at', () => {
  it('is every place of one connection in a round, one after another', async () => {
    const scene = new Scene('payments', 'ledger').tells([told('7')]).tells([told('8')], true, 'ledger');
    const failures: unknown[] = [];
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 60_000 }, onFailure: (at) => { failures.push(at); } });
    observer.start();
    while (scene.seen.length < 2) await new Promise((resolve) => { setTimeout(resolve, 1); });
    await observer.stop();
    expect([scene.observations.overdueRounds, scene.asked.map((one) => one.split(' ')[0]), failures]).toEqual([1, ['payments', 'ledger'], []]);
  });

  it('leaves a connection alone while a question to it is open, and asks nothing further once it is stopped', async () => {
    const scene = new Scene('payments', 'ledger').tells([told('8')], true, 'ledger');
    scene.histories.set('payments', (_since, { signal }) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => { reject(new Error('broken off')); }); }));
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 1 } });
    observer.start();
    while (scene.observations.overdueRounds < 3) await new Promise((resolve) => { setTimeout(resolve, 1); });
    await observer.stop();
    expect([scene.asked.length, scene.observations.givenBack]).toEqual([1, ['payments']]);
  });

  it('begins no further round once it is stopped between two', async () => {
    const scene = new Scene('payments');
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 10 } });
    observer.start();
    await new Promise((resolve) => { setImmediate(resolve); });
    await observer.stop();
    const rounds = scene.observations.overdueRounds;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(scene.observations.overdueRounds).toBe(rounds);
  });

  it('goes on at other tools while one hangs, until it is stopped', async () => {
    const scene = new Scene('payments', 'ledger').tells([told('7')], true, 'ledger');
    scene.connectionOf.set('payments', 'gitlab');
    scene.histories.set('payments', (_since, { signal }) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => { reject(new Error('broken off')); }); }));
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 1 } });
    observer.start();
    while (scene.seen.length < 3) await new Promise((resolve) => { setTimeout(resolve, 5); });
    await observer.stop();
    const looks = scene.asked.length;
    expect([scene.asked.filter((one) => one.startsWith('payments')).length, scene.observations.givenBack]).toEqual([1, ['payments']]);
    expect(scene.observations.overdueRounds).toBeGreaterThan(1);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(scene.asked).toHaveLength(looks);
  });

  it('ends for good when it is stopped in the middle of a round', async () => {
    const scene = new Scene('payments').tells([told('7')]);
    let rounds = 0;
    let goOn: (places: readonly []) => void = () => undefined;
    scene.observations.due = () => { rounds += 1; return new Promise((resolve) => { goOn = resolve; }); };
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 1 } });
    observer.start();
    while (rounds === 0) await new Promise((resolve) => { setTimeout(resolve, 1); });
    const stopped = observer.stop();
    goOn([]);
    await stopped;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(rounds).toBe(1);
  });

  it('says which tool failed, and leaves its other places for the next round', async () => {
    const scene = new Scene('payments', 'ledger').tells([told('7')], true, 'ledger');
    scene.histories.set('payments', () => Promise.reject(new Error('odd')));
    const failures: string[] = [];
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 60_000 }, onFailure: ({ serviceKey }, { code }) => { failures.push(`${serviceKey} ${code}`); } });
    observer.start();
    while (failures.length === 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
    await observer.stop();
    expect([failures, scene.asked.length]).toEqual([['payments UNEXPECTED_ANSWER'], 1]);
  });

  it('is tried again when the hub\'s own database fails, and said so', async () => {
    const scene = new Scene('payments').tells([told('7')]);
    const warnings: string[] = [];
    const [due, keep] = [scene.observations.due.bind(scene.observations), scene.observations.keep.bind(scene.observations)];
    scene.observations.due = (places) => (warnings.length === 0 ? Promise.reject(new Error('down')) : due(places));
    scene.observations.keep = (at, turn, seen) => { const isKept = warnings.length > 1; return isKept ? keep(at, turn, seen) : scene.observations.giveBack(at).then(() => Promise.reject(new Error('down'))); };
    const observer = new Observer({ ports: scene.ports, settings: { lookMs: 1 }, warn: (message) => { warnings.push(message); } });
    observer.start();
    while (scene.seen.length === 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
    await observer.stop();
    expect(warnings).toEqual(['a look for what others deployed failed and will be tried again', 'looking at what others deployed of payments to production failed and will be tried again']);
  });
});
