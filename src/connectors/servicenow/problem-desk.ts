import { SourceError } from '../../domain/error.ts';
import type { Problem } from '../../domain/incident.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { NewProblem, ProblemDesk } from '../../domain/ports/desk.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { createCorrelatedProblemFinder } from './correlated-finders.ts';
import { itemNamed } from './incident-desk.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { literal } from './query.ts';
import { readWanted } from './table.ts';
import { incidentTable, problemFields, problemOf, problemTable } from './translate/trouble.ts';
import { sysIdOf, tableRecord, valueOf, type Row } from './wire.ts';

/** Opens a problem once per correlation, as incidents are, and links its incidents: each is read first, written once, read back. */
export function createProblemDesk(instance: Instance): ProblemDesk {
  const find = async (correlation: string, ask: Ask): Promise<Problem | null> => {
    const { records, isComplete } = await createCorrelatedProblemFinder(instance).find({ correlationId: literal(correlation) }, ask);
    const [oldest] = [...records].sort((a, b) => a.label.localeCompare(b.label));
    if (oldest === undefined && !isComplete) throw refuse(instance, 'FORBIDDEN', 'hides a problem of this correlation from our account; grant it the right to read problems');
    return oldest ?? null;
  };
  const openOrFind = async (wish: NewProblem, ask: Ask): Promise<{ readonly problem: Problem; readonly isNew: boolean }> => {
    const known = await find(wish.correlation, ask);
    if (known !== null) return { problem: known, isNew: false };
    try {
      return { problem: await create(instance, wish, ask), isNew: true };
    } catch (error) {
      const made = error instanceof SourceError ? await find(wish.correlation, ask).catch(() => null) : null;
      if (made === null) throw error;
      return { problem: made, isNew: true };
    }
  };
  return {
    async createOrFind(wish, ask) {
      const opened = await openOrFind(wish, ask);
      await link(instance, opened.problem, wish.incidents, ask);
      return opened;
    },
    join: (problem, incidents, ask) => link(instance, { id: problem, label: problem }, incidents, ask),
  };
}

async function create(instance: Instance, wish: NewProblem, ask: Ask): Promise<Problem> {
  const item = await itemNamed(instance, wish.configurationItem, ask);
  const fetchedAt = instance.clock.now().toISOString();
  const { body } = await instance.http.send({
    method: 'POST',
    path: `/api/now/table/${problemTable}`,
    query: { sysparm_fields: ['sys_id', 'correlation_id', ...problemFields].join(','), sysparm_display_value: 'all', sysparm_exclude_reference_link: true },
    json: { short_description: wish.title, description: wish.description, correlation_id: wish.correlation, correlation_display: 'Muster', impact: '2', urgency: '2', ...(item === null ? {} : { cmdb_ci: item }) },
    schema: tableRecord, ask, doing: 'opening a problem',
  });
  if (valueOf(body.result, 'correlation_id') !== wish.correlation) throw refuse(instance, 'UNEXPECTED_ANSWER', 'opened a problem without its correlation id, by which it would be found again; grant our account the right to write correlation_id');
  return problemOf(body.result, { instance, fetchedAt });
}

/** One that another problem explains already is left to people: it is never taken away from there. */
async function link(instance: Instance, problem: Pick<Problem, 'id' | 'label'>, incidents: readonly RecordIdentity[], ask: Ask): Promise<void> {
  const [target] = sysIdsOf(instance, ['problem'], [problem.id]).keys();
  const asked = sysIdsOf(instance, ['incident'], incidents);
  if (target === undefined || asked.size < new Set(incidents).size) throw refuse(instance, 'NOT_FOUND', `has no such incident to be linked to ${problem.label}: ${incidents.filter((one) => ![...asked.values()].includes(one)).join(', ')}`);
  for (const row of await linksOf(instance, asked, ask)) {
    const now = valueOf(row, 'problem_id');
    const label = valueOf(row, 'number') ?? sysIdOf(row);
    if (now !== null && now !== target) throw refuse(instance, 'FORBIDDEN', `has ${label} linked to another problem already, and not to ${problem.label}; decide there which is right`);
    if (now === null) await writeLink(instance, sysIdOf(row), target, label, problem, ask);
  }
}

async function linksOf(instance: Instance, asked: ReadonlyMap<string, RecordIdentity>, ask: Ask): Promise<readonly Row[]> {
  const { rows } = await readWanted(instance, { table: incidentTable, conditions: [], fields: ['number', 'problem_id'], ask, doing: `reading the problems of ${counted(asked.size, 'incident')}` }, wantedIn('sys_id', asked.keys()));
  const found = new Set(rows.map(sysIdOf));
  const [missing] = [...asked].filter(([id]) => !found.has(id));
  if (missing !== undefined) throw refuse(instance, 'NOT_FOUND', `has no incident ${missing[1]}, or hides it from our account`);
  return rows;
}

async function writeLink(instance: Instance, id: string, target: string, label: string, problem: Pick<Problem, 'id' | 'label'>, ask: Ask): Promise<void> {
  const lost = await instance.http.send({
    method: 'PATCH', path: `/api/now/table/${incidentTable}/${id}`, query: { sysparm_fields: 'sys_id,problem_id', sysparm_exclude_reference_link: true },
    json: { problem_id: target }, schema: tableRecord, ask, doing: `linking ${label} to ${problem.label}`,
  }).then(() => null, (error: unknown) => { if (error instanceof Error) return error; throw error; });
  const [after] = await readWanted(instance, { table: incidentTable, conditions: [], fields: ['problem_id'], ask, doing: `reading back ${label}` }, wantedIn('sys_id', [id])).then(({ rows }) => rows, (error: unknown) => { throw lost ?? error; });
  if (after !== undefined && valueOf(after, 'problem_id') === target) return;
  throw lost ?? refuse(instance, 'UNEXPECTED_ANSWER', `left ${label} without its link to ${problem.label}; grant our account the right to write incident.problem_id`);
}
