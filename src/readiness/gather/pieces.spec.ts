import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { Deployment } from '../../domain/deployment.ts';
import type { Person } from '../../domain/person.ts';
import type { People } from '../../domain/ports/people.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { DeploymentPlan } from '../../domain/release.ts';
import { absent, known, unknown, type Fact } from '../fact.ts';
import { artifactFactsOf, greenArtifact, greenItem, greenPlan, greenService, itemFactsOf, liveLedger, link, now, openLending, person, timeout } from '../green.fixture.ts';
import { factFound } from './found.ts';
import { later, ports, release } from './gather.fixture.ts';
import { gatherBuilds } from './builds.ts';
import { gatherItems } from './items.ts';
import { lastOfService } from './last-of-service.ts';
import { gatherOpenDeployments } from './open-deployments.ts';
import { planFacts, today } from './plan.ts';
import { gatherReach } from './reach.ts';
import { factOf } from './reading.ts';
import { Reader } from './records.ts';
import { gatherTold } from './told.ts';
import { wanted } from './wanted.ts';
import { gatherWindows } from './windows.ts';

const environment = { name: 'production', isProduction: true, policy: 'production' };
const before = '2026-11-23T11:59:59.999Z';

/** A reader whose tools answer this about each relation, and what it asked. */
function reading(answers: Readonly<Record<string, Reading<unknown>>>, notBefore: string | null = null) {
  const asked: (readonly [question: string, about: unknown, among?: unknown])[] = [];
  const world = ports();
  const relate = (relation: string, ids: readonly string[]) => { asked.push([relation, ids]); return Promise.resolve(new Map(ids.flatMap((id) => (answers[id] === undefined ? [] : [[id, answers[id]]])))); };
  const read = (kind: string, names: readonly string[]) => { asked.push([kind, names]); return Promise.resolve(new Map(names.flatMap((name) => (answers[name] === undefined ? [] : [[name, answers[name]]])))); };
  const find = (question: string, about: unknown, _ask: unknown, among: unknown) => { asked.push([question, about, among]); return Promise.resolve([]); };
  const records = { ...world.records, relate: relate as typeof world.records.relate, read: read as typeof world.records.read, find: find as typeof world.records.find };
  return { asked, reader: new Reader({ ...world, records }, { ask: { purpose: 'judge', maxAgeMs: 0 }, environment, notBefore }) };
}
const found = (value: unknown, fetchedAt = later): Reading<unknown> => ({ state: 'found', value, fetchedAt, problem: null });

describe('what is wanted of links', () => {
  it('is each record once, by its strongest link, in the order of their names', () => {
    const [a, b, c] = ['jira:work-item:A', 'jira:work-item:B', 'jira:work-item:C'];
    const all = [link('WORK_ITEM', c), link('WORK_ITEM', a, { id: '1', origin: 'DISCOVERED' }), link('WORK_ITEM', b), link('WORK_ITEM', a, { id: '2', origin: 'DECLARED' }), link('WORK_ITEM', a, { id: '3', origin: 'CORRELATED' }), link('WORK_ITEM', 'no reference')];
    for (const links of [all, all.toReversed()]) expect(wanted(links, 'work-item', 'production').map(({ reference, link: its }) => [reference, its?.origin])).toEqual([[a, 'DECLARED'], [b, 'DECLARED'], [c, 'DECLARED']]);
  });
});

