import { setTimeout as pause } from 'node:timers/promises';
import { toolNames } from '../../sandbox/hub-config.ts';
import type { ToolName } from '../../sandbox/hub-config.ts';
import { toolSecrets } from '../../sandbox/keepsakes.ts';
import type { Fault } from '../../sandbox/kernel/index.ts';
import { accepted, judged, outcomes, readyAgain, setFaults, type Judgement } from './judging.ts';
import { startWorld, type World } from './world.ts';

const key = 'ledger-1.9.2';
const deadline = { page: 'PT2S', judge: 'PT2.5S' };
const judgeMs = 2_500;
/** Above every deadline of this file. */
const lateMs = 6_000;

let world: World;
let ready = 0;
let judgements = 0;
let hasGoneOut = false;
beforeAll(async () => {
  world = await startWorld({ deadline });
  await isReady();
}, 60_000);
afterAll(() => world.close());

/** By turns in the form where the tool does nothing, and in the one where it does and the answer is lost or spoilt: to whoever only reads they are one. */
const inTurns = (...faults: readonly Fault[]): readonly Fault[] => faults.map((fault, nth) => ({ ...fault, when: nth % 2 === 0 ? 'before' : 'after' }));
const stalling: readonly Fault[] = [{ kind: 'hang', when: 'before' }, { kind: 'hang', when: 'after' }, { kind: 'slow', delayMs: lateMs }];
const refusing = inTurns(...[401, 403, 404, 429, 500].map((status): Fault => ({ kind: 'status', status })));
const spoiling = inTurns({ kind: 'html' }, { kind: 'truncate' }, { kind: 'reset' }, { kind: 'garble' });
const emptying = inTurns({ kind: 'empty' });
const told = (fault: Fault): string => [fault.kind, fault.status, fault.when].filter((part) => part !== undefined).join(' ');

type Judging = Extract<ToolName, 'servicenow' | 'jira' | 'artifactory'>;
const gatesOf: Readonly<Record<Judging, readonly string[]>> = {
  servicenow: ['change-is-approved', 'change-matches-release', 'change-window-is-open', 'configuration-items-are-operational'],
  // Work that cannot be read may be planned for another version.
  jira: ['change-matches-release', 'work-items-are-done'],
  // The build says which work went into it, and the package must name the release too.
  artifactory: ['change-matches-release', 'no-blocking-vulnerability', 'package-is-in-the-dml', 'package-matches-its-seal', 'work-items-are-done'],
};
/** What single endpoints lose, by a part of their address. */
const endpoints: readonly (readonly [Judging, string, readonly string[]])[] = [
  ['servicenow', '/change_request?', gatesOf.servicenow],
  ['servicenow', '/task_ci?', ['change-matches-release', 'configuration-items-are-operational']],
  ['servicenow', '/cmdb_ci?', ['change-matches-release', 'configuration-items-are-operational']],
  ['servicenow', '/cmdb_ci_appl?', ['change-matches-release', 'configuration-items-are-operational']],
  ['servicenow', '/sysapproval_approver?', ['change-is-approved', 'change-matches-release']],
  ['jira', '/search/jql', gatesOf.jira],
  ['jira', '/myself', gatesOf.jira],
  ['jira', '/issue/bulkfetch', gatesOf.jira],
  ['artifactory', '/search/aql', ['change-matches-release', 'no-blocking-vulnerability', 'package-is-in-the-dml', 'package-matches-its-seal']],
  ['artifactory', '/api/build/', gatesOf.artifactory],
  ['artifactory', '/artifact/status', ['no-blocking-vulnerability']],
  ['artifactory', '/summary/artifact', ['no-blocking-vulnerability']],
];
/** Spoilt answers that take nothing away: an item's own version is not judged, and who we are is said all the same. */
const harmless: readonly (readonly [string, string])[] = [['/cmdb_ci_appl?', 'empty'], ['/myself', 'garble']];

