import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Link, LinkOrigin } from '../../domain/release.ts';
import { gap, greenArtifact, greenItem, greenWork, link, now, person, policy, policyGate, timeout } from '../green.fixture.ts';
import { judgeReadiness } from '../index.ts';
import type { Fact } from '../fact.ts';
import { waiverOf } from '../waiver.fixture.ts';
import { gatherFacts } from './index.ts';
import { dated, everyTime, judge, later, links, outcomes, ports, refs, release, service } from './gather.fixture.ts';

describe('a judgement', () => {
  it('gathers what it needs in one question per kind and relation', async () => {
    const world = ports();
    expect(await judgeReadiness(world, { release, environment: 'production', basis: 'LIVE' })).toMatchObject({ outcome: 'READY', basis: 'LIVE', judgedAt: '2026-11-23T12:00:02.000Z' });
    expect(world.asked.sort()).toEqual(everyTime);
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
      expect((await gatherFacts(world, { release, environment: 'production', basis: 'LIVE' })).waivers).toEqual({ state: 'known', value: [], fetchedAt: now });
      expect(world.asked.filter((question) => question.startsWith('waivers'))).toEqual([]);
      const some = ports({ policy: { ...policy, gates: [policyGate('plan-is-agreed', { isWaivable: false }), policyGate('work-items-are-done')] } });
      await judgeReadiness(some, { release, environment: 'production', basis: 'LIVE' });
      expect(some.asked.filter((question) => question.startsWith('waivers'))).toHaveLength(1);
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
    const world = ports();
    const [production] = world.catalogue.environments;
    const both = { ...world, catalogue: { ...world.catalogue, environments: [...world.catalogue.environments, { ...production, name: 'staging' }] } } as typeof world;
    await expect(judgeReadiness(both, { release, environment: 'moon', basis: 'LIVE' })).rejects.toThrow('No environment is called "moon"; there are production, staging.');
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

  it('lets go of a link to a name that nothing bears, where a stronger or an older one leads to the record by its name', async () => {
    const drawn = (name: string, origin: LinkOrigin, linkedAt: string, given: Partial<Link> = {}) => link('WORK_ITEM', name, { id: `${name} ${origin}`, origin, linkedAt, identity: greenWork.id, ...given });
    const isJudged = async (garbled: Link, true_: Link) => (await gatherFacts(ports({ links: [garbled, true_] }), { release, environment: 'production', basis: 'LIVE' })).workItems.some(({ reference }) => reference === garbled.reference);
    const [before, after] = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'];
    for (const garbled of ['jira:work-item:#AY-7', 'jira:work-item:~AY-7']) {
      expect(await isJudged(drawn(garbled, 'DISCOVERED', before), drawn(refs.work, 'DECLARED', after))).toBe(false);
      expect(await isJudged(drawn(garbled, 'CORRELATED', after), drawn(refs.work, 'CORRELATED', before))).toBe(false);
      // Nobody knows which of the two is its name now.
      expect(await isJudged(drawn(garbled, 'CORRELATED', before), drawn(refs.work, 'CORRELATED', after))).toBe(true);
      expect(await isJudged(drawn(garbled, 'CORRELATED', before), drawn(refs.work, 'CORRELATED', before))).toBe(true);
      expect(await isJudged(drawn(garbled, 'DECLARED', after), drawn(refs.work, 'DISCOVERED', before))).toBe(true);
      for (const identity of ['jira:work-item:9', null]) expect(await isJudged(drawn(garbled, 'DISCOVERED', after, { identity }), drawn(refs.work, 'DECLARED', before))).toBe(true);
      // Found by its identity, and called otherwise.
      expect(await isJudged(drawn(garbled, 'DISCOVERED', after), drawn(greenWork.id, 'DECLARED', before))).toBe(true);
    }
  });

  it('lets go of one where configuration leads to the item by its name, which stays the target, and of no target', async () => {
    const targets = async (links: readonly Link[], says = {}) => { const { items, target } = await gatherFacts(ports({ says, links }), { release, environment: 'production', basis: 'LIVE' }); return [items.map(({ reference }) => reference), target?.reference, target?.record.state]; };
    expect(await targets([link('CONFIGURATION_ITEM', 'servicenow:ci:#ayments-api-prod', { id: 'x', identity: greenItem.id })])).toEqual([[], refs.item, 'known']);

    const [db, gone] = [link('CONFIGURATION_ITEM', 'servicenow:ci:db', { id: 'y', identity: 'servicenow:ci:i2' }), { state: 'absent', fetchedAt: later }];
    const says = { [refs.item]: gone, [db.reference]: dated({ ...greenItem, id: 'servicenow:ci:i2', source: { ...greenItem.source, reference: db.reference } }, later) };
    expect(await targets([db], says)).toEqual([[db.reference], refs.item, 'absent']);
  });

  it('lets go of no record that is not to be read', async () => {
    const says = { 'jira:work-item:#AY-7': { state: 'unreadable', problem: timeout } } as const;
    const facts = await gatherFacts(ports({ says, links: [link('WORK_ITEM', 'jira:work-item:#AY-7', { id: 'x', origin: 'DISCOVERED', identity: greenWork.id }), link('WORK_ITEM', refs.work)] }), { release, environment: 'production', basis: 'LIVE' });
    expect(facts.workItems.map(({ record }) => record.state)).toEqual(['unknown', 'known']);
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
