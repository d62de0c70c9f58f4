import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Account, Person } from '../../domain/person.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { AnyRecord } from '../../domain/record.ts';
import type { Link, LinkRelation } from '../../domain/release.ts';
import type { Waiver } from '../../domain/waiver.ts';
import { signed } from '../signed.fixture.ts';
import { accountOf, articleFactsOf, blackoutOf, buildFactsOf, deploymentOf, gap, greenArtifact, greenChange, greenFacts, greenItem, greenPlan, greenService, greenWork, incidentOf, ledger, levelOf, licencesOf, link, liveLedger, now, openLending, person, policy, policyGate, testedBy, timeout } from '../green.fixture.ts';
import { judgeReadiness, type ReadinessPorts } from '../index.ts';
import type { Fact } from '../fact.ts';
import { gateSet } from '../gate-set.ts';
import { waiverOf } from '../waiver.fixture.ts';
import { gatherFacts } from './index.ts';

const later = '2026-11-23T12:00:01.000Z';
const { release, service } = greenFacts();
const builtBy = buildFactsOf().record;
const { record: article, reference: articleReference } = articleFactsOf();
const stored: AnyRecord[] = [...(builtBy.state === 'known' ? [builtBy.value] : []), greenChange, greenItem, greenWork, greenArtifact, ...(article.state === 'known' ? [article.value] : [])];
const refs = { change: greenChange.source.reference, work: greenWork.source.reference, artifact: greenArtifact.source.reference, item: greenItem.source.reference };
const links = [link('CHANGE', refs.change), link('WORK_ITEM', refs.work), link('ARTIFACT', refs.artifact), link('CONFIGURATION_ITEM', refs.item), link('KNOWLEDGE', articleReference)];

interface World {
  readonly links?: readonly Link[];
  readonly gaps?: ReturnType<typeof gap>[];
  /** Looking for records of a relation takes as long as this. */
  readonly unseen?: (relation: LinkRelation) => Promise<void> | undefined;
  /** Answers instead of what is stored, by reference or identity (records) or relation. */
  readonly says?: Readonly<Record<string, Reading<unknown> | undefined>>;
  readonly testConnections?: readonly string[];
  readonly isProduction?: boolean;
  readonly freezes?: () => Promise<readonly never[]>;
  readonly waivers?: () => Promise<readonly Waiver[]>;
  readonly policy?: Policy;
  readonly nothingLive?: boolean;
  readonly lastKey?: string;
  /** A search whose answer is cut. */
  readonly cut?: string;
}

/** The gates that look at nothing but what every judgement gathers. */
const frugal: Policy = { ...policy, gates: policy.gates.filter(({ gate }) => gateSet().of(gate)?.asks.length === 0) };
const asking = (...names: readonly string[]): Policy => ({ ...policy, gates: policy.gates.filter(({ gate }) => names.includes(gate)) });

