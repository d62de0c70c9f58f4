import type { Reading } from '../../domain/ports/records.ts';
import { askedNames } from '../asked-facts.ts';
import { absent } from '../fact.ts';
import { gap, greenArtifact, greenChange, greenItem, greenPlan, greenWork, link, now, person, timeout } from '../green.fixture.ts';
import { waiverOf } from '../waiver.fixture.ts';
import { gatherFacts } from './index.ts';
import { dated, later, links, ports, refs, release, service, type World } from './gather.fixture.ts';

const stakeholders = [{ email: 'omar@northbank.example', role: 'CHANGE_AUTHORITY' }] as const;
const everything = { release: { ...release, stakeholders }, environment: 'production', basis: 'LIVE', alsoAsked: askedNames } as const;
const gathered = (world: World = {}) => gatherFacts(ports(world), everything);

/** What was asked of tools, with what about it. */
async function questions(given: Partial<Parameters<typeof gatherFacts>[1]>, world: World = {}) {
  const asked: (readonly [string, unknown, { readonly purpose: string; readonly maxAgeMs: number }])[] = [];
  const its = ports(world);
  const records = {
    ...its.records,
    find: ((question: never, about: never, ask: never, among: never) => { asked.push([question, about, ask]); return its.records.find(question, about, ask, among); }) as typeof its.records.find,
    read: ((kind: never, names: never, ask: never) => { asked.push([kind, names, ask]); return its.records.read(kind, names, ask); }) as typeof its.records.read,
  };
  await gatherFacts({ ...its, records }, { ...everything, ...given });
  return asked;
}

