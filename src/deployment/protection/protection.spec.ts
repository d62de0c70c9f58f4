import { SourceError } from '../../domain/error.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import type { Deployer } from '../../domain/ports/deployer.ts';
import { keyOfProtection, protectionQueue, readProtectionKey, type PendingProtection, type ProtectionAnswer, type RunAtDoor } from '../../domain/ports/protection.ts';
import type { Readiness, VerdictOutcome } from '../../domain/readiness.ts';
import type { Release } from '../../domain/release.ts';
import { release, runOf, ours, sha } from '../observe/observed.fixture.ts';
import { HandClock, verdict } from '../testing/scene.ts';
import { decide, decideOurs } from './decide.ts';
import { answerProtections, type ProtectionPorts } from './index.ts';

const askedAt = '2026-11-23T05:00:00.000Z';
const request: PendingProtection = { connection: 'github', project: 'northbank/payments', runId: '7', place: 'production', deploymentId: '24', askedAt, isReported: false };

function judged(outcome: Readiness['outcome'], outcomes: readonly VerdictOutcome[] = [], readyFromAt: string | null = null): Readiness {
  return {
    releaseKey: 'payments-2.4.0', environment: 'production', outcome, basis: 'LIVE', judgedAt: askedAt, policy: { name: 'production', version: '3', receiptValidityMs: 1, requiredAgreements: [], gates: [] },
    verdicts: outcomes.map((one, number) => verdict(`gate-${number}`, one, 'a sentence with CHG0030001 in it')), factsDigest: sha('f'), readyFromAt, packageDigest: sha('a'), planId: 'plan:1', planVersion: 1,
  };
}

/** A hub whose payments are deployed by one workflow, at whose door a run waits. */
class Scene {
  readonly clock = new HandClock();
  readonly answers: ProtectionAnswer[] = [];
  readonly told: string[] = [];
  /** Why, of each of them. */
  readonly said: string[] = [];
  readonly enqueued: (readonly [PendingProtection, number])[] = [];
  readiness = judged('READY');
  run: RunAtDoor | null = { run: runOf('7'), progress: 'PENDING', version: 'v2.4.0', digests: [], correlation: null };
  isAsked = true;
  isProductionTool = true;
  services: readonly string[] = ['payments'];
  /** Where their deployers are declared to be, and for what. */
  declared = { connection: 'github', environment: 'production' };
  /** What the connection makes of a declaration; null: it cannot deploy. */
  deployer: (() => Deployer) | null = () => this.#deployer();
  known: readonly Release[] = [release('payments-2.4.0', [sha('a')])];
  standing: ReturnType<typeof ours>['deployment'] | null = null;
  failure: Error | null = null;
  #handler: (key: string) => Promise<void> = () => Promise.resolve();

