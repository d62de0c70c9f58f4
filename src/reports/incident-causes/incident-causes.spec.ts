import type { ReportRow } from '../../domain/report.ts';
import { incidentWithinMs } from '../../domain/incident-cause.ts';
import { durationMs } from '../../domain/duration.ts';
import type { Given } from '../asked.ts';
import { catalogueWith, copied, copiedOnce, deployed, eachReportDatabase, forgotten, linked, released } from '../reports.fixture.ts';
import { definition } from './definition.ts';

const catalogue = catalogueWith({ key: 'payments', team: 'money', record: 'cmdb:service:Payments' }, { key: 'ledger', team: 'books' }, { key: 'cards' });
const incidentAt = '2026-11-10T12:00:00.000Z';

eachReportDatabase('incident-causes', catalogue, (given) => {
  const report = (parameters: Given = {}) => given.ask('incident-causes', parameters);
  const rows = async (parameters: Given = {}): Promise<readonly ReportRow[]> => (await report(parameters).page(500, null)).rows;
  const item = (name: string) => ({ id: `cmdb:ci:${name}`, kind: 'ci', label: name, name, source: { connection: 'cmdb', reference: `cmdb:ci:${name}` } });
  const reach = (of: string, ...on: readonly (readonly [string, number])[]) => copied(given, `cmdb:ci:${of}`, { isComplete: true, items: on.map(([name, distance]) => ({ item: item(name), distance })) }).then(() => given.sql(`update muster.copy set kind = 'ci.dependencyReach' where identity = $1 and content ? 'isComplete'`, [`cmdb:ci:${of}`]));
  const incident = (id: string, more: object = {}, at = incidentAt, connection = 'desk') => copied(given, `${connection}:incident:${id}`, { number: `INC-${id}`, title: 'text only', priority: 1, isOpen: true, openedAt: at, resolvedAt: null, configurationItemId: null, problemId: null, causedByChangeId: null, ...more });
  const about = (name: string) => ({ configurationItemId: `cmdb:ci:${name}` });
  const said = async (parameters: Given = {}): Promise<unknown> => (await rows(parameters)).map(({ incident: number, confidence, tie, deployment_id: id }) => [number, confidence, tie, id]);

  beforeEach(async () => {
    await forgotten(given);
    // What an item depends on is kept under its identity, beside the item: the reach goes first.
    await reach('page', ['payments', 1], ['ledger', 2]);
    await reach('payments', ['ledger', 1]);
    for (const name of ['page', 'payments', 'ledger', 'cards']) await copied(given, `cmdb:ci:${name}`, item(name));
  });

  it('puts an incident down to the nearest that was deployed, never merely to the newest', async () => {
    await deployed(given, { id: 'own', at: '2026-11-10T08:00:00Z' });
    await deployed(given, { id: 'near', service: 'ledger', at: '2026-11-10T10:00:00Z' });
    await deployed(given, { id: 'newest', service: 'cards', at: '2026-11-10T11:59:00Z' });
    await incident('1', about('payments'));
    expect(await rows()).toMatchObject([{
      id: `${incidentAt}|desk:incident:1`, confidence: 'STRONG', tie: 'ITEM', deployment_id: 'deployment:own', cause_service: 'payments', cause_team: 'money', service: 'payments', environment: 'production', item: 'payments',
      after: 14_400, suspects: 2, suspect_ids: ['deployment:near', 'deployment:own'], is_reach_known: true, evidence: 'The deployment changed payments, which it is about.', incident_ids: ['desk:incident:1'], item_ids: ['cmdb:ci:payments'],
    }]);
    await given.sql(`update muster.deployment set service_key = 'elsewhere' where id = 'deployment:own'`);
    expect(await rows()).toMatchObject([{ confidence: 'STRONG', tie: 'PATH', deployment_id: 'deployment:near', suspects: 1, evidence: 'payments depends on ledger over 1 relation, which the deployment changed.', item_ids: ['cmdb:ci:ledger', 'cmdb:ci:payments'] }]);
    await given.sql(`update muster.deployment set service_key = 'elsewhere' where id = 'deployment:near'`);
    expect(await rows()).toMatchObject([{ confidence: 'UNKNOWN', tie: null, deployment_id: null, after: null, suspects: 0, suspect_ids: [], evidence: 'Nothing that payments is or depends on was deployed in time.' }]);
  });

  it('takes the nearer on a path, the later of equals, and none too old or too late', async () => {
    await deployed(given, { id: 'old', at: '2026-11-09T11:59:59Z' });
    await deployed(given, { id: 'late', at: '2026-11-10T12:00:01Z' });
    await deployed(given, { id: 'far', service: 'ledger', at: '2026-11-10T11:00:00Z' });
    await incident('1', about('page'));
    expect(await said()).toEqual([['INC-1', 'STRONG', 'PATH', 'deployment:far']]);
    expect(await said({ within: 'P2D' })).toEqual([['INC-1', 'STRONG', 'PATH', 'deployment:old']]);
    await deployed(given, { id: 'first', at: '2026-11-09T12:00:00Z' });
    await deployed(given, { id: 'second', at: '2026-11-10T01:00:00Z' });
    expect(await said()).toEqual([['INC-1', 'STRONG', 'PATH', 'deployment:second']]);
    expect(durationMs(definition.parameters.find(({ name }) => name === 'within')?.usual ?? '')).toBe(incidentWithinMs);
  });

  it('believes what was declared: the incident opened for it, then the change that is named, and guesses nothing beside it', async () => {
    await deployed(given, { id: 'own', at: '2026-11-10T11:00:00Z' });
    await deployed(given, { id: 'before', service: 'cards', at: '2026-10-01T11:00:00Z', changes: ['desk:change:7'] });
    await deployed(given, { id: 'under', service: 'cards', at: '2026-11-01T11:00:00Z', changes: ['desk:change:6', 'desk:change:7'] });
    await deployed(given, { id: 'after', service: 'cards', at: '2026-11-10T13:00:00Z', changes: ['desk:change:7'] });
    await incident('1', { ...about('payments'), causedByChangeId: 'desk:change:7' });
    expect(await rows()).toMatchObject([{ confidence: 'DECLARED', tie: 'CHANGE', deployment_id: 'deployment:under', suspects: 2, evidence: 'It names desk:change:7 as its cause.', change_ids: ['desk:change:6', 'desk:change:7'] }]);
    await incident('1', { ...about('payments'), causedByChangeId: 'desk:change:8' });
    expect(await rows()).toMatchObject([{ confidence: 'DECLARED', tie: null, deployment_id: null, evidence: 'It names a change as its cause under which nothing was deployed.', change_ids: ['desk:change:8'] }]);
    await released(given, 'cards-1', { service: 'cards' });
    await linked(given, 'cards-1', 'CHANGE', 'desk:change:8');
    await deployed(given, { id: 'of-release', service: 'cards', release: 'cards-1', at: '2026-11-02T11:00:00Z' });
    expect(await said()).toEqual([['INC-1', 'DECLARED', 'CHANGE', 'deployment:of-release']]);
    await given.sql(`update muster.link set origin = 'DISCOVERED'`);
    expect(await said()).toEqual([['INC-1', 'DECLARED', null, null]]);
    await deployed(given, { id: 'own-2', service: 'ledger', at: '2026-11-10T11:30:00Z', incident: 'desk:incident:1' });
    expect(await said()).toEqual([['INC-1', 'DECLARED', 'INCIDENT', 'deployment:own-2']]);
  });

  it('takes a service that suffers for a weak ground', async () => {
    await copied(given, 'cmdb:ci:db', [{ id: 'cmdb:service:1', kind: 'service', source: { reference: 'cmdb:service:Payments' } }]);
    await given.sql(`update muster.copy set kind = 'ci.impactedServices' where identity = 'cmdb:ci:db'`);
    await copied(given, 'cmdb:ci:db', item('db'));
    await incident('1', about('db'));
    await deployed(given, { id: 'staging', environment: 'staging', at: '2026-11-10T11:30:00Z' });
    expect(await rows()).toMatchObject([{ confidence: 'UNKNOWN', is_reach_known: false, evidence: 'Nothing that touches db was deployed in time, by what is known: what it depends on was never read.' }]);
    await deployed(given, { id: 'own', at: '2026-11-10T11:00:00Z' });
    expect(await said()).toEqual([['INC-1', 'WEAK', 'SERVICE', 'deployment:own']]);
  });

  it('says what is missing, and never takes a test connection for production', async () => {
    await deployed(given, { id: 'own', at: '2026-11-10T11:00:00Z' });
    await incident('1');
    await incident('2', { configurationItemId: 'cmdb:ci:nobody' });
    await incident('3', about('payments'), incidentAt, 'clone');
    expect((await rows()).map(({ incident: number, evidence }) => [number, evidence])).toEqual([['INC-1', 'It names no configuration item.'], ['INC-2', 'Its configuration item was never read.']]);
    expect(await rows({ service: 'payments' })).toEqual([]);
    await incident('4', about('page'));
    expect(await said({ service: 'payments' })).toEqual([['INC-4', 'STRONG', 'PATH', 'deployment:own']]);
    expect(await said({ team: 'books' })).toEqual([]);
    expect(await said({ confidence: 'strong,weak' })).toEqual([['INC-4', 'STRONG', 'PATH', 'deployment:own']]);
    expect(await report().totals()).toMatchObject({ incidents: 3, attributed: 1, strong: 1, weak: 0, declared: 0, unknown: 2 });
  });

  it('reckons what each release cost, overlaps once, and what its watch saw of the service levels', async () => {
    await released(given, 'payments-1');
    await deployed(given, { id: 'own', release: 'payments-1', at: '2026-11-10T09:00:00Z' });
    await given.sql(`update muster.deployment set availability = $1`, [JSON.stringify({ downtimeMs: 1, serviceLevels: [
      { serviceId: 'x', service: 'Payments', name: 'availability', wasBreached: false, isBreached: true, leftBefore: 60, leftAfter: 15 }, { serviceId: 'x', service: 'Payments', name: 'latency', wasBreached: true, isBreached: true, leftBefore: 0, leftAfter: 0 },
    ] })]);
    const ended = (resolvedAt: string, more: object = {}) => ({ ...about('payments'), isOpen: false, resolvedAt, ...more });
    await incident('1', ended('2026-11-10T11:00:00.000Z'), '2026-11-10T10:00:00.000Z');
    await incident('2', ended('2026-11-10T12:00:00.000Z', { problemId: 'desk:problem:1' }), '2026-11-10T10:30:00.000Z');
    await incident('3', ended('2026-11-10T20:00:00.000Z', { priority: 3 }), '2026-11-10T10:40:00.000Z');
    await incident('4', ended('2026-11-10T20:00:00.000Z', { priority: null }), '2026-11-10T10:50:00.000Z');
    await incident('5', {}, '2026-12-01T11:00:00.000Z');
    await copied(given, 'desk:problem:1', { number: 'PRB-1', isKnownError: true });
    expect((await rows()).map(({ incident: number, lost, outages, lost_unknown: unknown, recurrences, problem }) => [number, lost, outages, unknown, recurrences, problem])).toEqual([
      ['INC-1', 3600, 1, 0, 0, null], ['INC-2', 5400, 1, 0, 1, 'PRB-1'], ['INC-3', 0, 0, 0, 1, null], ['INC-4', null, 0, 1, 1, null], ['INC-5', 3600, 1, 0, 0, null],
    ]);
    const byRelease = await rows({ by: 'RELEASE' });
    expect(byRelease).toMatchObject([
      { id: 'production|payments|payments-1', release: 'payments-1', cause_service: 'payments', incidents: 4, outages: 2, lost: 7200, lost_unknown: 1, recurrences: 3, levels_breached: 'Payments: availability', level_used: 45, deployment_id: 'deployment:own',
        suspects: 1, suspect_ids: ['deployment:own'], incident_ids: ['1', '2', '3', '4'].map((id) => `desk:incident:${id}`), problem_ids: ['desk:problem:1'], item_ids: ['cmdb:ci:payments'] },
      { id: '||', release: null, incidents: 1, lost: 3600, levels_breached: null, level_used: null, deployment_id: null },
    ]);
    expect(await report({ outagePriority: 3 }).totals()).toMatchObject({ outages: 4, lost: 39_600, recurrences: 3, recurrences_without_problem: 2 });
    expect(await report().totals()).toEqual(await report({ by: 'RELEASE' }).totals());
  });

  it('counts what came before the period as recurrence, and an incident that was reopened as open', async () => {
    await incident('1', about('payments'), '2026-10-11T12:00:00.000Z');
    await incident('2', { ...about('payments'), resolvedAt: '2026-11-10T12:30:00.000Z' });
    expect(await rows({ since: '2026-11-01' })).toMatchObject([{ incident: 'INC-2', recurrences: 1, resolved_at: null, lost: 1_814_400 }]);
    expect(await rows({ since: '2026-11-01', recurrence: 'P29D' })).toMatchObject([{ recurrences: 0 }]);
    // As a file, whose first week comes first.
    const batches: (readonly ReportRow[])[] = [];
    await report({ since: '2026-10-11' }).stream({ batch: 100, tellsTotals: false }, () => Promise.resolve(), (some) => { batches.push(some); return Promise.resolve(); });
    expect([batches.length, batches.flat()]).toEqual([2, await rows({ since: '2026-10-11' })]);
  });

  it('as of a past moment says what it said then', async () => {
    await deployed(given, { id: 'own', at: '2026-11-10T11:00:00Z' });
    await copiedOnce(given, 'desk:incident:1', { number: 'INC-1', priority: 1, isOpen: true, openedAt: incidentAt, resolvedAt: null, configurationItemId: 'cmdb:ci:payments' }, '2026-11-10T12:00:00Z', '2026-11-11T00:00:00Z');
    await copied(given, 'desk:incident:1', { number: 'INC-1', priority: 1, isOpen: false, openedAt: incidentAt, resolvedAt: '2026-11-10T12:10:00.000Z', configurationItemId: 'cmdb:ci:cards' }, { from: '2026-11-11T00:00:00Z' });
    expect(await rows({ asOf: '2026-11-10T13:00:00Z' })).toMatchObject([{ tie: 'ITEM', deployment_id: 'deployment:own', lost: 3600 }]);
    expect(await rows()).toMatchObject([{ confidence: 'UNKNOWN', item: 'cards', lost: 600 }]);
    expect(await rows({ asOf: '2026-11-10T11:59:00Z' })).toEqual([]);
  });
});