describe('all that one judgement gathers', () => {
  it('is known, when every tool answers, and stands where gates look for it', async () => {
    const facts = await gathered();
    expect(Object.entries(facts.asked).filter(([, { state }]) => state !== 'known')).toEqual([]);
    expect(facts).toMatchObject({
      environment: { name: 'production' }, purpose: 'RELEASE', service: { key: 'payments' }, otherServices: [], gaps: [], stakeholders: [{ role: 'CHANGE_AUTHORITY', person: { name: 'Omar' } }],
      changes: [{ source: greenChange.source, requester: { name: 'Kenji' }, approvals: { state: 'known', value: [{ approver: { name: 'Omar' } }] }, items: { value: [{ id: greenItem.id }] } }],
      artifacts: [{ pinnedSha256: greenArtifact.sha256, scan: { state: 'known' } }], items: [{ reference: refs.item }], workItems: [{ reference: refs.work }],
      target: { reference: refs.item, declaration: { match: 'payments-api-prod' }, link: null }, plan: { plan: { version: 3 }, proposer: { name: 'Kenji' } },
      asked: { lastOfService: { value: { deployment: { releaseKey: 'ledger-1.9.2' }, release: { key: 'ledger-1.9.2' } } }, dependencies: { value: [{ key: 'ledger-1.9.2', release: { key: 'ledger-1.9.2' }, last: { serviceKey: 'ledger' } }] }, lastLive: { value: { version: '1.9.2' } } },
    });
    expect(facts.items).toHaveLength(1);
  });

  it('asks directories for everybody who has a part, each once, and for what just their accounts may use', async () => {
    const asked = await questions({});
    const [, emails] = asked.find(([question]) => question === 'accounts.list') ?? [];
    expect(emails).toEqual({ emails: ['grace@northbank.example', 'kenji@northbank.example', 'omar@northbank.example'], isActive: null, limit: 1_000 });
    expect(asked.find(([question]) => question === 'entitlements.list')?.[1]).toEqual({ accounts: ['grace', 'kenji', 'omar'].map((name) => `servicenow:account:${name}`), limit: 1_000 });
    expect(asked.find(([question]) => question === 'licences.list')?.[1]).toEqual({ text: null, limit: 1_000 });
  });

  it('names an approver whom nobody else names, in small letters, and goes without approvals that it cannot read', async () => {
    const owner = { release: { ...release, ownerEmail: 'GRACE@Northbank.example', stakeholders: [] } };
    const emailsOf = async (world: World) => ((await questions(owner, world)).find(([question]) => question === 'accounts.list')?.[1] as { readonly emails: readonly string[] } | undefined)?.emails;
    const approved = { 'change.approvals': { state: 'found', value: [{ approver: { connection: 'servicenow', userName: 'rosa', name: null, email: null, isActive: true }, group: null, phase: 'RELEASE', state: 'APPROVED' }, { approver: null, group: 'CAB', phase: 'RELEASE', state: 'APPROVED' }], fetchedAt: later, problem: null } } as const;
    const everybody = ['grace@northbank.example', 'kenji@northbank.example', 'omar@northbank.example'];
    expect(await emailsOf({ says: approved })).toEqual([...everybody, 'rosa@northbank.example']);
    expect(await emailsOf({ says: { 'change.approvals': { state: 'unreadable', problem: timeout } } })).toEqual(everybody);
  });

  it('takes no licences of accounts that it does not know', async () => {
    const silent: World = { says: { 'accounts.list': { state: 'unreadable', problem: timeout } } };
    expect((await questions({}, silent)).find(([question]) => question === 'entitlements.list')?.[1]).toEqual({ accounts: [], limit: 1_000 });
    const { asked } = await gathered(silent);
    expect(asked.licences).toMatchObject({ state: 'known', value: [{ licences: { state: 'known' }, entitlements: { state: 'unknown', problem: timeout } }] });
  });

  it('asks live for a judgement, and otherwise for copies however old; or as whoever judges wants it', async () => {
    const asks = async (given: Parameters<typeof questions>[0]) => (await questions(given)).find(([question]) => question === 'change')?.[2];
    expect(await asks({})).toMatchObject({ purpose: 'judge', maxAgeMs: 0, beganAtMs: expect.any(Number) as number });
    expect(await asks({ basis: 'MIRROR' })).toEqual({ purpose: 'page', maxAgeMs: Number.MAX_SAFE_INTEGER });
    expect(await asks({ basis: 'MIRROR', ask: { purpose: 'act', maxAgeMs: 7 } })).toEqual({ purpose: 'act', maxAgeMs: 7 });
  });

  it('says of what no gate asked for that nobody did, and of what the database does not tell that it does not', async () => {
    const nobody = { state: 'unknown', problem: { code: 'UNEXPECTED_ANSWER', message: 'no gate of the policy asked for it', sinceAt: now, retryAt: null } };
    const { asked } = await gatherFacts(ports(), { ...everything, alsoAsked: [] });
    expect(asked).toMatchObject({ freezes: nobody, accounts: nobody, knowledge: nobody });
    const down = { state: 'unknown', problem: { code: 'UNREACHABLE', message: "Muster's own database did not say", sinceAt: now, retryAt: null } };
    expect((await gathered({ freezes: () => Promise.reject(new Error('down')) })).asked.freezes).toEqual(down);
    expect((await gathered({ waivers: () => Promise.reject(new Error('down')) })).waivers).toEqual(down);
  });

  it('keeps a waiver that nobody decided apart from one that somebody did', async () => {
    const by = person('Omar');
    const waivers = await gathered({ waivers: () => Promise.resolve([waiverOf({ requestedBy: by, decision: null }), waiverOf({ requestedBy: by, decision: { isApproved: true, by: person('Grace'), at: now, comment: null } })]) });
    expect(waivers.waivers).toMatchObject({ state: 'known', value: [{ requester: { name: 'Omar' }, approver: null }, { approver: { name: 'Grace' } }] });
  });

  it('has a gap where the release graph gave no answer, and each gap once', async () => {
    const mute = await gatherFacts({ ...ports(), graph: { assembleApart: () => () => Promise.resolve(new Map()) } }, everything);
    expect(mute.gaps).toEqual(['CHANGE', 'WORK_ITEM', 'ARTIFACT', 'CONFIGURATION_ITEM'].map((relation) => ({ relation, connection: 'muster', rule: 'release graph', problem: { code: 'UNEXPECTED_ANSWER', message: 'the release graph gave no answer', sinceAt: now, retryAt: null } })));
    expect(mute.asked.knowledge).toMatchObject({ state: 'unknown', problem: { code: 'UNEXPECTED_ANSWER', message: 'the release graph gave no answer', sinceAt: now } });
    const cut = await gathered({ gaps: [gap('ARTIFACT'), gap('KNOWLEDGE')] });
    expect([cut.gaps, cut.asked.knowledge]).toEqual([[gap('ARTIFACT')], { state: 'unknown', problem: timeout }]);
  });

  it('goes without a service that nobody declared, its target, a plan and a seal', async () => {
    const world = ports();
    const bare = await gatherFacts({ ...world, catalogue: { ...world.catalogue, service: () => undefined }, plans: { latest: () => Promise.resolve([]) } }, { ...everything, release: { ...release, sealed: null, dependsOn: [] } });
    expect(bare).toMatchObject({ service: null, target: null, plan: null, artifacts: [{ pinnedSha256: null }], asked: { dependencies: { state: 'known', value: [] } } });
    const known = await gatherFacts({ ...world, catalogue: { ...world.catalogue, services: [service, { ...service, key: 'ledger' }] as never } }, everything);
    expect(known.otherServices.map(({ key }) => key)).toEqual(['ledger']);
  });

  it('knows what went live last, though no release of it is known here', async () => {
    expect((await gathered({ lastKey: 'payments-0.0.1' })).asked.lastLive).toMatchObject({ state: 'known', value: { deployment: { releaseKey: 'payments-0.0.1' }, version: null } });
  });

  it('knows of a dependency that Muster has no such release, and of none that anything went out', async () => {
    const { asked } = await gatherFacts(ports(), { ...everything, release: { ...release, dependsOn: ['nobody-1.0.0', 'ledger-1.9.2'] } });
    expect(asked.dependencies).toMatchObject({ value: [{ key: 'nobody-1.0.0', release: null, last: null }, { key: 'ledger-1.9.2', last: { serviceKey: 'ledger' } }] });
  });

  it('says who asked for a change only where the change is read and names somebody', async () => {
    const requester = async (says: World['says']) => (await gathered({ says: says ?? {} })).changes[0]?.requester;
    const { record } = (await gathered()).changes[0] ?? {};
    const change = record?.state === 'known' ? record.value : undefined;
    expect(await requester({ [refs.change]: change === undefined ? undefined : dated({ ...change, requestedBy: null }, later) })).toBeNull();
    expect(await requester({ [refs.change]: { state: 'unreadable', problem: timeout } })).toBeNull();
    expect((await gathered({ says: { 'change.approvals': { state: 'found', value: [{ approver: null, group: 'CAB', phase: 'RELEASE', state: 'APPROVED' }], fetchedAt: later, problem: null } } })).changes[0]?.approvals).toEqual({ state: 'known', fetchedAt: later, value: [{ approver: null, group: 'CAB', phase: 'RELEASE', state: 'APPROVED' }] });
  });

  it('says who is to finish a work item only where the item is read and names somebody', async () => {
    const assignee = async (answer: Reading<unknown>) => (await gathered({ says: { [refs.work]: answer } })).workItems[0]?.assignee;
    const rosa = { connection: 'jira', userName: 'rosa', name: 'Rosa', email: null, isActive: true };
    expect(await assignee(dated({ ...greenWork, assignee: rosa }, later))).toMatchObject({ name: 'Rosa' });
    expect([await assignee(dated(greenWork, later)), await assignee({ state: 'unreadable', problem: timeout })]).toEqual([null, null]);
  });

  it('says where a record that could not be read would stand, and since when', async () => {
    const [unread, gone] = await Promise.all([{ state: 'unreadable', problem: timeout } as const, { state: 'absent', fetchedAt: later } as const].map(async (answer) => (await gathered({ says: { [refs.work]: answer } })).workItems[0]?.source));
    expect(unread).toEqual({ reference: refs.work, connection: 'jira', key: 'PAY-12', url: null, isStale: true, system: 'JIRA', fetchedAt: timeout.sinceAt, problem: timeout });
    expect(gone).toMatchObject({ fetchedAt: later, problem: null });
    const stray = (await gathered({ links: [...links, link('WORK_ITEM', 'elsewhere:work-item:1')], says: { 'elsewhere:work-item:1': { state: 'absent', fetchedAt: later } } })).workItems.find(({ reference }) => reference.startsWith('elsewhere'));
    expect(stray).toMatchObject({ source: { system: 'UNKNOWN' }, discountedBecause: 'no connection is called elsewhere' });
  });

  it('says why a record of a test connection does not count, here and where anybody may declare one', async () => {
    const why = async (world: World) => (await gathered({ testConnections: ['jira'], ...world })).workItems[0]?.discountedBecause;
    expect(await why({})).toBe('jira is not a production connection, and production is production');
    expect(await why({ isProduction: false, links: [link('WORK_ITEM', refs.work, { origin: 'DISCOVERED' })] })).toBe('jira is not a production connection, and nobody declared the record');
    const { artifacts } = await gathered({ testConnections: ['artifactory'], isProduction: false, links: [] });
    expect(artifacts).toMatchObject([{ link: null, discountedBecause: null }]);
  });

  it('says what problem a stale copy has, or of when it is, and takes it where copies count', async () => {
    const stale = { ...greenWork, source: { ...greenWork.source, isStale: true } };
    const record = async (problem: typeof timeout | null, basis: 'LIVE' | 'MIRROR') => (await gatherFacts(ports({ says: { [refs.work]: dated({ ...stale, source: { ...stale.source, problem } }, later) } }), { ...everything, basis })).workItems[0]?.record;
    expect(await record(timeout, 'LIVE')).toEqual({ state: 'unknown', problem: timeout });
    expect(await record(null, 'LIVE')).toEqual({ state: 'unknown', problem: { code: 'UNEXPECTED_ANSWER', message: `only a stale copy of ${later} is at hand`, sinceAt: later, retryAt: null } });
    expect(await record(null, 'MIRROR')).toMatchObject({ state: 'known' });
  });

  it('looks for what is sealed and gone by its digest, in its own library, and believes what stands there now', async () => {
    const away = { ...greenArtifact, id: 'artifactory:artifact:a9', source: { ...greenArtifact.source, key: 'prod/x/payments-api-2.4.0.tgz', reference: 'artifactory:artifact:prod/x/payments-api-2.4.0.tgz', fetchedAt: later } };
    const find = async (records: readonly unknown[], fetchedAt = later, basis: 'LIVE' | 'MIRROR' = 'LIVE') => {
      const asked: unknown[] = [];
      const world = ports({ says: { [refs.artifact]: { state: 'absent', fetchedAt: later } } });
      const its = { ...world.records, find: ((question: string, about: unknown, _ask: unknown, among: unknown) => {
        asked.push([question, about, among]);
        return Promise.resolve([{ connection: 'elsewhere', isProduction: true, records: [], isComplete: false, problem: timeout }, { connection: 'artifactory', isProduction: true, records: records.map((one) => ({ ...one as typeof away, source: { ...(one as typeof away).source, fetchedAt } })), isComplete: true, problem: null }]);
      }) as never };
      const { artifacts } = await gatherFacts({ ...world, records: its }, { ...everything, alsoAsked: [], basis });
      return { asked, artifact: artifacts[0] };
    };
    const moved = await find([away]);
    expect(moved.asked).toEqual([['artifacts.bySha256', { digests: [greenArtifact.sha256] }, ['artifactory']]]);
    expect(moved.artifact).toMatchObject({ reference: refs.artifact, record: { state: 'known', value: { id: away.id } }, source: { key: away.source.key } });
    expect((await find([])).artifact).toMatchObject({ record: absent(later), source: { key: greenArtifact.source.key, isStale: true } });
    expect((await find([away], '2026-11-23T11:59:59.000Z')).artifact?.record.state).toBe('unknown');
    expect((await find([away], '2026-11-23T11:59:59.000Z', 'MIRROR')).artifact?.record.state).toBe('known');
  });

  it('refuses an environment that nobody configured, and says where', async () => {
    await expect(gatherFacts(ports(), { ...everything, environment: 'moon' })).rejects.toMatchObject({ code: 'NOT_FOUND', path: ['environment'] });
  });

  it('joins who proposed and agreed as they are known today', async () => {
    expect((await gathered()).plan?.agreements.map(({ person: who }) => who.name)).toEqual(greenPlan().agreements.map(({ person: who }) => who.name));
  });
});
