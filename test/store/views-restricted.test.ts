import { recordKinds } from '../../src/domain/reference.ts';
import { hiddenFrom } from '../../src/domain/restriction.ts';
import { planted, ruled, uprooted } from '../../src/reports/hidden.fixture.ts';
import { catalogueWith, eachReportDatabase } from '../../src/reports/reports.fixture.ts';
import { comparedWord } from '../../src/store/classified.ts';
import { fullName, views } from '../../src/store/views/index.ts';

eachReportDatabase('What is restricted', catalogueWith({ key: 'payments' }), (given) => {
  const restrict = async (classifications: readonly string[] | null): Promise<void> => {
    await given.sql('delete from muster.restriction');
    const rules = hiddenFrom(['cmdb', 'desk', 'jira', 'library'].map((connection) => ({ connection, kinds: recordKinds, classifications, roles: ['AUDITOR'] as const })), null);
    for (const { connection, kind, classifications: words } of rules) await given.sql('insert into muster.restriction values ($1, $2, $3)', [connection, kind, words?.map(comparedWord) ?? null]);
  };
  const all = async (): Promise<Readonly<Record<string, unknown>>> => {
    const rows: Record<string, unknown> = {};
    for (const view of views) rows[fullName(view)] = await given.sql(`select * from ${fullName(view)} order by ${view.columns.filter(({ isKey }) => isKey).map(({ name }) => name).join(', ')}`);
    return rows;
  };
  const told = (rows: Readonly<Record<string, unknown>>): string => JSON.stringify(rows);
  beforeEach(async () => {
    await planted(given);
    await given.sql(`update muster.copy set content = '[{"id": "desk:approval:CANARY", "state": "APPROVED", "group": "CANARY"}]' where identity = 'desk:change:CANARY' and kind = 'change.approvals'`);
    await given.sql(`insert into muster.copy (connection, kind, identity, reference, content, digest, fetched_at, valid_from) select connection, 'change.configurationItems', identity, null, '[{"id": "cmdb:ci:CANARY", "name": "CANARY"}, {"id": "cmdb:ci:1", "name": "payments"}]', digest, fetched_at, valid_from from muster.copy where identity = 'desk:change:2' and kind = 'change'`);
    await given.sql(`update muster.deployment set because = 'Incident CANARY was opened.', steps = '[{"name": "open-incident", "state": "SUCCEEDED", "because": "Incident CANARY was opened."}]'`);
  });

  test('is in no view, no row, no id and no word: what it was classified as before does not help, and neither does its history', async () => {
    await restrict([ruled]);
    const seen = await all();
    expect(told(seen)).not.toContain('CANARY');
    expect(seen['mirror.change']).toHaveLength(1);
    expect(seen['mirror.change_configuration_item']).toMatchObject([{ change_id: 'desk:change:2', configuration_item_id: 'cmdb:ci:1' }]);
    await uprooted(given);
    await given.sql(`update muster.copy set content = '[{}, {"id": "cmdb:ci:1", "name": "payments"}]' where kind = 'change.configurationItems'`);
    const without = await all();
    expect({ ...seen, 'mirror.change_configuration_item': [], 'mirror.change_configuration_item_history': [] }).toEqual({ ...without, 'mirror.change_configuration_item': [], 'mirror.change_configuration_item_history': [] });
  });

  test('is in none either where all records of the kind are, whatever they are classified as', async () => {
    await restrict(null);
    const seen = await all();
    expect(told(seen)).not.toContain('CANARY');
    for (const { name } of views.filter(({ schema }) => schema === 'mirror')) expect([name, seen[`mirror.${name}`]]).toEqual([name, []]);
  });

  test('is there where nothing is restricted', async () => {
    await restrict(['public']);
    await given.sql('delete from muster.restriction');
    const seen = await all();
    for (const view of ['mirror.change', 'mirror.change_history', 'mirror.change_approval', 'mirror.incident', 'mirror.problem', 'mirror.work_item', 'mirror.artifact', 'mirror.entitlement', 'report.linked_record', 'report.pinned_artifact', 'report.deployment', 'report.deployment_change', 'report.deployment_step', 'report.verdict']) {
      expect([view, JSON.stringify(seen[view])]).toEqual([view, expect.stringContaining('CANARY')]);
    }
  });
});