/** No word of a tool, and no secret, is in what Muster answers. */
function isClean(text: string): void {
  expect(text).not.toMatch(/Transaction failed|User Not Authenticated|Insufficient rights|No Record found|Rate limit exceeded|Sign in|<html|<!DOCTYPE/i);
  for (const secret of Object.values(toolSecrets)) expect(text).not.toContain(`${secret}"`);
}

/** Judges under a fault: what the fault takes away is never passed, and what the tool does not tell still is. */
async function judgedUnder(tool: Judging, fault: Fault, lost: readonly string[]): Promise<Judgement> {
  const startedAt = performance.now();
  const judgement = await judged(world, key);
  const tookMs = performance.now() - startedAt;
  judgements += 1;
  expect(tookMs).toBeLessThan(judgeMs + 3_000);
  isClean(judgement.text);
  const said = outcomes(judgement);
  const others = Object.keys(said).filter((gate) => !gatesOf[tool].includes(gate));
  const wrong = [
    ...lost.filter((gate) => said[gate] !== 'UNKNOWN' && !(fault.kind === 'empty' && said[gate] === 'FAIL')),
    ...others.filter((gate) => said[gate] !== 'PASS'),
    ...(judgement.outcome === 'READY' && lost.length > 0 ? ['READY'] : []),
  ];
  if (wrong.length > 0) throw new Error(`${tool} ${told(fault)} ${fault.match ?? 'everywhere'}: ${wrong.join(', ')} in ${JSON.stringify(judgement.verdicts.map(({ gate, outcome, because }) => [gate.name, outcome, because]))}`);
  return judgement;
}

/** A fault in force while something is asked; before and after it the release is READY. */
async function during<T>(tool: ToolName, faults: readonly Fault[], ask: () => Promise<T>): Promise<T> {
  await setFaults(world.sandbox.tools[tool], ...faults);
  try {
    return await ask();
  } finally {
    await setFaults(world.sandbox.tools[tool]);
  }
}

async function isReady(): Promise<void> {
  expect((await readyAgain(world, key)).outcome).toBe('READY');
  ready += 1;
}

afterEach(async () => { if (!hasGoneOut) await isReady(); });

describe.each(['servicenow', 'jira', 'artifactory'] as const)('a judgement while all of %s', (tool) => {
  it.each([...stalling, ...refusing, ...spoiling, ...emptying].map((fault) => [told(fault), fault] as const))('has the fault: %s', async (_name, fault) => {
    await during(tool, [fault], async () => {
      // garble spoils in three ways by turns
      for (let round = 0; round < (fault.kind === 'garble' ? 3 : 1); round += 1) await judgedUnder(tool, fault, gatesOf[tool]);
    });
  });

  it('is slow, yet in time: nothing is red needlessly', async () => {
    const judgement = await during(tool, [{ kind: 'slow', delayMs: 200 }], () => readyAgain(world, key));
    expect(judgement.outcome).toBe('READY');
  });
});

describe.each(endpoints)('a judgement while %s, at %s alone,', (tool, match, lost) => {
  it('has any fault', async () => {
    const faults: readonly Fault[] = [{ kind: 'hang' }, { kind: 'status', status: 403 }, { kind: 'status', status: 404 }, { kind: 'status', status: 500, when: 'after' }, ...spoiling, ...emptying];
    for (const fault of faults) {
      const isHarmless = harmless.some(([where, kind]) => where === match && kind === fault.kind);
      await during(tool, [{ ...fault, match }], async () => {
        for (let round = 0; round < (fault.kind === 'garble' ? 3 : 1); round += 1) await judgedUnder(tool, fault, isHarmless ? [] : lost);
      });
    }
  });
});