/** Tools that answer at `later`, a second after the judgement began. */
function ports(world: World = {}): ReadinessPorts & { asked: string[] } {
  const asked: string[] = [];
  const environment = { name: 'production', isProduction: world.isProduction ?? true, policy: 'production' };
  const relations: Readonly<Record<string, unknown>> = {
    'change.approvals': [{ approver: account('omar'), group: null, phase: 'RELEASE', state: 'APPROVED', decidedAt: null, comment: null }],
    'change.configurationItems': [greenItem],
    'artifact.evidence': [testedBy('acceptance')], 'artifact.statements': [{ name: 'x', subjectSha256: greenArtifact.sha256, envelope: signed([greenArtifact.sha256 ?? '']) }], 'service.serviceLevels': [levelOf()], 'change.conflicts': [], 'ci.impactedServices': [greenService], 'service.openIncidents': [incidentOf()], 'service.openProblems': [],
    'artifact.scan': { state: 'SCANNED', critical: 0, high: 0, medium: 0, low: 0, scannedAt: null, licences: ['MIT'] },
  };
  const reading = (value: unknown): Reading<unknown> => ({ state: 'found', value, fetchedAt: later, problem: null });
  const answer = (name: string): Reading<unknown> => {
    const found = stored.find((record) => record.source.reference === name || record.id === name);
    return found === undefined ? { state: 'absent', fetchedAt: later } : reading(found);
  };
  let moment = Date.parse(now);
  return {
    asked,
    graph: { assembleApart: () => async (relation) => {
      await world.unseen?.(relation);
      return new Map([[release.key, { links: (world.links ?? links).filter((one) => one.relation === relation), gaps: (world.gaps ?? []).filter((one) => one.relation === relation) }]]);
    } },
    records: {
      read: ((kind: string, names: readonly string[]) => { asked.push(kind); return Promise.resolve(new Map(names.flatMap((name) => (world.says !== undefined && name in world.says ? (world.says[name] === undefined ? [] : [[name, world.says[name]]]) : [[name, answer(name)]])))); }) as never,
      relate: ((relation: string, ids: readonly string[]) => { asked.push(relation); return Promise.resolve(new Map(ids.map((id) => [id, world.says?.[relation] ?? reading(relations[relation])]))); }) as never,
      find: ((question: string, about: { emails?: readonly string[] }, _ask: unknown, among: unknown) => {
        asked.push(question);
        const found = question === 'windows.list' ? [blackoutOf()] : question === 'accounts.list' ? (about.emails ?? []).map((email) => accountOf(email.split('@')[0] ?? '')) : question === 'licences.list' ? known(licencesOf().licences) : known(licencesOf().entitlements);
        const failed = world.says?.[question];
        if (failed?.state === 'unreadable') return Promise.resolve([{ connection: 'servicenow', isProduction: true, records: [], isComplete: false, problem: failed.problem }]);
        expect(among).toEqual(['accounts.list', 'windows.list'].includes(question) ? 'production' : ['servicenow']);
        return Promise.resolve([{ connection: 'servicenow', isProduction: true, records: found, isComplete: world.cut !== question, problem: null }]);
      }) as never,
      knownAs: () => Promise.resolve(new Map()), isProduction: () => true,
    },
    releases: { byKeys: (keys) => { asked.push(`releases ${keys.join()}`); return Promise.resolve(new Map([[ledger.key, ledger]])); } },
    deployments: {
      decisive: (keys) => { asked.push(`deployments of ${keys.join()}`); return Promise.resolve([deploymentOf()]); },
      lastAt: (serviceKey, where) => { asked.push(`last of ${serviceKey} in ${where}`); return Promise.resolve(liveLedger()); },
      running: (serviceKey, where) => { asked.push(`running of ${serviceKey} in ${where}`); return Promise.resolve(world.nothingLive === true ? null : liveLedger({ releaseKey: world.lastKey ?? ledger.key })); },
      open: () => { asked.push('open deployments'); return Promise.resolve([openLending()]); },
    },
    waivers: { approved: (key, where) => { asked.push(`waivers of ${key} in ${where}`); return world.waivers?.() ?? Promise.resolve([]); } },
    freezes: { unlifted: () => { asked.push('freezes'); return world.freezes?.() ?? Promise.resolve([]); } },
    plans: { latest: () => Promise.resolve([{ ...greenPlan().plan, proposedBy: person('Kenji'), agreements: greenPlan().agreements.map(({ agreement }) => agreement) }]) },
    catalogue: { environments: [environment], services: service === null ? [] : [service], policies: [frugal], environment: (name) => (name === 'production' ? environment : undefined), service: () => service ?? undefined, policyOf: () => world.policy ?? frugal },
    people: { ofAccount: ({ userName }) => person(capital(userName)), ofEmail: (email): Person => person(capital(email.split('@')[0] ?? '')) },
    connections: { byName: (name) => (['servicenow', 'jira', 'artifactory'].includes(name) ? { name, system: name.toUpperCase(), isProduction: world.testConnections?.includes(name) !== true, readers: {}, relations: {}, finders: {}, probe: () => Promise.resolve() } : undefined) },
    gates: gateSet(),
    clock: { now: () => { const at = new Date(moment); moment += 2_000; return at; } },
  };
}

/** What a fixture knows. */
function known<T>(fact: Fact<T>): T {
  if (fact.state !== 'known') throw new Error('the fixture should know it');
  return fact.value;
}

