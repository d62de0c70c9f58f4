import { eachServer } from '../each-database.fixture.ts';
import { migratedFrom } from './migrated.fixture.ts';

eachServer('What was read and judged before migrations 36 and 37', (server) => {
  const { sql, migratedAfter } = migratedFrom('36-approval-waits', server);

  test('is noted, change by change, and told of each judgement as of those that come after', async () => {
    const evidence = (connection: string, key: string): object => ({ recordId: `${connection}:record:${key}`, source: { connection, reference: `${connection}:ref:${key}` } });
    const verdict = (gate: string, outcome: string, more: object = {}): object => ({ gate, outcome, isBlocking: true, evidence: [], responsible: [], ...more });
    const verdicts = [
      verdict('b-two', 'FAIL', { evidence: [evidence('jira', '2'), evidence('desk', '1'), evidence('desk', '3')], responsible: [{ name: 'Omar' }], restsOn: ['jira:record:2 progress', 'muster:plan:9 agreements'] }), verdict('a-one', 'UNKNOWN', { evidence: [evidence('desk', '1')], responsible: [{ name: 'Tess' }, { name: 'Ines' }] }),
      verdict('c-none', 'UNKNOWN'), verdict('d-passes', 'PASS', { evidence: [evidence('library', '4')] }), verdict('e-advises', 'FAIL', { isBlocking: false, evidence: [evidence('library', '5')] }),
    ];
    const judged = (id: string, of: readonly object[]): string => `insert into muster.assessment (id, release_key, environment, assessed_by, readiness) values ('${id}', 'r-1', 'production', '{}', '${JSON.stringify({ outcome: 'NOT_READY', judgedAt: '2026-11-02T10:00:00.000Z', verdicts: of })}')`;
    const others = verdicts.map((one, index) => (index === 1 ? { ...one, evidence: [evidence('desk', '7')] } : one));
    const moved = (tool: string, person: string): readonly object[] => [verdict('a-one', 'FAIL', { evidence: tool === '' ? [] : [{ source: { connection: tool } }], responsible: person === '' ? [] : [{ name: person }] })];
    const copy = (kind: string, key: string): string => `insert into muster.copy (kind, identity, connection, content, fetched_at, digest, valid_from) values ('${kind}', 'desk:change:${key}', 'desk', '[]', '2026-11-01', '', '2026-11-01')`;
    await migratedAfter([
      judged('whole', verdicts), judged('green', [verdict('a-one', 'PASS')]), judged('other names', others), judged('of a tool', moved('x', '')), judged('of a person', moved('', 'x')),
      copy('change.approvals', '1'), copy('change.approvals', '2'), copy('change', '3'),
      `insert into muster.copy_version (kind, identity, valid_from, valid_to, fetched_at, connection, content) select 'change.approvals', 'desk:change:' || i, '2026-10-01', '2026-11-01', '2026-10-01', 'desk', '[]' from (values (1), (4)) as read (i)`,
    ]);
    await sql(judged('later', verdicts));
    const told = async (id: string): Promise<unknown> => (await sql(`select red_names, red_tools, tools_by_gate from muster.assessment where id = $1`, [id]))[0];
    expect(await told('whole')).toEqual({
      red_names: ['desk:record:1', 'desk:record:3', 'desk:ref:1', 'desk:ref:3', 'jira:record:2', 'jira:ref:2', 'muster:plan:9'], red_tools: ['', 'desk', 'jira'], tools_by_gate: { 'a-one': 'desk', 'b-two': 'desk jira', 'c-none': '' },
    });
    expect(await told('later')).toEqual(await told('whole'));
    expect(await told('green')).toEqual({ red_names: [], red_tools: [], tools_by_gate: {} });
    // All that tell the same beside names have one digest, and no others have it.
    expect(await sql('select array_agg(id order by number) as ids from muster.assessment group by told order by min(number)')).toEqual([{ ids: ['whole', 'other names', 'later'] }, { ids: ['green'] }, { ids: ['of a tool'] }, { ids: ['of a person'] }]);
    expect(await sql('select change from muster.approval_note order by 1')).toEqual(['1', '2', '4'].map((key) => ({ change: `desk:change:${key}` })));
  }, 120_000);
});