interface Sourced { readonly source: { readonly isStale: boolean; readonly problem: { readonly code: string; readonly message: string } | null } }
interface Page {
  readonly release: {
    readonly service: Sourced | null;
    readonly changes: { readonly nodes: readonly (Sourced & { readonly approvals: readonly unknown[] | null } | null)[] } | null;
    readonly workItems: { readonly nodes: readonly (Sourced | null)[] } | null;
    readonly configurationItems: { readonly nodes: readonly (Sourced | null)[] } | null;
    readonly package: { readonly artifacts: readonly { readonly artifact: Sourced | null }[] };
  };
}
const page = /* GraphQL */ `
  query Page($key: String!) {
    release(key: $key) {
      service { source { ...Told } }
      changes { nodes { approvals { state } source { ...Told } } }
      workItems { nodes { source { ...Told } } }
      configurationItems { nodes { source { ...Told } } }
      package { artifacts { artifact { scan { state } source { ...Told } } } }
    }
  }
  fragment Told on Source { isStale problem { code message } }
`;
const partsOf = ({ release }: Page): Readonly<Record<Judging, readonly (Sourced | null)[]>> => ({
  servicenow: [release.service, ...(release.changes?.nodes ?? [null]), ...(release.configurationItems?.nodes ?? [null])],
  jira: release.workItems?.nodes ?? [null],
  artifactory: release.package.artifacts.map(({ artifact }) => artifact),
});

describe.each([['servicenow', 0], ['jira', 1], ['artifactory', 2]] as const)('the page of a release while %s is down', (tool, nth) => {
  it.each([['hang', 'TIMEOUT'], ['status', 'SERVER_ERROR'], ['html', 'UNEXPECTED_ANSWER'], ['reset', 'UNREACHABLE'], ['garble', 'UNEXPECTED_ANSWER']] as const)('(%s) shows its last copies as stale and the other tools fresh, and says once that more may be missing', async (kind, code) => {
    await world.data<Page>(page, { key });
    // Copies of an hour ago are too old to be shown while the tool can be asked.
    world.moveClock(3_600_000);
    const answer = await during(tool, [{ kind, status: 500 }], () => world.ask<Page>(page, { key }));
    expect(answer.status).toBe(200);
    expect(answer.errors.map(({ extensions }) => [extensions.code, extensions.connection])).toEqual([['SOURCE_UNAVAILABLE', tool]]);
    isClean(JSON.stringify(answer));
    if (answer.data === null) throw new Error('no data');
    for (const [name, records] of Object.entries(partsOf(answer.data))) {
      expect(records.length).toBeGreaterThan(0);
      // Three failures in a row open the circuit in the midst of the page.
      const said = records.map((record) => [record?.source.isStale, record?.source.problem?.code ?? null].join(' ').replace('CIRCUIT_OPEN', code));
      expect([...new Set(said)]).toEqual([name === tool ? `true ${code}` : 'false ']);
    }
  });

  it.each(['hang', 'status'] as const)('(%s) and nothing was ever read from it: one error says so, once, and the rest is there', async (kind) => {
    // Records that this world has not met yet, declared by hand.
    const told = world.sandbox.story.releases[20 + 2 * nth + (kind === 'hang' ? 0 : 1)];
    const [change, item, artifact] = [told?.changes[0], told?.workItems[0], told?.artifacts[0]];
    if (told === undefined || change === undefined || item === undefined || artifact === undefined) throw new Error('the story has too few releases');
    const cold = `${told.serviceKey}-cold-${nth}-${kind}`;
    const references = [`servicenow:change:${change.number}`, `jira:work-item:${item.key}`, `artifactory:artifact:${artifact.repository}/${artifact.path}/${artifact.name}`];
    const answer = await during(tool, [{ kind, status: 500 }], async () => {
      accepted(await world.ask<Readonly<Record<string, { userErrors: [] }>>>('mutation($input: CreateReleaseInput!) { createRelease(input: $input) { userErrors { path message code } } }', { input: { key: cold, serviceKey: told.serviceKey, version: `cold-${nth}-${kind}`, records: references.map((reference) => ({ reference })) } }));
      return world.ask<Page>(page.replace('service { source { ...Told } }', 'name'), { key: cold });
    });
    expect(answer.status).toBe(200);
    expect(answer.errors.map(({ extensions }) => [extensions.code, extensions.connection])).toEqual([['SOURCE_UNAVAILABLE', tool]]);
    isClean(JSON.stringify(answer));
    const parts = partsOf({ release: { service: null, ...answer.data?.release } as Page['release'] });
    for (const name of ['servicenow', 'jira', 'artifactory'] as const) {
      const kinds = parts[name].slice(name === 'servicenow' ? 1 : 0, name === 'servicenow' ? 2 : undefined);
      expect([name, kinds.map((record) => record?.source.isStale ?? 'missing')]).toEqual([name, kinds.map(() => (name === tool ? 'missing' : false))]);
    }
  });
});

