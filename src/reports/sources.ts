import type { Snapshot } from '../domain/ports/report-reader.ts';
import type { ReportDefinition, ReportSource } from '../domain/report.ts';
import type { SourceProblem } from '../domain/source.ts';

/** How far each source of a report was read, and what is in the way of reading on. */
export async function sourcesOf({ restsOn }: ReportDefinition, snapshot: Snapshot): Promise<readonly ReportSource[]> {
  if (restsOn.length === 0) return [];
  const rows = await snapshot.rows({ text: said, values: [restsOn, restsOn.includes('deployment')] });
  const sources = rows.map(({ connection, kind, read_at: readAt, problem }): ReportSource => ({
    connection: String(connection), kind: String(kind),
    readAt: readAt === null ? null : new Date(readAt as string | Date).toISOString(),
    problem: (problem as SourceProblem | null)?.message ?? null,
  }));
  return [...sources, ...restsOn.filter((kind) => !sources.some((source) => source.kind === kind)).map(unread)];
}

const said = `
  select connection, kind, finished_at as read_at, problem from muster.sync where kind = any($1::text[])
  union all
  select connection, 'deployment', min(looked_at), (array_agg(problem) filter (where problem is not null))[1] from muster.observation where $2 group by connection
  order by kind, connection`;

function unread(kind: string): ReportSource {
  const problem = kind === 'deployment'
    ? 'What others deploy is not looked at (observe: in the configuration): only what Muster deployed is counted.'
    : 'Not read in the background (sync: in the configuration): only records that were asked for one by one are counted.';
  return { connection: null, kind, readAt: null, problem };
}
