import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { reports } from '../list.ts';
import { catalogueWith, eachReportDatabase, forgotten } from '../reports.fixture.ts';
import { acrossMidnight } from './across-midnight.fixture.ts';
import { backedOut } from './backed-out.fixture.ts';
import type { Golden } from './cells.fixture.ts';
import { deleted } from './deleted.fixture.ts';
import { clocksChange } from './clocks-change.fixture.ts';
import { hiddenRecords } from './hidden-records.fixture.ts';
import { isoYearEnd } from './iso-year-end.fixture.ts';
import { reopened } from './reopened.fixture.ts';
import { sameKeys } from './same-keys.fixture.ts';

const cases = [clocksChange, isoYearEnd, acrossMidnight, reopened, backedOut, deleted, hiddenRecords, sameKeys];
const names = reports.map(({ definition }) => definition.name);
const folder = path.join(import.meta.dirname, '..');
/** What the specs of a report’s own folder say; waiver-debt and connection-health, and the two of judgements, share one. */
const specs = new Map(names.map((name) => [name, readdirSync(path.join(folder, name)).filter((file) => file.endsWith('.spec.ts')).map((file) => readFileSync(path.join(folder, name, file), 'utf8')).join('\n')]));

/** Report × case: reckoned by hand here or in the report’s own spec, or with the reason for which the case cannot touch the report. */
describe('The table of golden cases', () => {
  it.each(cases.map(({ name, cells }) => [name, cells] as const))('has a cell of every report for: %s', (_name, cells) => {
    expect(Object.keys(cells).toSorted()).toEqual(names.toSorted());
    for (const [report, cell] of Object.entries(cells)) {
      if ('in' in cell) expect([report, cell.in, specs.get(report)?.includes(`it('${cell.in}'`)]).toEqual([report, cell.in, true]);
      if ('cannot' in cell) expect([report, cell.cannot]).toEqual([report, expect.stringMatching(/^It .{15,}\.$/)]);
    }
  });
});

const shown = cases.flatMap((one) => Object.entries(one.cells).flatMap(([report, cell]) => ('proves' in cell ? [[one.name, report, cell.says, cell.proves] as const] : [])));

eachReportDatabase('Golden cases', catalogueWith({ key: 'payments', team: 'money' }, { key: 'cards' }), (given) => {
  beforeEach(async () => {
    await forgotten(given);
    await given.sql('delete from muster.listed_person');
  });

  it.each(shown)('%s: %s %s', async (_case, name, _says, proves) => {
    const report: Golden['report'] = (parameters = {}, now, hidden) => given.ask(name, parameters, now, hidden);
    const rows: Golden['rows'] = async (...asked) => (await report(...asked).page(500, null)).rows;
    await proves({ ...given, report, rows, column: async (column, ...asked) => (await rows(...asked)).map((row) => row[column] ?? null) });
  });
});
