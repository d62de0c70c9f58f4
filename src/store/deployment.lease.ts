import { finalStates } from '../domain/deployment.ts';
import type { Deployment } from '../domain/deployment.ts';
import type { Clock } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { toDeployment } from './deployment.row.ts';

const ended = [...finalStates];

/** Takes one of ours over; the fence grows, so that whoever held it before writes nothing more. What others run is nobody's to carry on. */
export async function claim(database: Database, clock: Clock, id: string, runner: string, leaseMs: number): Promise<Deployment | null> {
  const now = clock.now();
  const until = new Date(now.getTime() + leaseMs);
  const [row] = await database.query(
    `update muster.deployment set fence = fence + 1, lease_runner = $2, lease_ms = $3, lease_until = $4
     where id = $1 and origin = 'TRIGGERED' and state <> all($5) and (lease_until is null or lease_until <= $6 or lease_runner = $2) returning *`,
    [id, runner, leaseMs, until.toISOString(), ended, now.toISOString()]);
  return row === undefined ? null : toDeployment(database.em(), row);
}

/** False too when the lease was given back: what nobody holds cannot be prolonged. */
export async function prolong(database: Database, clock: Clock, id: string, fence: number, leaseMs: number): Promise<boolean> {
  const until = new Date(clock.now().getTime() + leaseMs).toISOString();
  const rows = await database.query(
    'update muster.deployment set lease_until = $3 where id = $1 and fence = $2 and lease_runner is not null and state <> all($4) returning id',
    [id, fence, until, ended]);
  return rows.length === 1;
}

export async function giveBack(database: Database, clock: Clock, id: string, fence: number, delayMs: number): Promise<boolean> {
  const next = new Date(clock.now().getTime() + delayMs).toISOString();
  const rows = await database.query(
    'update muster.deployment set lease_runner = null, lease_until = null, next_look_at = $3 where id = $1 and fence = $2 returning id',
    [id, fence, next]);
  return rows.length === 1;
}

export async function due(database: Database, clock: Clock, limit: number): Promise<readonly string[]> {
  const rows = await database.query(
    `select id from muster.deployment
     where origin = 'TRIGGERED' and state <> all($1) and next_look_at <= $2 and (lease_until is null or lease_until <= $2)
     order by next_look_at, sequence limit $3`, [ended, clock.now().toISOString(), limit]);
  return rows.map((row) => String(row['id']));
}
