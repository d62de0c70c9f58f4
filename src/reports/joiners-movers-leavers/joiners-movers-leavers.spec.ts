import type { ReportRow } from '../../domain/report.ts';
import type { Given } from '../asked.ts';
import { catalogueWith, copied, copiedOnce, eachReportDatabase, forgotten, released } from '../reports.fixture.ts';
import { fiveHundred, lookedAt, type LabelledPerson } from './people.fixture.ts';

eachReportDatabase('joiners-movers-leavers', catalogueWith({ key: 'payments' }), (given) => {
  const report = (parameters: Given = {}, now = lookedAt) => given.ask('joiners-movers-leavers', parameters, now);
  const rows = async (parameters: Given = {}, now = lookedAt): Promise<readonly ReportRow[]> => (await report(parameters, now).page(5_000, null)).rows;
  const listed = (email: string, employment: string, { startsOn = null, endsOn = null, movedOn = null, isListed = true }: { startsOn?: string | null; endsOn?: string | null; movedOn?: string | null; isListed?: boolean } = {}) =>
    given.sql(`insert into muster.listed_person (email, name, employment, unit, starts_on, ends_on, moved_on, is_listed, listed_at) values ($1, 'Ines', $2, 'x', $3, $4, $5, $6, '2026-11-01')`, [email, employment, startsOn, endsOn, movedOn, isListed]);
  const account = (id: string, more: object) => copied(given, `desk:account:${id}`, { userName: id, email: null, isActive: true, isService: false, ...more });
  const licence = (id: string, more: object = {}) => copied(given, `desk:licence:${id}`, { product: id, monthlyCost: 10, currency: 'EUR', ...more });
  const holds = (id: string, heldBy: object | null, more: object = {}) => copied(given, `desk:entitlement:${id}`, { licenceId: 'desk:licence:Planner', heldBy, since: '2026-01-01T00:00:00.000Z', isActive: true, ...more });
  const said = async (parameters: Given = {}, now = lookedAt): Promise<unknown> => (await rows(parameters, now)).map(({ finding, email, exempt }) => [finding, email, exempt]);

  beforeEach(async () => {
    await forgotten(given);
    await given.sql('delete from muster.listed_person');
    await given.sql(`update muster.listed_people_kept set since = '-infinity'`);
  });

  it('of 500 labelled people takes nothing from anybody exempt, and its sums are those of the labels', async () => {
    const people = fiveHundred(7);
    await load(people);
    const found = await rows();
    const labels = Map.groupBy(found, ({ email }) => email as string);
    for (const { email, labels: expected } of people) {
      const its = (labels.get(email) ?? []).map(({ finding, exempt }) => (exempt === null ? finding : `${finding as string} exempt ${exempt as string}`));
      expect([email, its]).toEqual([email, [...expected]]);
    }
    const taken = new Set(found.filter(({ is_reclaimable: may }) => may === true).map(({ email }) => email));
    expect(people.filter(({ email, mayBeTaken }) => taken.has(email) && !mayBeTaken)).toEqual([]);
    expect(people.filter(({ email, mayBeTaken }) => !taken.has(email) && mayBeTaken)).toEqual([]);
    // Summed over the labels, product by product, in cents.
    const reclaimable = people.filter(({ mayBeTaken }) => mayBeTaken);
    const cents = (some: readonly LabelledPerson[]): number => some.reduce((sum, { licence: its }) => sum + Math.round(100 * (its?.cost ?? 0)), 0) / 100;
    expect(await report().totals()).toMatchObject({ reclaimable: reclaimable.length, reclaimable_cost: cents(reclaimable), findings: people.flatMap((one) => one.labels).length, people_listed: people.filter(({ feed }) => feed !== null).length });
    const products = await rows({ by: 'PRODUCT' });
    expect(products.map(({ product, reclaimable: many, reclaimable_cost: cost }) => [product, many, cost])).toEqual(['Designer', 'Old tool', 'Planner', 'Tester'].map((product) => {
      const its = reclaimable.filter((one) => one.licence?.product === product);
      return [product, its.length, cents(its)];
    }));
    expect(reclaimable.length).toBeGreaterThan(50);
  });

  async function load(people: readonly LabelledPerson[]): Promise<void> {
    await given.sql(`insert into muster.listed_person (email, name, employment, unit, starts_on, ends_on, moved_on, is_listed, listed_at)
      select email, email, feed ->> 'employment', feed ->> 'unit', (feed ->> 'startsOn')::date, (feed ->> 'endsOn')::date, (feed ->> 'movedOn')::date, true, '2026-11-01' from jsonb_to_recordset($1::jsonb) as p(email text, feed jsonb) where jsonb_typeof(feed) = 'object'`, [JSON.stringify(people)]);
    const products = new Map(people.flatMap(({ licence: its }) => (its === null ? [] : [[its.product, its] as const])));
    const copies = [
      ...[...products.values()].map(({ product, cost }) => ({ kind: 'licence', identity: `desk:licence:${product}`, content: { product, monthlyCost: cost, currency: 'EUR' } })),
      ...people.filter(({ hasAccount }) => hasAccount).map(({ email }) => ({ kind: 'account', identity: `desk:account:${email}`, content: { userName: email, email, isActive: true, isService: null } })),
      ...people.flatMap(({ email, licence: its }) => (its === null ? [] : [{ kind: 'entitlement', identity: `desk:entitlement:${email}`, content: { licenceId: `desk:licence:${its.product}`, heldBy: { connection: 'desk', userName: email, email: email.toUpperCase() }, since: its.since, isActive: true } }])),
    ];
    await given.sql(`insert into muster.copy (kind, identity, connection, reference, content, fetched_at, digest, valid_from) select kind, identity, 'desk', identity, content, '2026-11-01', '', '2026-11-01' from jsonb_to_recordset($1::jsonb) as c(kind text, identity text, content jsonb)`, [JSON.stringify(copies)]);
  }

  it('never takes whom no feed names for a leaver, nor who is no longer named', async () => {
    await licence('Planner');
    await listed('gone@north.example', 'LEFT', { endsOn: '2026-01-01', isListed: false });
    await holds('1', { connection: 'desk', userName: 'gone', email: 'gone@north.example' });
    await holds('2', { connection: 'desk', userName: 'nobody', email: null, name: 'N. N.' });
    expect(await rows()).toMatchObject([{ finding: 'UNKNOWN_HOLDER', email: null, name: 'N. N.' }, { finding: 'UNKNOWN_HOLDER', email: 'gone@north.example', employment: 'UNKNOWN', is_reclaimable: false, cost: 10, reclaimable_cost: null }]);
    expect(await report().totals()).toMatchObject({ reclaimable: 0, reclaimable_cost: 0, cost: 20, people_listed: 0 });
  });

  it('joins by the account where a right says no e-mail, and leaves out what is not in use', async () => {
    await licence('Planner');
    await listed('ines@north.example', 'LEFT', { endsOn: '2026-11-01' });
    await account('ines', { email: 'Ines@north.example' });
    await holds('1', { connection: 'desk', userName: 'ines', email: null });
    await holds('over', { connection: 'desk', userName: 'ines', email: null }, { isActive: false });
    await holds('nobody', null);
    await copied(given, 'clone:entitlement:1', { licenceId: 'desk:licence:Planner', heldBy: { connection: 'clone', userName: 'ines', email: 'ines@north.example' }, isActive: true });
    expect(await rows()).toMatchObject([
      { finding: 'LEAVER_HAS_ACCOUNT', email: 'ines@north.example', record_ids: ['desk:account:ines'], cost: null },
      { finding: 'LEAVER_HOLDS_LICENCE', email: 'ines@north.example', is_reclaimable: true, entitlement_id: 'desk:entitlement:1', record_ids: ['desk:licence:Planner'], since: '2026-11-01' },
    ]);
    await account('ines', { email: 'Ines@north.example', isActive: false });
    expect(await said()).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', null]]);
  });

  it('counts days in the time zone, to the last of the grace', async () => {
    await licence('Planner');
    await listed('ines@north.example', 'LEFT', { endsOn: '2026-11-30' });
    await holds('1', { connection: 'desk', userName: 'ines', email: 'ines@north.example' });
    const at = (now: string, timeZone = 'UTC') => said({ timeZone, leaverGrace: 'P1D' }, now);
    expect(await at('2026-11-30T23:30:00.000Z')).toEqual([]);
    expect(await at('2026-11-30T23:30:00.000Z', 'Europe/Berlin')).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', 'GRACE']]);
    expect(await at('2026-12-01T23:59:00.000Z')).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', 'GRACE']]);
    expect(await at('2026-12-02T00:00:00.000Z')).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', null]]);
  });

  it('finds leavers on open releases, and sums no two currencies', async () => {
    await licence('Planner');
    await licence('Designer', { currency: 'USD' });
    await released(given, 'payments-1');
    await released(given, 'payments-2', { canceledAt: '2026-11-01T00:00:00Z' });
    await listed('a@b.example', 'LEFT', { endsOn: '2026-06-01' });
    expect(await rows()).toMatchObject([{ finding: 'LEAVER_ON_RELEASE', releases: 1, release_ids: ['release:payments-1'], record_ids: ['release:payments-1'], is_reclaimable: false }]);
    for (const [id, licenceId] of [['1', 'desk:licence:Planner'], ['2', 'desk:licence:Designer']] as const) await holds(id, { connection: 'desk', userName: 'a', email: 'a@b.example' }, { licenceId });
    expect(await report().totals()).toMatchObject({ reclaimable: 2, reclaimable_cost: null, cost: null });
    expect((await rows({ by: 'PRODUCT' })).map(({ product, currency, cost }) => [product, currency, cost])).toEqual([['Designer', 'USD', 10], ['Planner', 'EUR', 10]]);
  });

  describe('as of a past moment', () => {
    const asOf = (moment: string, parameters: Given = {}) => said({ ...parameters, asOf: moment }, '2099-01-01T00:00:00.000Z');
    const holder = async (): Promise<void> => {
      await licence('Planner');
      await holds('1', { connection: 'desk', userName: 'ines', email: 'ines@north.example', name: 'I. Weber' });
    };
    /** As a hub of before writes a feed that names this one person: nothing of it knows that anything is kept. */
    const feed = (at: string, email: string, employment: string, days: { readonly endsOn?: string; readonly movedOn?: string } = {}) => given.sql(`
      insert into muster.listed_person (email, name, employment, unit, starts_on, ends_on, moved_on, is_listed, listed_at) values ($1, 'Ines', $2, 'x', '2020-01-01', $3, $4, true, $5)
      on conflict (email) do update set name = excluded.name, employment = excluded.employment, unit = excluded.unit, starts_on = excluded.starts_on, ends_on = excluded.ends_on, moved_on = excluded.moved_on, is_listed = true, listed_at = excluded.listed_at`, [email, employment, days.endsOn ?? null, days.movedOn ?? null, at]);

    it('says of people what feeds had said by then, and names whom they named', async () => {
      await holder();
      await feed('2026-10-10', 'ines@north.example', 'ACTIVE');
      await feed('2026-10-15', 'ines@north.example', 'ACTIVE');
      await feed('2026-10-20', 'ines@north.example', 'ACTIVE', { movedOn: '2026-10-02' });
      await feed('2026-11-01T10:00:00Z', 'ines@north.example', 'LEFT', { endsOn: '2026-10-31' });
      expect(await asOf('2026-10-09')).toEqual([['UNKNOWN_HOLDER', 'ines@north.example', null]]);
      expect(await asOf('2026-10-10')).toEqual([]);
      expect(await asOf('2026-10-19')).toEqual([]);
      expect(await asOf('2026-10-20')).toEqual([['MOVER_HOLDS_LICENCE', 'ines@north.example', null]]);
      expect(await asOf('2026-11-01T09:59:59.999Z')).toEqual([['MOVER_HOLDS_LICENCE', 'ines@north.example', null]]);
      expect(await asOf('2026-11-01T10:00:00Z')).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', 'GRACE']]);
      expect((await rows({ asOf: '2026-10-09' })).map(({ name, unit }) => [name, unit])).toEqual([['I. Weber', null]]);
      expect([await report({ asOf: '2026-10-09' }).totals(), await report({ asOf: '2026-10-10' }).totals()]).toMatchObject([{ people_listed: 0, unknown_holder: 1 }, { people_listed: 1, unknown_holder: 0 }]);
    });

    it('knows from the database’s clock since when nobody named them, where a hub of before took the feed', async () => {
      await holder();
      await feed('2026-10-10', 'ines@north.example', 'LEFT', { endsOn: '2026-10-01' });
      await given.sql('update muster.listed_person set is_listed = false where is_listed and email <> all($1)', [['omar@north.example']]);
      const [row] = await given.sql('select said_since, now() - said_since < $1::interval as is_now from muster.listed_person', ['1 minute']);
      expect(row?.['is_now']).toBe(true);
      const moment = new Date(row?.['said_since'] as string | Date);
      expect(await asOf(new Date(moment.getTime() - 1).toISOString())).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', null]]);
      expect(await asOf(moment.toISOString())).toEqual([['UNKNOWN_HOLDER', 'ines@north.example', null]]);
    });

    it('says nothing of a moment of which it is no longer known whom feeds named', async () => {
      await holder();
      await released(given, 'payments-1');
      await feed('2026-10-10', 'ines@north.example', 'LEFT', { endsOn: '2026-10-01' });
      await feed('2026-10-10', 'a@b.example', 'LEFT', { endsOn: '2026-10-01' });
      await given.sql(`update muster.listed_people_kept set since = '2026-11-01'`);
      expect([await asOf('2026-10-31T23:59:59.999Z'), await report({ asOf: '2026-10-31' }).totals()]).toMatchObject([[], { findings: 0, unknown_holder: 0, people_listed: 0 }]);
      expect(await asOf('2026-11-01')).toEqual([['LEAVER_HOLDS_LICENCE', 'ines@north.example', null], ['LEAVER_ON_RELEASE', 'a@b.example', null]]);
    });

    it('leads to the releases that were open then, by who owned them, looked after them or had agreed then', async () => {
      await feed('2026-10-01', 'a@b.example', 'LEFT', { endsOn: '2026-09-01' });
      await released(given, 'payments-1');
      await released(given, 'payments-2', { canceledAt: '2026-10-15T00:00:00Z' });
      const led = async (moment: string): Promise<unknown> => (await rows({ asOf: moment }, '2099-01-01T00:00:00.000Z')).flatMap(({ release_ids: ids }) => ids);
      expect([await led('2026-09-30'), await led('2026-10-14'), await led('2026-10-15')]).toEqual([[], ['release:payments-1', 'release:payments-2'], ['release:payments-1']]);
      await given.sql(`update muster.release set closed_at = '2026-10-20' where key = 'payments-1'`);
      expect([await led('2026-10-19'), await led('2026-10-20')]).toEqual([['release:payments-1'], []]);
      await given.sql(`update muster.release set closed_at = null`);

      // As a hub of this version writes it, and then as one of before.
      await given.sql(`update muster.release set owner_email = 'b@b.example', stakeholders = '[{"email": "A@b.example", "role": "TESTER"}]', people_since = '2026-10-25' where key = 'payments-1'`);
      await given.sql(`update muster.release set stakeholders = '[]' where key = 'payments-1'`);
      const [row] = await given.sql(`select people_since, now() - people_since < $1::interval as is_now from muster.release where key = 'payments-1'`, ['1 minute']);
      expect(row?.['is_now']).toBe(true);
      const moment = new Date(row?.['people_since'] as string | Date);
      expect([await led('2026-10-24'), await led('2026-10-25'), await led(new Date(moment.getTime() - 1).toISOString()), await led(moment.toISOString())]).toEqual([['release:payments-1'], ['release:payments-1'], ['release:payments-1'], []]);

      await given.sql(`insert into muster.plan (id, release_key, environment, version, deployer, parameters, backs_out_by_itself, proposed_by, proposed_at) values ('plan:1', 'payments-1', 'production', 1, 'x', '{}', false, '{}', '2026-10-02')`);
      await given.sql(`insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ('plan:1', 'A@b.example', 'TESTER', 1, $1)`, [new Date(moment.getTime() + 60_000).toISOString()]);
      await given.sql('update muster.agreement set agreed_at = $1', [new Date(moment.getTime() + 120_000).toISOString()]);
      expect([await led(new Date(moment.getTime() + 59_999).toISOString()), await led(new Date(moment.getTime() + 60_000).toISOString())]).toEqual([[], ['release:payments-1']]);
    });

    it('leads by agreements alone to a release of which it is not known who owned it then', async () => {
      await feed('2026-10-01', 'a@b.example', 'LEFT', { endsOn: '2026-09-01' });
      await given.sql(`insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at, people_since) values ('release:1', 'payments-1', 'x', '1', 'payments', 'a@b.example', '[]', '[]', '2026-10-01', '2026-11-01')`);
      expect([await asOf('2026-10-31'), await asOf('2026-11-01')]).toEqual([[], [['LEAVER_ON_RELEASE', 'a@b.example', null]]]);
      await given.sql(`insert into muster.plan (id, release_key, environment, version, deployer, parameters, backs_out_by_itself, proposed_by, proposed_at) values ('plan:1', 'payments-1', 'production', 1, 'x', '{}', false, '{}', '2026-10-02')`);
      await given.sql(`insert into muster.agreement (plan_id, email, role, plan_version, agreed_at) values ('plan:1', 'a@b.example', 'TESTER', 1, '2026-10-10')`);
      expect(await asOf('2026-10-31')).toEqual([['LEAVER_ON_RELEASE', 'a@b.example', null]]);
    });

    it('takes accounts and rights as they were read then, and leaves out what is hidden', async () => {
      await feed('2026-10-01', 'ines@north.example', 'LEFT', { endsOn: '2026-09-01' });
      await copied(given, 'desk:account:ines', { userName: 'ines', email: 'ines@north.example', isActive: false }, { from: '2026-11-01T00:00:00Z' });
      await copiedOnce(given, 'desk:account:ines', { userName: 'ines', email: 'ines@north.example', isActive: true }, '2026-10-10T00:00:00Z', '2026-11-01T00:00:00Z');
      expect([await asOf('2026-10-09'), await asOf('2026-10-31'), await asOf('2026-11-01')]).toEqual([[], [['LEAVER_HAS_ACCOUNT', 'ines@north.example', null]], []]);
      expect((await given.ask('joiners-movers-leavers', { asOf: '2026-10-31' }, lookedAt, [{ connection: 'desk', kind: 'account', classifications: null }]).page(5, null)).rows).toEqual([]);
    });

    it('is forgotten with whoever is taken out of the database', async () => {
      await holder();
      await feed('2026-10-10', 'ines@north.example', 'ACTIVE');
      await feed('2026-10-20', 'ines@north.example', 'LEFT', { endsOn: '2026-10-15' });
      await given.sql('delete from muster.listed_person');
      expect(await given.sql('select from muster.listed_person_version')).toEqual([]);
      expect(await asOf('2026-11-01')).toEqual([['UNKNOWN_HOLDER', 'ines@north.example', null]]);
    });
  });
});
