import { finalStates } from '../domain/deployment.ts';
import type { DeploymentState } from '../domain/deployment.ts';
import { noticedQueue } from '../domain/ports/delivery-store.ts';
import type { FigureReader, Figures, PoolFigures } from '../domain/ports/figures.ts';
import { tellingQueue } from '../domain/ports/outbox.ts';
import type { Database } from './database.ts';
import { advanceQueue } from './deployment.accept.ts';
import { momentOf } from './moment.ts';
import type { Row } from './sql.ts';

/** The queues of durable work. */
const queues = [advanceQueue, noticedQueue, tellingQueue];

/** One statement of counts that each have a partial index, or are of what pg-boss forgets an hour after it is done. */
export function figureReader(database: Database, pool: () => PoolFigures | null): FigureReader {
  return { pool, read: async () => figuresOf(await database.query(figures, [queues, [...finalStates]])) };
}

/** pg-boss's states are in the order of a job's life: created, retry, active, then what has ended. */
const figures = `select 'queue' as figure, name as label, (count(*) filter (where state < 'active'))::int as one, (count(*) filter (where state = 'active'))::int as other, null::timestamptz as at
    from pgboss.job where name = any($1) and state <= 'active' group by name
  union all select 'deployment', state, count(*)::int, (count(*) filter (where needs_attention))::int, min((select max(at) from muster.journal_entry where deployment_id = deployment.id and data->>'to' = 'UNCLEAR')) filter (where state = 'UNCLEAR')
    from muster.deployment where state <> all($2) group by state
  union all select 'outbox', null, (select count(*)::int from muster.event where addressed_at is null), (select count(*)::int from muster.notice where state = 'WAITING'), null`;

function figuresOf(rows: readonly Row[]): Figures {
  const of = (figure: string): readonly Row[] => rows.filter((row) => row['figure'] === figure);
  const jobs = new Map(of('queue').map((row) => [String(row['label']), row]));
  const [outbox] = of('outbox');
  const deployments = of('deployment');
  return {
    queues: queues.map((queue) => ({ queue, waiting: Number(jobs.get(queue)?.['one'] ?? 0), active: Number(jobs.get(queue)?.['other'] ?? 0) })),
    outbox: { events: Number(outbox?.['one']), notices: Number(outbox?.['other']) },
    deployments: deployments.map((row) => ({ state: String(row['label']) as DeploymentState, count: Number(row['one']) })),
    needingAttention: deployments.reduce((sum, row) => sum + Number(row['other']), 0),
    unclearSince: momentOf(deployments.find((row) => row['label'] === 'UNCLEAR')?.['at']),
  };
}
