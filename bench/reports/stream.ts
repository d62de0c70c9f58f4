import { forms, type AskedReport } from '../../src/reports/index.ts';
import type { OpenDatabase } from '../../src/store/open-database.ts';
import { now, services, type Execute } from './fill.ts';
import { deskOver, year } from './world.ts';

/** The most rows that delivery-performance has here, as CSV: by service and day. */
export async function firstByte(open: OpenDatabase) {
  const { rows, firstByteMs, peakMb } = await written(deskOver(open).ask('delivery-performance', { ...year, period: 'DAY' }, []), Infinity);
  return { streamedRows: rows, firstByteMs, streamPeakRssMb: peakMb.atEnd };
}

/** So many judgements as CSV: the most memory that this process held up to a tenth of the rows, and up to the last. */
export async function memory(open: OpenDatabase, judgements: number) {
  const { rows, firstByteMs, peakMb } = await written(deskOver(open).ask('readiness-history', year, []), judgements / 10);
  return { judgementRows: rows, judgementFirstByteMs: firstByteMs, peakRssMbAtTenth: peakMb.early, peakRssMbAtEnd: peakMb.atEnd };
}

/** Spread over the year, each of one of as many releases as there are services, with two verdicts. */
export async function judged(execute: Execute, count: number): Promise<void> {
  // What is told of each judgement that is stored, so that subscriptions hear of it, would take longest here.
  await execute('alter table muster.assessment disable trigger user');
  await execute(`insert into muster.release (id, key, name, version, service_key, owner_email, depends_on, stakeholders, created_at) select 'release:' || i, 'r-' || i, 'r', '1.' || i, 's-' || i, 'a@b.example', '[]', '[]', '2025-01-01' from generate_series(0, ${services - 1}) as i`);
  await execute(`insert into muster.assessment (id, release_key, environment, readiness, assessed_by)
    select 'assessment:' || i, 'r-' || i % ${services}, 'production', jsonb_build_object('outcome', case when i % 3 = 0 then 'READY' else 'NOT_READY' end, 'basis', 'LIVE', 'policy', '{"name":"p","version":"1"}'::jsonb,
      'judgedAt', to_char(timestamptz '${now}' - interval '364 days' + i * (interval '364 days' / ($1::int + 1)), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'verdicts', '[{"gate":"changes-approved","isBlocking":true,"outcome":"FAIL"},{"gate":"no-freeze","isBlocking":true,"outcome":"PASS"}]'::jsonb), '{"name":"A"}'
    from generate_series(1, $1::int) as i`, [count]);
  // As autovacuum would have.
  await execute('vacuum (analyze) muster.assessment');
}

async function written(report: AskedReport, early: number) {
  const csv = forms.find(({ name }) => name === 'csv');
  if (csv === undefined) throw new Error('there is no CSV');
  const writer = csv.writer(report.definition, report.asked);
  const begun = performance.now();
  const peakMb = { early: 0, atEnd: 0 };
  let [rows, firstByteMs] = [0, 0];
  await report.stream(csv, (head) => { writer.begin(head); return Promise.resolve(); }, (batch) => {
    if (firstByteMs === 0) firstByteMs = Math.round(performance.now() - begun);
    rows += batch.length;
    if (writer.rows(batch).length === 0) throw new Error('rows were written as nothing');
    peakMb.atEnd = Math.max(peakMb.atEnd, Math.round(process.memoryUsage.rss() / 1e6));
    if (rows <= early) peakMb.early = peakMb.atEnd;
    return Promise.resolve();
  });
  return { rows, firstByteMs, peakMb };
}
