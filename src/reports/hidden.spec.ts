import { recordKinds } from '../domain/reference.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { Given } from './asked.ts';
import { strayNumbers } from './behind.fixture.ts';
import { reports } from './list.ts';
import { planted, ruled, uprooted } from './hidden.fixture.ts';
import { catalogueWith, eachReportDatabase } from './reports.fixture.ts';

const connections = ['cmdb', 'desk', 'jira', 'library'];
const rules = (classifications: readonly string[] | null): readonly Hidden[] => connections.flatMap((connection) => recordKinds.map((kind) => ({ connection, kind, classifications })));

const questions: readonly (readonly [string, Given])[] = [
  ...reports.map(({ definition }) => [definition.name, {}] as const), ['incident-causes', { by: 'RELEASE' }], ['why-releases-wait', { by: 'GATE' }], ['why-releases-wait', { by: 'TOOL' }], ['why-releases-wait', { by: 'APPROVAL' }], ['why-releases-wait', { by: 'APPROVAL', asOf: '2026-11-20T00:00:00Z' }], ['joiners-movers-leavers', { by: 'PRODUCT' }],
  ...reports.filter(({ definition }) => definition.parameters.some(({ name }) => name === 'asOf')).map(({ definition }) => [definition.name, { asOf: '2026-11-20T00:00:00Z' }] as const),
];

eachReportDatabase('what is hidden', catalogueWith({ key: 'payments', team: 'money' }), (given) => {
  const all = async (hidden: readonly Hidden[]): Promise<readonly unknown[]> => {
    const answers: unknown[] = [];
    for (const [name, parameters] of questions) {
      const report = given.ask(name, parameters, undefined, hidden);
      const { rows } = await report.page(500, null);
      expect(rows.flatMap((row) => strayNumbers(report.definition, row))).toEqual([]);
      answers.push({ name, parameters, rows, totals: await report.totals() });
    }
    return answers;
  };
  beforeEach(() => planted(given));

  it('is in no word, no id and no count of any report: each equals that of a world without it', async () => {
    const some = rules([ruled]);
    const seen = await all(some);
    expect(JSON.stringify(seen)).not.toContain('CANARY');
    expect(JSON.stringify(await all(rules(null)))).not.toContain('CANARY');
    await uprooted(given);
    expect(seen).toEqual(await all(some));
    // How many records a reading found is told to whoever sees all of them.
    const ofRecords = (answers: readonly unknown[]): readonly unknown[] => answers.filter((answer) => (answer as { name: string }).name !== 'connection-health');
    expect(ofRecords(seen)).toEqual(ofRecords(await all([])));
  });

  it('is there for whoever may see it, and for everybody where nothing is classified so', async () => {
    const told = JSON.stringify(await all([]));
    for (const identity of ['desk:change:CANARY', 'desk:incident:CANARY', 'desk:problem:CANARY', 'cmdb:ci:CANARY', 'library:artifact:CANARY', 'desk:window:CANARY', 'desk:account:CANARY', 'desk:licence:CANARY', 'desk:change:CANARY|omar||1']) expect(told).toContain(`"${identity}"`);
    const other = JSON.stringify(await all(rules(['public'])));
    expect(other).toContain('"desk:change:CANARY"');
    expect(other).not.toContain('CANARY-unread');
  });
});
