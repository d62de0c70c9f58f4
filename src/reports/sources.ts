import type { Snapshot } from '../domain/ports/report-reader.ts';
import type { ReportDefinition, ReportSource } from '../domain/report.ts';
import type { SourceProblem } from '../domain/source.ts';
import type { Asked } from './asked.ts';
import { readings } from './readings.ts';
import { Values } from './values.ts';

/** How far each source of a report was read, and what is in the way of reading on: now, or at the moment that is asked about. */
export async function sourcesOf({ restsOn }: ReportDefinition, asked: Asked, snapshot: Snapshot): Promise<readonly ReportSource[]> {
  if (restsOn.length === 0) return [];
  const values = new Values();
  const text = `with reading as (${readings(asked, values)})
    select connection, kind, read_at, problem from reading where kind <> 'deployment' and kind = any(${values.as('text[]', restsOn)})
    union all
    select connection, kind, min(read_at), (array_agg(problem) filter (where problem is not null))[1] from reading where kind = 'deployment' and ${values.as('boolean', restsOn.includes('deployment'))} group by connection, kind
    order by kind, connection`;
  const rows = await snapshot.rows({ text, values: values.list });
  const sources = rows.map(({ connection, kind, read_at: readAt, problem }): ReportSource => ({
    connection: String(connection), kind: String(kind),
    readAt: readAt === null ? null : new Date(readAt as string | Date).toISOString(),
    problem: (problem as SourceProblem | null)?.message ?? null,
  }));
  return [...sources, ...restsOn.filter((kind) => !sources.some((source) => source.kind === kind)).map((kind) => unread(kind, asked))];
}

function unread(kind: string, { isPast }: Asked): ReportSource {
  if (isPast) return { connection: null, kind, readAt: null, problem: 'Not read in the background then, or how far is no longer on record.' };
  const problem = kind === 'deployment'
    ? 'What others deploy is not looked at (observe: in the configuration): only what Muster deployed is counted.'
    : 'Not read in the background (sync: in the configuration): only records that were asked for one by one are counted.';
  return { connection: null, kind, readAt: null, problem };
}