interface Connections { readonly connections: readonly { readonly name: string; readonly isReachable: boolean; readonly problem: { readonly code: string; readonly message: string } | null }[] }
const connections = 'query { connections { name isReachable problem { code message } } }';

describe.each(toolNames)('the connections while %s', (tool) => {
  it('has any fault: it alone is told to be down, and why', async () => {
    const all = [{ kind: 'hang' }, ...refusing, { kind: 'html' }, { kind: 'truncate' }, { kind: 'reset' }] satisfies readonly Fault[];
    // GitHub says 403 to the token of an app, which is no user: that too is a sign of life.
    const faults = all.filter((fault) => tool !== 'github' || !('status' in fault) || fault.status !== 403);
    for (const fault of faults) {
      const answer = await during(tool, [fault], () => world.ask<Connections>(connections));
      isClean(JSON.stringify(answer));
      expect([told(fault), answer.errors, answer.data?.connections.map(({ name, isReachable, problem }) => [name, isReachable, problem === null])]).toEqual([
        told(fault), [], toolNames.map((name) => [name, name !== tool, name !== tool]),
      ]);
    }
  });
});

describe('GitHub', () => {
  it('takes no part in judging, whatever it answers', async () => {
    for (const fault of [...stalling, ...refusing, ...spoiling, ...emptying]) {
      const judgement = await during('github', [fault], () => readyAgain(world, key));
      judgements += 1;
      expect([told(fault), judgement.outcome]).toEqual([told(fault), 'READY']);
    }
  });
});

/** 15 judgements of each whole tool, 11 of each endpoint, 13 under GitHub's faults; every case left the release READY. */
it('judged all the cases, and the release was READY after each of them', () => {
  expect({ judgements, isReadyEachTime: ready >= judgements / 11 }).toEqual({ judgements: 3 * 15 + endpoints.length * 11 + 13, isReadyEachTime: true });
});

describe('a deployment', () => {
  // Stays last: afterwards the release has gone out, and is READY no more.
  it('whose trigger is answered with a sign-in page is found again, and triggered once', async () => {
    hasGoneOut = true;
    await during('github', [{ kind: 'html', match: '/dispatches', when: 'after' }], async () => {
      const { deployment } = accepted(await world.ask<{ triggerDeployment: { deployment: { id: string }; userErrors: [] } }>(
        'mutation($input: TriggerDeploymentInput!) { triggerDeployment(input: $input) { deployment { id } userErrors { path message code } } }',
        { input: { releaseKey: key, environment: 'production', idempotencyKey: 'faults-1' } },
      ));
      let [state, because] = ['', ''];
      for (let look = 0; look < 150 && !['SUCCEEDED', 'FAILED', 'REFUSED'].includes(state); look += 1) {
        await pause(100);
        ({ deployment: { state, because } } = await world.data<{ deployment: { state: string; because: string } }>('query($id: ID!) { deployment(id: $id) { state because } }', { id: deployment.id }));
      }
      expect(`${state}: ${because}`).toMatch(/^SUCCEEDED/);
    });
    expect(Object.entries(world.sandbox.tools.github.calls()).filter(([endpoint]) => endpoint.includes('/dispatches')).map(([, count]) => count)).toEqual([1]);
  });
});
