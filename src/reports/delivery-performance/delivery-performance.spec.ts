import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import type { AskedReport } from '../desk.ts';
import { catalogueWith, copied, copiedOnce, deployed, eachReportDatabase, forgotten, linked, released, sealed } from '../reports.fixture.ts';

const catalogue = catalogueWith({ key: 'payments', team: 'money' }, { key: 'cards', team: 'money' }, { key: 'search' });
const hour = 3_600;

eachReportDatabase('delivery-performance', catalogue, (given) => {
  beforeEach(() => forgotten(given));

  const about = (parameters: Given): AskedReport => given.ask('delivery-performance', { since: '2026-01-01', until: '2027-06-01', ...parameters }, '2027-06-01T12:00:00.000Z');
  /** The same while nothing is reckoned, and once everything is. */
  const both = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    const before = await ask();
    await given.reckon();
    expect(await ask()).toEqual(before);
    return before;
  };
  const asked = (parameters: Given = {}): Promise<readonly ReportRow[]> => both(async () => (await about(parameters).page(500, null)).rows);
  const totals = (parameters: Given = {}): Promise<ReportRow> => both(() => about(parameters).totals());
  const only = async (parameters: Given = {}): Promise<ReportRow> => {
    const [row, ...others] = await asked(parameters);
    if (row === undefined || others.length > 0) throw new Error(`${others.length + (row ? 1 : 0)} rows where one was meant`);
    return row;
  };

  it('says nothing of nothing, and no rate of no attempts', async () => {
    expect(await asked()).toEqual([]);
    expect(await totals()).toMatchObject({ deployments: 0, attempts: 0, change_failure_rate: null, lead_time_p50: null, recovery_time_mean: null, unrecovered: 0 });
  });

  it('counts what went live, ours and others’, and neither what never began nor what still runs nor another environment', async () => {
    await deployed(given, { id: 'a', at: '2026-11-02T10:00:00Z' });
    await deployed(given, { id: 'b', at: '2026-11-04T10:00:00Z', origin: 'OBSERVED' });
    await deployed(given, { id: 'c', at: '2026-11-05T10:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-11-05T10:10:00Z' });
    await deployed(given, { id: 'd', at: null, state: 'REFUSED', liveAt: null, finishedAt: '2026-11-05T11:00:00Z' });
    await deployed(given, { id: 'e', at: '2026-11-05T12:00:00Z', state: 'RUNNING', liveAt: null, finishedAt: null });
    await deployed(given, { id: 'f', at: '2026-11-05T13:00:00Z', environment: 'staging' });
    expect(await only()).toMatchObject({
      id: '2026-11-02|production|money|payments', period: '2026-W45', period_start: '2026-11-02', period_end: '2026-11-09', is_whole: true, environment: 'production', team: 'money', service: 'payments',
      deployments: 2, observed: 1, attempts: 3, failures: 1, change_failure_rate: 0.3333, deployments_per_day: 0.2857,
      deployment_ids: ['deployment:a', 'deployment:b'], failure_ids: ['deployment:c'], incident_ids: [], failed_ids: ['deployment:c'], back_out_ids: [],
    });
    expect(await only({ environment: 'staging' })).toMatchObject({ deployments: 1, deployment_ids: ['deployment:f'] });
  });

  it('puts a deployment across midnight into the day, the week and the ISO year in which it went live, by the clock of the time zone', async () => {
    await deployed(given, { id: 'a', at: '2027-01-03T22:30:00Z', liveAt: '2027-01-03T23:30:00Z' });
    expect(await only()).toMatchObject({ period: '2026-W53', period_start: '2026-12-28', period_end: '2027-01-04' });
    expect(await only({ timeZone: 'Europe/Berlin' })).toMatchObject({ period: '2027-W01', period_start: '2027-01-04' });
    expect(await only({ timeZone: 'Europe/Berlin', period: 'MONTH' })).toMatchObject({ period: '2027-01', period_start: '2027-01-01', period_end: '2027-02-01' });
    expect(await only({ period: 'DAY' })).toMatchObject({ period: '2027-01-03', period_end: '2027-01-04', deployments_per_day: 1 });
  });

  it('knows weeks of 167 and 169 hours: one beside the change of clocks belongs to its own week', async () => {
    await deployed(given, { id: 'spring', at: '2026-03-29T21:59:59Z' });
    await deployed(given, { id: 'after-spring', at: '2026-03-29T22:00:00Z' });
    await deployed(given, { id: 'autumn', at: '2026-10-25T22:59:59Z' });
    await deployed(given, { id: 'after-autumn', at: '2026-10-25T23:00:00Z' });
    expect((await asked({ timeZone: 'Europe/Berlin' })).map(({ period, deployment_ids: ids }) => [period, ids])).toEqual([
      ['2026-W13', ['deployment:spring']], ['2026-W14', ['deployment:after-spring']], ['2026-W43', ['deployment:autumn']], ['2026-W44', ['deployment:after-autumn']],
    ]);
    const [week] = await asked({ timeZone: 'Europe/Berlin', since: '2026-03-23', until: '2026-03-30' });
    expect(week).toMatchObject({ is_whole: true, deployment_ids: ['deployment:spring'] });
    expect([week?.['deployments_per_day'], (await totals({ timeZone: 'Europe/Berlin', since: '2026-03-23', until: '2026-03-30' }))['deployments_per_day']]).toEqual([0.1429, 0.1429]);
    const [cut] = await asked({ timeZone: 'Europe/Berlin', since: '2026-03-23', until: '2026-03-29T21:59:59.999Z' });
    expect(cut).toMatchObject({ is_whole: false });
  });

  it('takes a back-out for a remedy: its deployment failed until then, and it is neither a deployment nor a failure', async () => {
    await deployed(given, { id: 'bad', at: '2026-11-02T10:00:00Z', state: 'BACKED_OUT' });
    await deployed(given, { id: 'out', at: '2026-11-02T12:00:00Z', backOutOf: 'bad' });
    await deployed(given, { id: 'next', at: '2026-11-03T10:00:00Z' });
    expect(await only()).toMatchObject({ deployments: 2, attempts: 2, failures: 1, back_outs: 1, recovered: 1, unrecovered: 0, recovery_time_p50: 2 * hour, failure_ids: ['deployment:bad'], deployment_ids: ['deployment:bad', 'deployment:next'], failed_ids: [], back_out_ids: ['deployment:out'] });
    expect(await only({ failure: 'FAILED' })).toMatchObject({ failures: 0, change_failure_rate: 0, recovered: 0, recovery_time_p50: null });
  });

  it('mends what failed with the next one that went live, also after until, and never with one that failed again', async () => {
    await deployed(given, { id: 'a', at: '2026-11-02T10:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-11-02T10:00:00Z' });
    await deployed(given, { id: 'b', at: '2026-11-02T11:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-11-02T11:00:00Z' });
    await deployed(given, { id: 'elsewhere', at: '2026-11-02T11:30:00Z', service: 'cards' });
    expect(await only({ service: 'payments' })).toMatchObject({ failures: 2, recovered: 0, unrecovered: 2, recovery_time_mean: null });
    await deployed(given, { id: 'c', at: '2026-11-09T10:00:00Z' });
    expect(await only({ service: 'payments', until: '2026-11-09' })).toMatchObject({ attempts: 2, recovered: 2, unrecovered: 0, recovery_time_p50: 167.5 * hour, recovery_time_mean: 167.5 * hour });
  });

  describe('incidents', () => {
    const item = (connection: string) => copied(given, `${connection}:ci:1`, { name: 'payments' }, { reference: `${connection}:ci:payments` });
    const incident = (identity: string, content: object) => copied(given, identity, { isOpen: false, priority: 3, resolvedAt: null, configurationItemId: 'cmdb:ci:1', ...content });

    beforeEach(async () => {
      await item('cmdb');
      await item('clone');
      await deployed(given, { id: 'a', at: '2026-11-02T10:00:00Z' });
      await deployed(given, { id: 'b', at: '2026-11-02T20:00:00Z' });
    });

    it('count against the deployment they followed on its item, within the time given', async () => {
      await incident('desk:incident:1', { openedAt: '2026-11-02T12:00:00.000Z', resolvedAt: '2026-11-02T15:00:00.000Z' });
      await incident('desk:incident:2', { openedAt: '2026-11-03T20:00:00.000Z', resolvedAt: '2026-11-03T21:00:00.000Z' });
      await incident('desk:incident:3', { openedAt: '2026-11-02T09:59:59.999Z', resolvedAt: '2026-11-02T11:00:00.000Z' });
      expect(await only()).toMatchObject({ failures: 1, failure_ids: ['deployment:a'], incident_ids: ['desk:incident:1'], recovery_time_p50: 5 * hour, recovered: 1 });
      expect(await only({ incidentWithin: 'PT25H' })).toMatchObject({ failures: 2, incident_ids: ['desk:incident:1', 'desk:incident:2'] });
      expect(await only({ incidentPriority: 2 })).toMatchObject({ failures: 0, incident_ids: [] });
      expect([await only({ connection: 'servicenow' }), await only({ connection: 'desk' })]).toMatchObject([{ attempts: 2, failures: 0, incident_ids: [] }, { attempts: 2, failures: 1, incident_ids: ['desk:incident:1'] }]);
      expect(await only({ failure: ['failed', 'backed_out'] })).toMatchObject({ failures: 0, incident_ids: [] });
    });

    it('that were reopened are not resolved', async () => {
      await incident('desk:incident:1', { openedAt: '2026-11-02T12:00:00.000Z', resolvedAt: '2026-11-02T15:00:00.000Z' });
      await incident('desk:incident:2', { openedAt: '2026-11-02T13:00:00.000Z', resolvedAt: '2026-11-02T14:00:00.000Z', isOpen: true });
      expect(await only()).toMatchObject({ failures: 1, recovered: 0, unrecovered: 1, recovery_time_p50: null });
    });

    it('of a clone with the same ids and labels are nobody’s fault here', async () => {
      await incident('clone:incident:1', { openedAt: '2026-11-02T12:00:00.000Z', configurationItemId: 'clone:ci:1' });
      expect(await only()).toMatchObject({ failures: 0, incident_ids: [] });
    });

    it('that are gone from their tool, and on an item that is gone, still count as they were last read', async () => {
      await copied(given, 'cmdb:ci:1', { name: 'payments' }, { reference: 'cmdb:ci:payments', goneBecause: 'deleted, or hidden from us' });
      await copied(given, 'desk:incident:1', { isOpen: false, priority: 1, openedAt: '2026-11-02T12:00:00.000Z', resolvedAt: '2026-11-02T15:00:00.000Z', configurationItemId: 'cmdb:ci:1' }, { goneBecause: 'deleted' });
      expect(await only()).toMatchObject({ failures: 1, incident_ids: ['desk:incident:1'] });
    });

    it('that were opened for a deployment are its own, whatever their item and time', async () => {
      await deployed(given, { id: 'c', at: '2026-11-04T10:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-11-04T10:30:00Z', incident: 'desk:incident:9' });
      await incident('desk:incident:9', { openedAt: '2026-11-04T10:31:00.000Z', configurationItemId: null, resolvedAt: '2026-11-04T12:30:00.000Z' });
      expect(await only()).toMatchObject({ failures: 1, incident_ids: ['desk:incident:9'], recovery_time_p50: 2 * hour });
    });
  });

  describe('lead times', () => {
    const digest = 'd'.repeat(64);
    beforeEach(async () => {
      await released(given, 'payments-1');
      await sealed(given, 'payments-1', digest, [{ reference: 'library:artifact:r/a.jar' }, { reference: 'library:artifact:r/b.jar' }]);
      for (const [file, number] of [['a', '1'], ['b', '2']]) await copied(given, `library:artifact:${file}`, { buildName: 'payments', buildNumber: number }, { reference: `library:artifact:r/${file}.jar` });
      await copied(given, 'library:build:1@x', { startedAt: '2026-11-01T10:00:00.000Z' }, { reference: 'library:build:payments/1' });
      await copied(given, 'library:build:2@x', { startedAt: '2026-11-01T22:00:00.000Z' }, { reference: 'library:build:payments/2' });
      await copied(given, 'other:build:1@x', { startedAt: '2026-10-01T10:00:00.000Z' }, { reference: 'other:build:payments/1' });
      await deployed(given, { id: 'a', at: '2026-11-02T10:00:00Z', release: 'payments-1', digest });
    });
    const link = (identity: string, excluded: object | null = null) => linked(given, 'payments-1', 'WORK_ITEM', identity, excluded);

    it('run from the earliest build of the package, of its own library', async () => {
      expect(await only()).toMatchObject({ lead_times: 1, lead_time_p50: 24 * hour, lead_time_p90: 24 * hour, work_items: 0, work_item_lead_time_p50: null });
      expect([await only({ connection: 'library' }), await only({ connection: 'jira' })]).toMatchObject([{ lead_times: 1 }, { deployments: 1, lead_times: 0 }]);
    });

    describe('from commits', () => {
      const build = (number: string, startedAt: string | null, vcsRevision: string | null = `c${number}`) => copied(given, `library:build:${number}@x`, { startedAt, vcsRevision }, { reference: `library:build:payments/${number}` });
      const commit = async (number: string, committedAt: string, more: { readonly revision?: string; readonly reference?: string; readonly from?: string } = {}): Promise<void> => {
        await given.sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) values ('build.commit', $1, 'library', $2, $3, $4, '', $4)`,
          [`library:build:${number}@x`, more.reference ?? `library:build:payments/${number}`, JSON.stringify({ revision: more.revision ?? `c${number}`, committedAt }), more.from ?? '2026-11-01T12:00:00Z']);
      };
      const times = async (parameters: Given = {}): Promise<unknown> => { const { lead_times: known, lead_times_from_commit: fromCommit, lead_time_p50: median } = await only(parameters); return [known, fromCommit, typeof median === 'number' ? median / hour : median]; };
      beforeEach(async () => {
        await build('1', '2026-11-01T10:00:00.000Z');
        await build('2', '2026-11-01T22:00:00.000Z');
      });

      it('run from the earliest commit of its builds, and from the earliest build where none is known', async () => {
        expect(await times()).toEqual([1, 0, 24]);
        await commit('1', '2026-11-01T04:00:00.000Z');
        expect(await times()).toEqual([1, 1, 30]);
        await commit('2', '2026-10-31T10:00:00.000Z');
        expect(await times()).toEqual([1, 1, 48]);
        expect([await times({ connection: 'library' }), await times({ service: 'payments' }), await totals()]).toMatchObject([[1, 1, 48], [1, 1, 48], { lead_times: 1, lead_times_from_commit: 1 }]);
      });

      it('run from a build of no known commit, where that began first', async () => {
        await commit('2', '2026-11-01T11:00:00.000Z');
        expect(await times()).toEqual([1, 0, 24]);
        await build('1', '2026-11-01T12:00:00.000Z');
        expect(await times()).toEqual([1, 1, 23]);
      });

      it('do not believe a commit that is later than the build that was made of it, and take the build’s start', async () => {
        await commit('1', '2026-11-01T10:00:00.001Z');
        expect(await times()).toEqual([1, 0, 24]);
        await commit('2', '2026-11-01T22:00:00.000Z');
        expect(await times()).toEqual([1, 0, 24]);
        await build('1', '2026-11-01T10:00:00.001Z');
        expect(await times()).toEqual([1, 1, expect.closeTo(24, 5)]);
      });

      it('take a commit where the build does not say when it began, and know of none that was made after the deployment', async () => {
        await build('1', null);
        expect(await times()).toEqual([1, 0, 12]);
        await commit('1', '2026-11-01T09:00:00.000Z');
        expect(await times()).toEqual([1, 1, 25]);
        await given.sql(`update muster.copy set content = content || '{"committedAt": "2026-11-02T10:00:00.001Z"}' where kind = 'build.commit'`);
        await build('2', null, null);
        expect(await times()).toEqual([0, 0, null]);
      });

      it('take no commit of another revision, nor of another build', async () => {
        await commit('1', '2026-11-01T04:00:00.000Z', { revision: 'c9' });
        expect([await times(), await times({ connection: 'library' })]).toEqual([[1, 0, 24], [1, 0, 24]]);
        await commit('2', '2026-11-01T04:00:00.000Z', { reference: 'library:build:payments/9' });
        expect([await times(), await times({ connection: 'library' })]).toEqual([[1, 0, 24], [1, 0, 24]]);
      });

      it('say of a past moment what was known then', async () => {
        await commit('1', '2026-11-01T04:00:00.000Z', { from: '2026-11-10T00:00:00Z' });
        expect([await times({ asOf: '2026-11-09T23:59:59Z' }), await times({ asOf: '2026-11-10T00:00:00Z' })]).toEqual([[1, 0, 24], [1, 1, 30]]);
      });
    });

    it('of work items run from when they were last read as done, and are unknown where they were done when first read', async () => {
      await link('jira:work-item:1');
      await link('jira:work-item:2');
      await link('jira:work-item:3', { needsAgreement: false });
      await copiedOnce(given, 'jira:work-item:1', { progress: 'TO_DO' }, '2026-10-03T00:00:00Z', '2026-10-30T10:00:00Z');
      await copiedOnce(given, 'jira:work-item:1', { progress: 'DONE' }, '2026-10-30T10:00:00Z', '2026-10-31T10:00:00Z');
      await copiedOnce(given, 'jira:work-item:1', { progress: 'IN_PROGRESS' }, '2026-10-31T10:00:00Z', '2026-11-01T10:00:00Z');
      await copied(given, 'jira:work-item:1', { progress: 'DONE' }, { from: '2026-11-01T10:00:00Z' });
      await copied(given, 'jira:work-item:2', { progress: 'DONE' }, { from: '2026-10-03T00:00:00Z' });
      await copiedOnce(given, 'jira:work-item:3', { progress: 'TO_DO' }, '2026-10-03T00:00:00Z', '2026-10-30T10:00:00Z');
      await copied(given, 'jira:work-item:3', { progress: 'DONE' }, { from: '2026-10-30T10:00:00Z' });
      expect(await only()).toMatchObject({ deployments: 1, work_items: 1, work_item_lead_time_p50: 24 * hour });
      expect([await only({ connection: 'jira' }), await only({ connection: 'library' })]).toMatchObject([{ work_items: 1 }, { work_items: 0 }]);
    });
  });

  it('groups by team and by environment, and its totals are over everything that was asked', async () => {
    await deployed(given, { id: 'a', at: '2026-11-02T10:00:00Z' });
    await deployed(given, { id: 'b', at: '2026-11-02T10:00:00Z', service: 'cards' });
    await deployed(given, { id: 'c', at: '2026-11-02T10:00:00Z', service: 'search' });
    await deployed(given, { id: 'd', at: '2026-11-10T10:00:00Z', service: 'gone-from-configuration' });
    expect((await asked({ by: 'TEAM' })).map(({ id, team, service, deployments }) => [id, team, service, deployments])).toEqual([
      ['2026-11-02|production|money|', 'money', null, 2], ['2026-11-02|production||', null, null, 1], ['2026-11-09|production||', null, null, 1],
    ]);
    expect((await asked({ by: 'environment', period: 'month' })).map(({ deployments }) => deployments)).toEqual([4]);
    expect(await totals({ team: 'money' })).toMatchObject({ deployments: 2 });
    expect(await totals({ team: ['money'], service: 'cards,search' })).toMatchObject({ deployments: 1 });
    expect(await totals({ since: '2026-11-02', until: '2026-11-12' })).toMatchObject({ deployments: 4, deployments_per_day: 0.4 });
  });

  it('as of a past moment says what it said then', async () => {
    await copied(given, 'cmdb:ci:1', { name: 'payments' }, { reference: 'cmdb:ci:payments' });
    await deployed(given, { id: 'bad', at: '2026-11-02T10:00:00Z', state: 'SUCCEEDED' });
    await copied(given, 'desk:incident:1', { isOpen: true, openedAt: '2026-11-02T11:00:00.000Z', resolvedAt: null, configurationItemId: 'cmdb:ci:1' }, { from: '2026-11-02T11:01:00Z' });
    const then = { since: '2026-11-01', until: '2026-11-09', asOf: '2026-11-02T12:00:00Z' };
    const before = await asked(then);
    expect(before).toMatchObject([{ failures: 1, unrecovered: 1 }]);
    await given.sql(`update muster.deployment set state = 'BACKED_OUT'`);
    await deployed(given, { id: 'out', at: '2026-11-02T14:00:00Z', backOutOf: 'bad' });
    await deployed(given, { id: 'later', at: '2026-11-03T14:00:00Z' });
    await copiedOnce(given, 'desk:incident:1', { isOpen: true, openedAt: '2026-11-02T11:00:00.000Z', resolvedAt: null, configurationItemId: 'cmdb:ci:1' }, '2026-11-02T11:01:00Z', '2026-11-02T15:00:00Z');
    await copied(given, 'desk:incident:1', { isOpen: false, openedAt: '2026-11-02T11:00:00.000Z', resolvedAt: '2026-11-02T14:30:00.000Z', configurationItemId: 'cmdb:ci:1' }, { from: '2026-11-02T15:00:00Z' });
    expect(await asked(then)).toEqual(before);
    expect(await asked({ ...then, asOf: '2026-11-02T10:30:00Z' })).toMatchObject([{ deployments: 1, failures: 0 }]);
    expect(await asked({ since: '2026-11-01', until: '2026-11-09' })).toMatchObject([{ deployments: 2, failures: 1, back_outs: 1, recovered: 1, recovery_time_p50: 4.5 * hour }]);
  });

  it('pages by the bytes of its ids, and streams the same rows in the same order', async () => {
    for (const [index, service] of ['b', 'A', 'a', 'B', 'ä'].entries()) await deployed(given, { id: `${index}`, at: '2026-11-02T10:00:00Z', service });
    const report = given.ask('delivery-performance', { since: '2026-11-01' });
    const first = await report.page(2, null);
    const second = await report.page(3, first.rows[1]?.['id'] as string);
    expect([first.hasNextPage, second.hasNextPage]).toEqual([true, false]);
    const paged = [...first.rows, ...second.rows].map(({ service }) => service);
    expect(paged).toEqual(['A', 'B', 'a', 'b', 'ä']);
    const streamed: ReportRow[] = [];
    const told: unknown[] = [];
    await report.stream({ batch: 2, tellsTotals: true }, (head) => { told.push(head); return Promise.resolve(); }, (rows) => { streamed.push(...rows); told.push(rows.length); return Promise.resolve(); });
    // The totals come first, in the first batch.
    expect([streamed.map(({ service }) => service), told]).toEqual([paged, [{ totals: await report.totals(), sources: await report.sources() }, 1, 2, 2]]);
    expect(await report.count()).toBe(5);
  });

  it.each(['DAY', 'WEEK', 'MONTH'])('streams a first week before the others where no totals are told, by %s, and says the same', async (period) => {
    await deployed(given, { id: 'failed', at: '2026-10-27T10:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-10-27T11:00:00Z' });
    for (const [index, at] of ['2026-10-28T10:00:00Z', '2026-11-01T23:30:00Z', '2026-11-02T00:30:00Z', '2026-11-02T10:00:00Z', '2026-11-20T10:00:00Z'].entries()) await deployed(given, { id: `${index}`, at });
    await deployed(given, { id: 'mended', service: 'ledger', at: '2026-10-29T10:00:00Z', state: 'FAILED', liveAt: null, finishedAt: '2026-10-29T11:00:00Z' });
    await deployed(given, { id: 'mender', service: 'ledger', at: '2026-11-09T10:00:00Z' });
    const report = given.ask('delivery-performance', { since: '2026-10-27', period, timeZone: 'Europe/Berlin' });
    const batches: (readonly ReportRow[])[] = [];
    const heads: unknown[] = [];
    await report.stream({ batch: 100, tellsTotals: false }, (head) => { heads.push(head); return Promise.resolve(); }, (rows) => { batches.push(rows); return Promise.resolve(); });
    expect(batches.flat()).toEqual((await report.page(100, null)).rows);
    expect([heads, batches.length]).toEqual([[{ totals: null, sources: await report.sources() }], period === 'MONTH' ? 1 : 2]);
  });
});
