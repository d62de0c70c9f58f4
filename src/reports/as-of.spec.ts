import type { Instant } from '../domain/instant.ts';
import type { ReportRow } from '../domain/report.ts';
import { eachDatabase } from '../store/each-database.fixture.ts';
import type { Given as Parameters } from './asked.ts';
import { strayNumbers } from './behind.fixture.ts';
import type { ReportHead } from './desk.ts';
import { reports } from './list.ts';
import { catalogueWith, deskOver } from './reports.fixture.ts';
import { story } from './story.fixture.ts';

const catalogue = catalogueWith({ key: 'payments', team: 'money' }, { key: 'cards' }, { key: 'ledger' });
const everyWaiver = { state: 'REQUESTED,ACTIVE,REJECTED,EXPIRED,REVOKED,VOID' };
/** Each report as it is usually asked, and in the ways that show more of it. */
const questions: readonly (readonly [report: string, given: Parameters])[] = [
  ...reports.map(({ definition }) => [definition.name, {}] as const),
  ['delivery-performance', { period: 'DAY', by: 'TEAM' }], ['incident-causes', { by: 'RELEASE' }], ['why-releases-wait', { by: 'GATE' }], ['why-releases-wait', { by: 'TOOL' }], ['why-releases-wait', { by: 'APPROVAL' }], ['waiver-debt', everyWaiver], ['joiners-movers-leavers', { by: 'PRODUCT' }],
];

eachDatabase('Any report for a past moment', (given) => {
  const said = async ([report, parameters]: (typeof questions)[number], asOf: Instant | null): Promise<unknown> => {
    const asked = deskOver(given.store().reader, catalogue, given.clock).ask(report, asOf === null ? parameters : { ...parameters, asOf }, []);
    const answer: { head: ReportHead | null; readonly rows: ReportRow[] } = { head: null, rows: [] };
    await asked.stream({ batch: 500, tellsTotals: true }, (head) => { answer.head = head; return Promise.resolve(); }, (rows) => { answer.rows.push(...rows); return Promise.resolve(); });
    expect(answer.rows.flatMap((row) => strayNumbers(asked.definition, row))).toEqual([]);
    // Of what is not read in the background a past report says other words.
    return { rows: answer.rows, totals: answer.head?.totals, sources: answer.head?.sources.map(({ problem, ...source }) => ({ ...source, problem: source.connection === null ? null : problem })) };
  };

  it('equals what it said then, whatever has happened since', async () => {
    // By turns: every report at every second moment.
    const isAsked = (happening: number, index: number): boolean => (happening + index) % 2 === 0;
    const kept: { readonly at: Instant; readonly happening: number; readonly answers: readonly unknown[] }[] = [];
    for (const [happening, happens] of story(given.store()).entries()) {
      given.clock.advance(7 * 60_000);
      const at = given.clock.now().toISOString();
      await happens(at);
      // What is kept of the present is sometimes reckoned anew, and sometimes from before: neither may be told apart from the past.
      if (happening % 3 === 0) for (const kept of [given.store().leadTimes, given.store().approvalWaits]) await kept.reckon();
      const answers: unknown[] = [];
      for (const [index, question] of questions.entries()) answers.push(isAsked(happening, index) ? await said(question, null) : null);
      kept.push({ at, happening, answers });
    }
    given.clock.advance(60 * 60_000);
    // Each report has seen something happen, or its silence would prove nothing.
    for (const [index, [report, parameters]] of questions.entries()) expect([report, parameters, new Set(kept.map(({ answers }) => JSON.stringify(answers[index]))).size > 3]).toEqual([report, parameters, true]);
    for (const { at, happening, answers } of kept) for (const [index, question] of questions.entries()) if (isAsked(happening, index)) expect({ question, happening, said: await said(question, at) }).toEqual({ question, happening, said: answers[index] });
  }, 600_000);

  it('is asked by asOf', () => {
    expect(reports.filter(({ definition }) => !definition.parameters.some(({ name }) => name === 'asOf')).map(({ definition }) => definition.name)).toEqual([]);
  });
});
