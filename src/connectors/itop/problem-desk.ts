import type { Ask } from '../../domain/ports/ask.ts';
import type { ProblemDesk } from '../../domain/ports/desk.ts';
import type { RecordIdentity } from '../../domain/reference.ts';
import { refuse, type Instance } from './instance.ts';
import { idsOf } from './lookups.ts';
import { readByIds } from './objects.ts';
import { openOnce } from './opening.ts';
import type { Opening } from './options.ts';
import { incidentClass, problemClass, problemOf } from './translate/trouble.ts';
import { keyOf, textOf, type Thing } from './wire.ts';
import { written } from './written.ts';

/**
 * Opens a problem once per correlation and links incidents to it, also to one that was there: asked again, the links that
 * were not drawn are drawn. An incident of another problem is left there, and named.
 */
export function problemDesk(instance: Instance, opening: Opening): ProblemDesk {
  return {
    async createOrFind({ incidents, ...wish }, ask) {
      const { thing, fetchedAt, isNew } = await openOnce(instance, 'problem', opening, wish, ask);
      await linkAll(instance, thing, incidents, ask);
      return { problem: problemOf(thing, { instance, fetchedAt }), isNew };
    },
    async join(problem, incidents, ask) {
      const [id] = idsOf(instance, 'problem', [problem]).keys();
      const { things } = await readByIds(instance, { className: problemClass, conditions: [], fields: ['ref'], ask, doing: 'reading a problem' }, 'id', id === undefined ? [] : [id]);
      const [thing] = things;
      if (thing === undefined) throw refuse(instance, 'NOT_FOUND', `has no problem ${problem}, or hides it from our account`);
      await linkAll(instance, thing, incidents, ask);
    },
  };
}

async function linkAll(instance: Instance, problem: Thing, incidents: readonly RecordIdentity[], ask: Ask): Promise<void> {
  if (incidents.length === 0) return;
  const linked = await linksOf(instance, incidents, ask);
  for (const incident of incidents) {
    const its = linked.get(incident);
    if (its === undefined) throw refuse(instance, 'NOT_FOUND', `has no incident ${incident} to link to ${labelOf(problem)}, or hides it from our account`);
    if (its.problem === problem.id) continue;
    if (its.problem !== null) throw refuse(instance, 'FORBIDDEN', `has ${incident} linked to another problem already; it was not moved to ${labelOf(problem)}`);
    await link(instance, problem, incident, its.id, ask);
  }
}

interface Link { readonly id: string; readonly problem: string | null }

async function linksOf(instance: Instance, incidents: readonly RecordIdentity[], ask: Ask): Promise<ReadonlyMap<RecordIdentity, Link>> {
  const asked = idsOf(instance, 'incident', incidents);
  const { things } = await readByIds(instance, { className: incidentClass, conditions: [], fields: ['parent_problem_id'], ask, doing: 'reading the incidents of a problem' }, 'id', asked.keys());
  return new Map(things.map((thing) => [asked.get(thing.id) ?? '', { id: thing.id, problem: keyOf(thing, 'parent_problem_id') }]));
}

/** Written and read back, also when the answer was lost. */
async function link(instance: Instance, problem: Thing, incident: RecordIdentity, id: string, ask: Ask): Promise<void> {
  const lost = await written(instance, {
    operation: 'core/update', comment: 'Muster', class: incidentClass, key: id, fields: { parent_problem_id: problem.id }, output_fields: 'id,parent_problem_id',
  }, `linking an incident to ${labelOf(problem)}`, ask);
  const after = await linksOf(instance, [incident], ask).catch((error: unknown) => { throw lost ?? error; });
  if (after.get(incident)?.problem === problem.id) return;
  throw refuse(instance, lost?.problem.code ?? 'UNEXPECTED_ANSWER', `did not link ${incident} to ${labelOf(problem)}${lost === null ? '; see its life cycle there' : `: it ${lost.problem.message}`}`);
}

function labelOf(problem: Thing): string {
  return textOf(problem, 'ref') ?? `problem ${problem.id}`;
}