function account(userName: string): Account {
  return { connection: 'servicenow', userName, name: capital(userName), email: null, isActive: true };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const everyTime = ['artifact', 'artifact.scan', 'change', 'change.approvals', 'change.configurationItems', 'ci', 'waivers of payments-2.4.0 in production', 'work-item'];
const judge = (world?: World, basis: 'LIVE' | 'MIRROR' = 'LIVE') => judgeReadiness(ports(world), { release, environment: 'production', basis });
const outcomes = async (world?: World, basis?: 'LIVE' | 'MIRROR') => Object.fromEntries((await judge(world, basis)).verdicts.map(({ gate, outcome }) => [gate, outcome]));
const dated = (value: AnyRecord, fetchedAt: string): Reading<unknown> => ({ state: 'found', value, fetchedAt, problem: null });

describe('a judgement', () => {
  it('gathers what it needs in one question per kind and relation', async () => {
    const world = ports();
    expect(await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' })).toMatchObject({ outcome: 'READY', basis: 'LIVE', judgedAt: '2026-11-23T12:00:02.000Z' });
    expect(world.asked.sort()).toEqual(everyTime);
  });

  it('reads what only some gates look at when the policy names one of them, and only that', async () => {
    const askedBy = async (gate: string) => {
      const world = ports({ policy: asking(gate) });
      const { verdicts } = await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' });
      return [...world.asked.filter((question) => !everyTime.includes(question)), ...verdicts.map(({ outcome }): string => outcome)];
    };
    expect(await askedBy('environment-came-before')).toEqual(['deployments of payments-2.4.0', 'PASS']);
    expect(await askedBy('dependencies-are-live')).toEqual(['releases ledger-1.9.2', 'last of ledger in production', 'PASS']);
    expect(await askedBy('no-freeze')).toEqual(['freezes', 'windows.list', 'PASS']);
    expect(await askedBy('no-open-major-incident')).toEqual(['ci.impactedServices', 'service.openIncidents', 'PASS']);
    expect(await askedBy('no-blocking-problem')).toEqual(['ci.impactedServices', 'service.openProblems', 'PASS']);
    expect(await askedBy('no-conflicting-change')).toEqual(['open deployments', 'change.conflicts', 'FAIL']);
    expect(await askedBy('people-are-current')).toEqual(['accounts.list', 'licences.list', 'entitlements.list', 'PASS']);
    expect(await askedBy('package-is-tested')).toEqual(['artifact.evidence', 'build', 'PASS']);
    expect(await askedBy('package-is-signed')).toEqual(['artifact.statements', 'PASS']);
    expect(await askedBy('artifact-licences-are-allowed')).toEqual(['PASS']);
    expect(await askedBy('knowledge-is-transferred')).toEqual(['knowledge', 'PASS']);
    expect(await askedBy('service-levels-hold')).toEqual(['ci.impactedServices', 'service.serviceLevels', 'PASS']);
    expect(await askedBy('cmdb-matches-last-release')).toEqual(['running of payments in production', 'releases ledger-1.9.2', 'FAIL']);
    expect(await askedBy('plan-is-agreed')).toEqual(['PASS']);
    const both = ports({ policy: asking('no-open-major-incident', 'no-blocking-problem') });
    await judgeReadiness(both, { release, environment: 'production', basis: 'LIVE' });
    expect(both.asked.filter((question) => !everyTime.includes(question)).sort()).toEqual(['ci.impactedServices', 'service.openIncidents', 'service.openProblems']);
  });

  it('takes trouble that could not be read for unknown, and says so of an old answer', async () => {
    const troubledBy = (says: World['says']) => outcomes({ policy: asking('no-open-major-incident'), ...(says && { says }) });
    expect(await troubledBy({ 'ci.impactedServices': { state: 'unreadable', problem: timeout } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
    expect(await troubledBy({ 'service.openIncidents': { state: 'unreadable', problem: timeout } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
    expect(await troubledBy({ 'service.openIncidents': { state: 'found', value: [], fetchedAt: '2026-11-23T11:00:00.000Z', problem: null } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
    expect(await troubledBy({ [refs.item]: { state: 'unreadable', problem: timeout } })).toEqual({ 'no-open-major-incident': 'UNKNOWN' });
  });

  it('asks for licences only where the policy names one, and believes no search that failed or was cut', async () => {
    const given = (parameters: Policy['gates'][number]['parameters']): Policy => ({ ...policy, gates: [policyGate('people-are-current', { parameters })] });
    const world = ports({ policy: given({}) });
    await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' });
    expect(world.asked.filter((question) => !everyTime.includes(question))).toEqual(['accounts.list']);
    const licensed = given({ licensedFor: 'Release Desk' });
    for (const question of ['accounts.list', 'licences.list', 'entitlements.list']) {
      expect(await outcomes({ policy: licensed, says: { [question]: { state: 'unreadable', problem: timeout } } })).toEqual({ 'people-are-current': 'UNKNOWN' });
    }
    expect(await outcomes({ policy: licensed, cut: 'accounts.list' })).toEqual({ 'people-are-current': 'UNKNOWN' });
    expect(await outcomes({ policy: licensed, cut: 'entitlements.list' })).toEqual({ 'people-are-current': 'UNKNOWN' });
  });

  it('takes a look for articles that did not come, or was not finished, for unknown', async () => {
    const knowing = asking('knowledge-is-transferred');
    const verdict = async (world: World) => (await outcomes({ policy: knowing, ...world }))['knowledge-is-transferred'];
    expect(await verdict({ gaps: [gap('KNOWLEDGE')] })).toBe('UNKNOWN');
    expect(await verdict({ says: { [articleReference]: { state: 'unreadable', problem: timeout } } })).toBe('UNKNOWN');
    expect(await verdict({ links: links.filter(({ relation }) => relation !== 'KNOWLEDGE') })).toBe('FAIL');
    expect(await verdict({ links: [...links, link('KNOWLEDGE', 'servicenow:knowledge:KB9', { environment: 'staging' })] })).toBe('PASS');
  });

  it('tells of what went live last that nothing did, or that its release is not known', async () => {
    const drift = asking('cmdb-matches-last-release');
    expect(await outcomes({ policy: drift, nothingLive: true })).toEqual({ 'cmdb-matches-last-release': 'FAIL' });
    expect(await outcomes({ policy: drift, lastKey: 'payments-0.0.1' })).toEqual({ 'cmdb-matches-last-release': 'UNKNOWN' });
  });

  it('believes no list of blackouts that failed or was cut', async () => {
    for (const one of [{ says: { 'windows.list': { state: 'unreadable', problem: timeout } } }, { cut: 'windows.list' }] satisfies Partial<World>[]) {
      expect(await outcomes({ policy: asking('no-freeze'), ...one })).toEqual({ 'no-freeze': 'UNKNOWN' });
    }
  });

  it('finds freezes unknown that the database does not tell', async () => {
    const { verdicts } = await judgeReadiness(ports({ policy: { ...policy, gates: [policyGate('no-freeze')] }, freezes: () => Promise.reject(new Error('down')) }), { release, environment: 'production', basis: 'LIVE' });
    expect(verdicts).toMatchObject([{ gate: 'no-freeze', outcome: 'UNKNOWN' }]);
  });

  describe('reads waivers', () => {
    const undone = { policy: { ...policy, gates: [policyGate('plan-is-agreed'), policyGate('work-items-are-done')] }, says: { [refs.work]: dated({ ...greenWork, progress: 'TO_DO' }, later) } };
    it('that were approved, with their people as they are joined today', async () => {
      const by = (name: string) => person(name, { id: 'person:old', accounts: [] });
      const waiver = waiverOf({ requestedBy: by('Kenji'), decision: { isApproved: true, by: by('Omar'), at: now, comment: null } });
      expect((await judge({ ...undone, waivers: () => Promise.resolve([waiver]) })).verdicts).toMatchObject([{ outcome: 'PASS' }, { outcome: 'WAIVED', waiver: { id: 'waiver:1' } }]);
      const own = waiverOf({ decision: { isApproved: true, by: by('Kenji'), at: now, comment: null } });
      expect((await judge({ ...undone, waivers: () => Promise.resolve([own]) })).verdicts).toMatchObject([{ outcome: 'PASS' }, { outcome: 'FAIL', waiver: null }]);
    });

    it('and lets nothing go when the database does not tell', async () => {
      expect((await judge({ ...undone, waivers: () => Promise.reject(new Error('down')) })).verdicts).toMatchObject([{ outcome: 'PASS' }, { outcome: 'FAIL', waiver: null }]);
    });

    it('for nobody whose policy lets no gate be waived', async () => {
      const world = ports({ policy: { ...policy, gates: [policyGate('plan-is-agreed', { isWaivable: false })] } });
      await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' });
      expect(world.asked.filter((question) => question.startsWith('waivers'))).toEqual([]);
    });
  });

  it('finds unknown what was not asked for', async () => {
    const { asked } = await gatherFacts(ports(), { release, environment: 'production', basis: 'LIVE' });
    expect(Object.values<Fact<unknown>>({ ...asked }).map(({ state }) => state)).toEqual(Object.keys(asked).map(() => 'unknown'));
  });

  it('leaves out what only a deployer understands: facts are kept and shown', async () => {
    const world = ports();
    const secret = { ...service as ServiceDeclaration, deployers: { production: { connection: 'github', name: 'actions', settings: { token: 'canary' } } } };
    const facts = await gatherFacts({ ...world, catalogue: { ...world.catalogue, services: [secret, { ...secret, key: 'ledger' }], service: () => secret } }, { release, environment: 'production', basis: 'LIVE' });
    expect(facts.service?.deployers['production']?.name).toBe('actions');
    expect(facts.otherServices).toHaveLength(1);
    expect(JSON.stringify(facts)).not.toContain('canary');
  });

  it('refuses an environment that is not configured', async () => {
    await expect(judgeReadiness(ports(), { release, environment: 'moon', basis: 'LIVE' })).rejects.toThrow('No environment is called "moon"; there are production.');
  });

  it('looks at links of its environment and of every one, never at others or at what was taken out', async () => {
    const other = (given: Partial<Link>) => link('WORK_ITEM', 'jira:work-item:PAY-99', { id: 'link:x', ...given });
    const read = async (extra: Link) => (await gatherFacts(ports({ links: [...links, extra] }), { release, environment: 'production', basis: 'LIVE' })).workItems.map(({ reference }) => reference);
    expect(await read(other({ environment: 'production' }))).toContain('jira:work-item:PAY-99');
    expect(await read(other({ environment: 'staging' }))).not.toContain('jira:work-item:PAY-99');
    const excluded = { because: 'x', by: person('Ines'), at: now, agreedBy: null, needsAgreement: false };
    expect(await read(other({ excluded }))).not.toContain('jira:work-item:PAY-99');
    expect(await read(other({ excluded: { ...excluded, needsAgreement: true } }))).toContain('jira:work-item:PAY-99');
  });

  it('reads a record once, by its strongest link, and skips builds, bundles and versions', async () => {
    const more = [link('CHANGE', refs.change, { origin: 'CORRELATED', environment: 'production' }), link('ARTIFACT', 'artifactory:build:payments/118'), link('WORK_ITEM', 'jira:version:PAY/2.4.0')];
    const facts = await gatherFacts(ports({ links: [...more, ...links] }), { release, environment: 'production', basis: 'LIVE' });
    expect(facts.changes).toMatchObject([{ link: { origin: 'DECLARED' } }]);
    expect([facts.artifacts.length, facts.workItems.length]).toEqual([1, 1]);
  });

  it('still judges what is sealed when its link is gone', async () => {
    const facts = await gatherFacts(ports({ links: [] }), { release, environment: 'production', basis: 'LIVE' });
    expect(facts.artifacts).toMatchObject([{ reference: refs.artifact, link: null, pinnedSha256: greenArtifact.sha256, scan: { state: 'known' } }]);
  });

  it('takes no fact from before it began, live', async () => {
    const old = { [refs.work]: dated(greenWork, '2026-11-23T11:59:59.999Z') };
    expect(await outcomes({ says: old })).toMatchObject({ 'work-items-are-done': 'UNKNOWN', 'change-is-approved': 'PASS' });
    expect(await outcomes({ says: old }, 'MIRROR')).toMatchObject({ 'work-items-are-done': 'PASS' });
    expect(await outcomes({ says: { [refs.work]: { state: 'absent', fetchedAt: '2026-11-23T11:00:00.000Z' } } })).toMatchObject({ 'work-items-are-done': 'UNKNOWN' });
    expect(await outcomes({ says: { 'change.approvals': { state: 'found', value: [], fetchedAt: '2026-11-23T11:00:00.000Z', problem: null } } })).toMatchObject({ 'change-is-approved': 'UNKNOWN' });
  });

  it('takes no last known copy, live', async () => {
    expect(await outcomes({ says: { [refs.work]: { state: 'found', value: greenWork, fetchedAt: later, problem: timeout } } })).toMatchObject({ 'work-items-are-done': 'UNKNOWN' });
    expect(await outcomes({ says: { [refs.work]: dated({ ...greenWork, source: { ...greenWork.source, isStale: true } }, later) } })).toMatchObject({ 'work-items-are-done': 'UNKNOWN' });
  });

  it('finds unknown what came without an answer, or failed; other gates still answer', async () => {
    expect(await outcomes({ says: { [refs.work]: undefined } })).toMatchObject({ 'work-items-are-done': 'UNKNOWN', 'plan-is-agreed': 'PASS' });
    const silent = await judge({ says: { [refs.artifact]: { state: 'unreadable', problem: timeout } } });
    expect(silent.outcome).toBe('UNDETERMINED');
    expect(silent.verdicts.find(({ gate }) => gate === 'package-is-in-the-dml')).toMatchObject({ outcome: 'UNKNOWN', evidence: [{ source: { system: 'ARTIFACTORY', isStale: true, problem: timeout }, recordId: null }] });
    expect(silent.verdicts.filter(({ outcome }) => outcome !== 'PASS').map(({ gate }) => gate)).toEqual(['package-is-in-the-dml', 'package-matches-its-seal', 'no-blocking-vulnerability', 'artifact-licences-are-allowed']);
  });

  it('finds everything unknown when the graph gives no answer', async () => {
    const mute = { ...ports(), graph: { assembleApart: () => () => Promise.resolve(new Map()) } };
    const { verdicts } = await judgeReadiness(mute, { release, environment: 'production', basis: 'LIVE' });
    expect(verdicts.filter(({ outcome }) => outcome === 'PASS').map(({ gate }) => gate)).toEqual(['plan-is-agreed']);
  });

  it('asks one tool about its records while another has yet to say which they are', async () => {
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => { answer = resolve; });
    const world = ports({ unseen: (relation) => (relation === 'CHANGE' || relation === 'CONFIGURATION_ITEM' ? slow : undefined) });
    const judgement = judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' });
    await new Promise((resolve) => { setImmediate(resolve); });
    expect([...world.asked].sort()).toEqual(['artifact', 'artifact.scan', 'waivers of payments-2.4.0 in production', 'work-item']);
    answer();
    expect((await judgement).outcome).toBe('READY');
  });

  it('never lets a test connection count for production, and elsewhere only what was declared', async () => {
    const discovered = links.map((one) => ({ ...one, origin: 'DISCOVERED' as const }));
    expect(await outcomes({ testConnections: ['jira'] })).toMatchObject({ 'work-items-are-done': 'FAIL' });
    expect(await outcomes({ testConnections: ['jira'], isProduction: false })).toMatchObject({ 'work-items-are-done': 'PASS' });
    expect(await outcomes({ testConnections: ['jira'], isProduction: false, links: discovered })).toMatchObject({ 'work-items-are-done': 'FAIL' });
    expect(await outcomes({ links: [...links, link('WORK_ITEM', 'elsewhere:work-item:1')] })).toMatchObject({ 'work-items-are-done': 'FAIL' });
  });

  it('tells the gates of looks that could not be finished', async () => {
    expect(await outcomes({ gaps: [gap('WORK_ITEM')] })).toMatchObject({ 'work-items-are-done': 'UNKNOWN', 'change-is-approved': 'PASS' });
  });
});