describe('what an answer is worth', () => {
  it('is known as old as it is, and nothing where it did not come, failed, or is from before a live judgement began', () => {
    const answer = { state: 'found', value: 1, fetchedAt: before, problem: null } as const;
    expect([factOf(answer, null), factOf({ ...answer, problem: timeout }, null), factOf({ state: 'absent', fetchedAt: before }, null)]).toEqual([known(1, before), known(1, before), absent(before)]);
    expect(factOf({ ...answer, fetchedAt: now }, now)).toEqual(known(1, now));
    expect([factOf(answer, now), factOf({ ...answer, fetchedAt: later, problem: timeout }, now), factOf({ state: 'absent', fetchedAt: before }, now)].map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(factOf({ state: 'unreadable', problem: timeout }, null)).toEqual(unknown(timeout));
    const missing = (sinceAt: string) => unknown({ code: 'UNEXPECTED_ANSWER', message: 'no answer came for it', sinceAt, retryAt: null });
    expect([factOf(undefined, now), factOf(undefined, null)]).toEqual([missing(now), missing('1970-01-01T00:00:00.000Z')]);
  });

  it('is nothing of a search that failed, whatever it found, or was cut', () => {
    const search = { connection: 'jira', isProduction: true, records: [1], isComplete: true, problem: null };
    expect(factFound(search, now)).toEqual(known([1], now));
    expect(factFound({ ...search, problem: timeout }, now)).toEqual(unknown(timeout));
    expect(factFound({ ...search, isComplete: false }, now)).toEqual(unknown({ code: 'UNEXPECTED_ANSWER', message: 'the answer may not be whole', sinceAt: now, retryAt: null }));
  });
});

describe('the plan that is judged', () => {
  const people: People = { ofAccount: ({ userName }) => person(userName), ofEmail: (email) => person(`today ${email}`) };
  const plan = (given: Partial<DeploymentPlan>): DeploymentPlan => ({ ...greenPlan().plan, ...given });

  it('is the newest of this release for this environment, and none where there is none', () => {
    const others = [plan({ version: 9, environment: 'staging' }), plan({ version: 9, releaseKey: 'payments-2.3.0' })];
    for (const plans of [[plan({ version: 1 }), plan({ version: 3 }), plan({ version: 2 }), ...others], [...others, plan({ version: 2 }), plan({ version: 3 }), plan({ version: 1 })]]) expect(planFacts(plans, 'payments-2.4.0', 'production', people)?.plan.version).toBe(3);
    expect([planFacts(others, 'payments-2.4.0', 'production', people), planFacts([], 'payments-2.4.0', 'production', people)]).toEqual([null, null]);
  });

  it('was proposed by who that is today, where anybody can tell', () => {
    const ines = person('Ines');
    const robot = { kind: 'automation', name: 'ci', issuer: 'github', onBehalfOf: null } as const;
    const strangers: readonly Person[] = [{ ...ines, isMapped: false }, { ...ines, email: null }];
    expect([today(ines, people), today({ ...robot, onBehalfOf: ines }, people)].map((one) => one?.name)).toEqual(['today ines@northbank.example', 'today ines@northbank.example']);
    expect([today(robot, people), ...strangers.map((one) => today(one, people))]).toEqual([null, ...strangers]);
  });
});

describe('what open deployments touch', () => {
  const deploying = async (answers: Readonly<Record<string, Reading<unknown>>>, changeIds: Deployment['changeIds']) => {
    const { reader, asked } = reading(answers);
    const [one] = await gatherOpenDeployments({ ...ports(), deployments: { ...ports().deployments, open: () => Promise.resolve([openLending({ changeIds })]) } }, reader);
    expect(asked).toEqual([['change.configurationItems', changeIds]]);
    return one?.items;
  };
  const [db, cache] = [{ ...greenItem, id: 'servicenow:ci:db' }, { ...greenItem, id: 'servicenow:ci:cache' }] satisfies readonly ConfigurationItem[];

  it('is what all their changes say, as old as the oldest of it', async () => {
    expect(await deploying({ a: found([db], later), b: found([cache], before) }, ['a', 'b'])).toEqual(known([db, cache], before));
    expect(await deploying({ a: found([db], later), b: found([cache], later) }, ['a', 'b'])).toEqual(known([db, cache], now));
    expect(await deploying({ a: found([], before), b: found([], later) }, ['a', 'b'])).toEqual(known([], before));
  });

  it.each<[string, Reading<unknown>, Fact<unknown>['state']]>([['unread', { state: 'unreadable', problem: timeout }, 'unknown'], ['absent', { state: 'absent', fetchedAt: later }, 'absent']])('is not known while one of them is %s', async (_how, answer, state) => {
    expect([(await deploying({ a: answer, b: found([db]) }, ['a', 'b']))?.state, (await deploying({ a: found([db]), b: answer }, ['a', 'b']))?.state]).toEqual([state, state]);
  });
});

describe('what an item reaches', () => {
  it('is asked of every item that could be read and of the target, each once', async () => {
    const [db, ghost] = [itemFactsOf({ id: 'servicenow:ci:db' }), { ...itemFactsOf({ id: 'servicenow:ci:ghost' }), record: unknown(timeout) }];
    const target = (id: string) => ({ ...itemFactsOf({ id }), declaration: { connection: 'servicenow', className: 'x', match: 'x', versionAttribute: 'x', discoverySource: 'x' } });
    const asking = async (of: ReturnType<typeof target> | null) => { const { reader, asked } = reading({ 'servicenow:ci:db': found([greenService]) }); return [asked, await gatherReach(reader, { items: [db, db, ghost], target: of })]; };
    expect(await asking(null)).toEqual([[['ci.impactedServices', ['servicenow:ci:db']]], [{ item: 'servicenow:ci:db', services: known([greenService], later) }]]);
    expect((await asking(target('servicenow:ci:t')))[0]).toEqual([['ci.impactedServices', ['servicenow:ci:db', 'servicenow:ci:t']]]);
    expect((await asking(target('servicenow:ci:db')))[0]).toEqual([['ci.impactedServices', ['servicenow:ci:db']]]);
  });
});

describe('records', () => {
  it('are of no connection that counts where what they are called is no reference', async () => {
    const { reader } = reading({});
    expect(await reader.read('change', [{ reference: 'somewhere', link: null }])).toMatchObject([{ source: { reference: 'somewhere', connection: 'unknown', key: 'somewhere', system: 'UNKNOWN' }, discountedBecause: 'no connection is called somewhere' }]);
  });

  it('are asked for more by those that could be read, and by no others', async () => {
    const { reader, asked } = reading({ [greenItem.id]: found([greenService]) });
    const told = await reader.relate('ci.impactedServices', [itemFactsOf(), { ...itemFactsOf({ id: 'x' }), record: unknown(timeout) }]);
    expect([asked, told(itemFactsOf()), told({ record: unknown(timeout) })]).toEqual([[['ci.impactedServices', [greenItem.id]]], known([greenService], later), unknown(timeout)]);
  });

  it('of the CMDB are those that are linked and the declared target, and nothing else where none is declared', async () => {
    const { reader, asked } = reading({});
    const declaration = { connection: 'servicenow', className: 'cmdb_ci_appl', match: 'payments-api-prod', versionAttribute: 'version', discoverySource: 'Muster' };
    expect(await gatherItems(reader, [{ reference: 'servicenow:ci:db', link: null }], undefined)).toMatchObject({ items: [{ reference: 'servicenow:ci:db' }], target: null });
    expect(await gatherItems(reader, [{ reference: 'servicenow:ci:db', link: null }], declaration)).toMatchObject({ items: [{ reference: 'servicenow:ci:db' }], target: { reference: 'servicenow:ci:payments-api-prod', declaration } });
    expect(asked).toStrictEqual([['ci', ['servicenow:ci:db']], ['ci', ['servicenow:ci:db', 'servicenow:ci:payments-api-prod']]]);
  });
});

describe('further questions', () => {
  it('are asked of what could be read alone, and not at all about nothing', async () => {
    const { reader, asked } = reading({ [greenArtifact.id]: found([]) });
    expect(await gatherTold(reader, 'artifact.evidence', [artifactFactsOf(), artifactFactsOf(), artifactFactsOf({ id: 'x' }, { record: absent(now) })])).toEqual([{ of: greenArtifact.id, told: known([], later) }]);
    expect(await gatherTold(reader, 'artifact.evidence', [])).toEqual([]);
    expect(asked).toEqual([['artifact.evidence', [greenArtifact.id]]]);
  });

  it('name each build once, in order, where the artifact names one', async () => {
    const { reader, asked } = reading({});
    await gatherBuilds(reader, [artifactFactsOf({ buildNumber: '9' }), artifactFactsOf(), artifactFactsOf(), artifactFactsOf({ buildName: null }), artifactFactsOf({ buildNumber: null }), artifactFactsOf({}, { record: unknown(timeout) })]);
    expect(asked).toEqual([['build', ['artifactory:build:payments/118', 'artifactory:build:payments/9']]]);
  });

  it('look for schedules of all that was and ten years ahead, in production alone', async () => {
    const { reader, asked } = reading({});
    await gatherWindows(reader, now);
    expect(asked).toEqual([['windows.list', { startAt: '1970-01-01T00:00:00.000Z', endAt: '2036-11-30T12:00:00.000Z' }, 'production']]);
  });

  it('tell what stands of the service last, and of what release, where Muster knows it', async () => {
    const standing = (last: Deployment | null) => lastOfService({ ...ports(), deployments: { ...ports().deployments, lastAt: () => Promise.resolve(last) } }, release, 'production');
    expect(await standing(null)).toEqual({ deployment: null, release: null });
    expect((await standing(liveLedger())).release?.key).toBe('ledger-1.9.2');
    const strangers = [liveLedger({ releaseKey: 'nobody-1.0.0' }), liveLedger({ releaseKey: null })];
    for (const deployment of strangers) expect(await standing(deployment)).toEqual({ deployment, release: null });
  });
});
