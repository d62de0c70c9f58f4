import { hash } from 'node:crypto';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { query } from '../sql.ts';
import { views, viewsVersion } from './list.ts';
import { fullName, type View } from './view.ts';

/** What `create view` and its comments say, one statement each. */
export function statementsOf(view: View): readonly string[] {
  const name = fullName(view);
  const columns = view.columns.map(({ name: column, type, sql }) => `(${sql})::${type} as ${column}`).join(', ');
  return [
    // A barrier: no function of whoever asks sees a row before the view has chosen its rows.
    `create or replace view ${name} with (security_barrier = true) as select ${columns} from ${view.from}${view.where === undefined ? '' : ` where ${view.where}`}`,
    `comment on view ${name} is ${quoted(view.says)}`,
    ...view.columns.map((column) => `comment on column ${name}.${column.name} is ${quoted(column.says)}`),
  ];
}

export function quoted(text: string): string {
  return `'${text.replaceAll(`'`, `''`)}'`;
}

/** All of it as one statement, since a driver takes no more than one at once. */
const whole = `do $views$ begin ${views.flatMap(statementsOf).join('; ')}; end $views$`;
const mark = (digest: string): string => `Views for analysts, version ${viewsVersion}, sha256 ${digest}: docs/sql.md.`;

/**
 * Makes the views as this hub knows them, unless they stand so, or a newer hub made them. To be called by one node at a
 * time, after the tables are up to date. Views are replaced, never dropped: rights on them and what others built over them stay.
 */
export async function installViews(em: SqlEntityManager): Promise<void> {
  const standing = (await query(em, `select obj_description(to_regnamespace('report'), 'pg_namespace') as mark`))[0]?.['mark'];
  const ours = mark(hash('sha256', whole));
  if (standing === ours || versionOf(standing) > viewsVersion) return;
  for (const schema of ['report', 'mirror']) await query(em, `create schema if not exists ${schema}`);
  await query(em, whole);
  await query(em, `comment on schema report is ${quoted(ours)}`);
}

function versionOf(standing: unknown): number {
  return Number(/^Views for analysts, version (\d+),/.exec(typeof standing === 'string' ? standing : '')?.[1] ?? 0);
}