  async ask(about: PendingProtection = request): Promise<readonly ProtectionAnswer[]> {
    await answerProtections(this.#ports());
    await this.#handler(keyOfProtection(about));
    return this.answers;
  }

  #ports(): ProtectionPorts {
    const environment = { name: 'production', isProduction: true, policy: 'p' };
    const services = this.services.map((key) => ({ key, name: key, record: null, workItems: null, artifacts: null, targets: {}, deployers: { [this.declared.environment]: { connection: this.declared.connection, name: key, settings: {} } } }));
    const connection: Connection = { name: 'github', system: 'GITHUB', isProduction: this.isProductionTool, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve(), ...(this.deployer !== null && { deployer: this.deployer }) };
    const { known } = this;
    return {
      clock: this.clock,
      queue: { enqueue: (_queue, key, delayMs) => { this.enqueued.push([readProtectionKey(key), delayMs]); return Promise.resolve(); }, work: (queue, handler) => { expect(queue).toBe(protectionQueue); this.#handler = handler; return Promise.resolve(); }, stop: () => Promise.resolve() },
      connections: { all: [connection], byName: (name) => (name === 'github' ? connection : undefined) },
      catalogue: { environments: [environment], services, policies: [], environment: (name) => (name === 'production' ? environment : undefined), service: () => undefined, policyOf: () => { throw new Error('nobody asks for it here'); } },
      releases: {
        releasesOfArtifact: () => Promise.resolve([]), byKeys: (keys) => Promise.resolve(new Map(known.filter(({ key }) => keys.includes(key)).map((one) => [one.key, one]))),
        list: ({ versions }) => Promise.resolve({ items: [release('payments-2.4.0', [sha('a')])].filter(({ version }) => versions?.includes(version) === true), totalCount: 1, hasNextPage: false }),
      },
      deployments: { byId: (id) => Promise.resolve(this.standing?.id === id ? this.standing : null) },
      judge: () => Promise.resolve(this.readiness),
      told: (_request, { state, because }) => { this.told.push(state); this.said.push(because); return Promise.resolve(); },
    };
  }

  #deployer(): Deployer {
    return { protectedPlace: {
      concerns: ({ project, place }: PendingProtection) => project === 'northbank/payments' && place === 'production',
      read: () => (this.failure === null ? Promise.resolve(this.run) : Promise.reject(this.failure)),
      answer: (_request: PendingProtection, answer: ProtectionAnswer) => { this.answers.push(answer); return Promise.resolve(this.isAsked); },
    } } as unknown as Deployer;
  }
}

describe('what is said at a deployer\'s own door', () => {
  it('is yes for READY and for nothing else', async () => {
    const scene = new Scene();
    expect(await scene.ask()).toMatchObject([{ state: 'APPROVED', because: expect.stringContaining('payments-2.4.0 is ready for production') as unknown }]);
    expect([scene.told, scene.enqueued]).toEqual([['APPROVED'], []]);
  });

  it('names the gates that fail, and no record: whoever reads it there need not be allowed to', async () => {
    const scene = new Scene();
    scene.readiness = judged('NOT_READY', ['PASS', 'FAIL', 'UNKNOWN']);
    const [answer] = await scene.ask();
    expect(answer).toMatchObject({ state: 'REJECTED', because: 'payments-2.4.0 is not ready for production. gate-1 fails, gate-2 cannot be told. Who must do what: muster readiness payments-2.4.0 --env production' });
    expect(answer?.because).not.toContain('CHG');
  });

  it('waits for a window, tells why once, and judges anew when it opens', async () => {
    const scene = new Scene();
    scene.readiness = judged('NOT_READY', ['FAIL'], '2026-11-23T07:00:00.000Z');
    expect(await scene.ask()).toMatchObject([{ state: 'REPORTED', because: expect.stringContaining('waits until 2026-11-23T07:00:00.000Z') as unknown }]);
    expect(scene.enqueued).toEqual([[{ ...request, isReported: true }, 7_200_000]]);
    await scene.ask({ ...request, isReported: true });
    expect([scene.answers.length, scene.enqueued.length, scene.told]).toEqual([1, 2, ['REPORTED']]);
    scene.readiness = judged('READY');
    expect((await scene.ask({ ...request, isReported: true })).at(-1)).toMatchObject({ state: 'APPROVED' });
  });

  it('is asked of a tool that hiccups again each minute, and is no after an hour', () => {
    const open = judged('UNDETERMINED', ['UNKNOWN']);
    expect(decide(open, askedAt, new Date('2026-11-23T05:00:10.000Z'))).toMatchObject({ state: 'REPORTED', againAt: '2026-11-23T05:01:10.000Z' });
    expect(decide(open, askedAt, new Date('2026-11-23T05:58:59.999Z'))).toEqual({
      state: 'REPORTED', againAt: '2026-11-23T05:59:59.999Z', because: 'Whether payments-2.4.0 may go to production cannot be told at the moment, and is judged again each minute. gate-0 cannot be told. Who must do what: muster readiness payments-2.4.0 --env production',
    });
    expect(decide(open, askedAt, new Date('2026-11-23T05:59:00.000Z'))).toEqual({
      state: 'REJECTED', againAt: null, because: 'payments-2.4.0 cannot be judged for production. gate-0 cannot be told. Who must do what: muster readiness payments-2.4.0 --env production',
    });
    expect(decide(judged('NOT_READY', ['UNKNOWN']), askedAt, new Date(askedAt))).toMatchObject({ state: 'REJECTED', againAt: null });
    expect(decide(judged('UNDETERMINED', ['UNKNOWN', 'FAIL']), askedAt, new Date(askedAt))).toMatchObject({ state: 'REJECTED', againAt: null });
  });

  it('is no where no gate was asked', () => {
    expect(decide(judged('NOT_READY'), askedAt, new Date(askedAt)).because).toBe('payments-2.4.0 is not ready for production. No gate passed. Who must do what: muster readiness payments-2.4.0 --env production');
  });

  it('is no to a run of a release that is gone', async () => {
    const scene = new Scene();
    scene.known = [];
    expect(await scene.ask()).toEqual([{ state: 'REJECTED', because: 'Which release of payments this run deploys is not known, so it cannot be judged.', againAt: null }]);
  });

  it.each([
    ['does not say which release', (one: Scene) => { one.run = { run: runOf('7'), progress: 'PENDING', version: null, digests: [], correlation: null }; }, 'It does not say which release it is.'],
    ['says a version of no release', (one: Scene) => { one.run = { run: runOf('7'), progress: 'PENDING', version: '9.9.9', digests: [], correlation: null }; }, 'version 9.9.9, of which there is no release'],
  ])('is no to a run that %s', async (_title, alter, words) => {
    const scene = new Scene();
    alter(scene);
    expect(await scene.ask()).toMatchObject([{ state: 'REJECTED', because: expect.stringContaining(words) as unknown }]);
  });

  it.each([['RUNNING', 'APPROVED'], ['UNCLEAR', 'APPROVED'], ['TRIGGERING', 'APPROVED'], ['CANCELED', 'REJECTED'], ['ACCEPTED', 'REJECTED'], ['FAILED', 'REJECTED']] as const)('to one of ours that is %s is %s, without a judgement', async (state, expected) => {
    const scene = new Scene();
    const { deployment } = ours({ id: 'deployment:1', state, correlation: 'muster-1' });
    scene.standing = deployment;
    scene.run = { run: runOf('7'), progress: 'PENDING', version: 'v2.4.0', digests: [], correlation: 'muster-1' };
    scene.readiness = judged('NOT_READY', ['FAIL']);
    expect(await scene.ask()).toMatchObject([{ state: expected }]);
    expect(decideOurs(deployment).againAt).toBeNull();
  });

  it.each([['another place', { environment: 'staging' }], ['another service', { serviceKey: 'ledger' }], ['another run', { correlation: 'muster-2' }]])('believes no correlation key that is of %s', async (_title, more) => {
    const scene = new Scene();
    scene.standing = ours({ id: 'deployment:1', state: 'RUNNING', correlation: 'muster-1', ...more }).deployment;
    scene.run = { run: runOf('7'), progress: 'PENDING', version: 'v2.4.0', digests: [], correlation: 'muster-1' };
    scene.readiness = judged('NOT_READY', ['FAIL']);
    expect(await scene.ask()).toMatchObject([{ state: 'REJECTED' }]);
  });

  it.each([
    ['another project', (one: Scene) => one.ask({ ...request, project: 'northbank/other' })],
    ['another connection', (one: Scene) => one.ask({ ...request, connection: 'gitlab' })],
    ['another connection, where the service is deployed from', (one: Scene) => { one.declared = { ...one.declared, connection: 'gitlab' }; return one.ask(); }],
    ['a connection that is gone', (one: Scene) => { one.declared = { ...one.declared, connection: 'gitlab' }; return one.ask({ ...request, connection: 'gitlab' }); }],
    ['a connection that cannot deploy', (one: Scene) => { one.deployer = null; return one.ask(); }],
    ['a deployer without a door', (one: Scene) => { one.deployer = () => ({ name: 'deploy' }) as Deployer; return one.ask(); }],
    ['an environment that is gone', (one: Scene) => { one.declared = { ...one.declared, environment: 'staging' }; return one.ask(); }],
    ['another workflow', (one: Scene) => { one.run = null; return one.ask(); }],
    ['a test instance, of production', (one: Scene) => { one.isProductionTool = false; return one.ask(); }],
    ['a run that waits no more', (one: Scene) => { one.run = { run: runOf('7'), progress: 'RUNNING', version: 'v2.4.0', digests: [], correlation: null }; return one.ask(); }],
  ])('is nothing about %s', async (_title, ask) => {
    const scene = new Scene();
    expect(await ask(scene)).toEqual([]);
    expect(scene.told).toEqual(['LEFT']);
  });

  it('is nothing where two services go through the one door, and both are named', async () => {
    const scene = new Scene();
    scene.services = ['payments', 'ledger'];
    expect(await scene.ask()).toEqual([]);
    expect(scene.said).toEqual(['Several services are deployed by this workflow of northbank/payments to production (payments, ledger), so which release it is cannot be told: its run goes on waiting.']);
  });

  it('ends when the deployer no longer asks', async () => {
    const scene = new Scene();
    scene.isAsked = false;
    scene.readiness = judged('NOT_READY', ['FAIL'], '2026-11-23T07:00:00.000Z');
    await scene.ask();
    expect([scene.told, scene.enqueued]).toEqual([['LEFT'], []]);
  });

  it('is tried again while the deployer fails, ever more slowly, for 30 days', async () => {
    const scene = new Scene();
    scene.failure = new SourceError('github', { code: 'UNREACHABLE', message: 'It is down.', sinceAt: askedAt, retryAt: null });
    await scene.ask();
    scene.clock.pass(600_000);
    await scene.ask();
    scene.clock.pass(86_400_000);
    await scene.ask();
    expect(scene.enqueued.map(([, delayMs]) => delayMs)).toEqual([5_000, 60_000, 300_000]);
    scene.clock.pass(29 * 86_400_000 - 600_000);
    await scene.ask();
    expect([scene.enqueued.length, scene.told]).toEqual([4, []]);
    scene.clock.pass(1);
    await scene.ask();
    expect([scene.enqueued.length, scene.said]).toEqual([4, ['It could not be answered for 30 days: github: It is down.']]);
  });

  it('is not put off where the hub itself fails: its queue tells of that', async () => {
    const scene = new Scene();
    scene.failure = new TypeError('odd');
    await expect(scene.ask()).rejects.toThrow(TypeError);
    expect(scene.enqueued).toEqual([]);
  });
});
