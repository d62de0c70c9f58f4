import { eachServer } from '../each-database.fixture.ts';
import { migratedFrom } from './migrated.fixture.ts';

eachServer('Judgements of before migration 38', (server) => {
  const { sql, migratedAfter } = migratedFrom('38-kept-deviations', server);

  test('have their deviations kept, each with what turned and what came next', async () => {
    const judged = (id: string, hour: number, outcomes: Readonly<Record<string, string>>): string => `insert into muster.assessment (id, release_key, environment, assessed_by, readiness) values ('${id}', 'r-1', 'production', '{}', '${JSON.stringify({
      outcome: 'NOT_READY', judgedAt: `2026-11-02T0${hour}:00:00.000Z`, verdicts: Object.entries(outcomes).map(([gate, outcome]) => ({ gate, outcome, isBlocking: true, evidence: [{ source: { connection: 'desk' } }], responsible: [] })),
    })}')`;
    await migratedAfter([judged('1', 1, { a: 'FAIL', b: 'WAIVED' }), judged('2', 2, { b: 'FAIL' }), judged('3', 3, { a: 'PASS', b: 'FAIL' })]);
    const kept = (): Promise<unknown> => sql(`select a.id, gate, extract(hour from prior_at at time zone 'UTC')::int as prior, extract(hour from next_at at time zone 'UTC')::int as next, is_red, tools, d.red_tools, place - min(place) over () as place,
      (select id from muster.assessment as off where off.number = off_number) as off, extract(hour from off_at at time zone 'UTC')::int as off_at from muster.deviation as d join muster.assessment as a using (number) order by number, gate`);
    const all = [
      { id: '1', gate: 'a', prior: null, next: 2, is_red: true, tools: 'desk', red_tools: ['desk'], place: 0, off: '3', off_at: 3 }, { id: '1', gate: 'b', prior: null, next: 2, is_red: false, tools: null, red_tools: null, place: 0, off: null, off_at: null },
      { id: '2', gate: 'b', prior: 1, next: 3, is_red: true, tools: 'desk', red_tools: ['desk'], place: 0, off: null, off_at: null }, { id: '3', gate: 'b', prior: null, next: null, is_red: true, tools: 'desk', red_tools: ['desk'], place: 0, off: null, off_at: null },
    ];
    expect(await kept()).toEqual(all);
    await sql(judged('4', 4, { b: 'PASS' }));
    expect(await kept()).toEqual([...all.slice(0, 3), { ...all[3], next: 4, off: '4', off_at: 4 }]);
  }, 120_000);
});
