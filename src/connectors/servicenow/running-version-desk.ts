import { SourceError } from '../../domain/error.ts';
import type { RunningVersionTarget } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunningVersionDesk, RunningVersionReport } from '../../domain/ports/desk.ts';
import { formatReference } from '../../domain/reference.ts';
import { refuse, type Instance } from './instance.ts';
import { column, literal } from './query.ts';
import { readWanted } from './table.ts';
import { reconcileAnswer, sysIdOf, valueOf } from './wire.ts';
import { reconciledOf } from './translate/reconcile.ts';

/** What stands at a target now. */
interface Standing {
  readonly sysId: string;
  readonly version: string | null;
}

/**
 * The running version, kept by the CMDB's own reconciliation: read first (the same version is not written again, which is
 * what makes it safe to repeat), written through identifyreconcile under the target's discovery source, judged per item,
 * read back. The correlation has no column there and is not needed.
 */
export function createRunningVersionDesk(instance: Instance): RunningVersionDesk {
  return {
    async read(target, ask) {
      return (await standing(instance, target, ask) ?? missing(instance, target)).version;
    },
    async rehearse(target, version, ask) {
      const before = await standing(instance, target, ask);
      if (before !== null && before.version === version) return report(instance, before, 'UNCHANGED');
      const outcome = await reconcile(instance, '/api/now/identifyreconcile/query', target, version, before, ask);
      if (outcome instanceof SourceError) throw outcome;
      // An item that a write would make has no identity yet: it goes by its name.
      return before === null ? { item: formatReference(instance.name, 'ci', target.match), operation: outcome, version: null } : report(instance, before, outcome);
    },
    async write(target, version, _correlation, ask) {
      const before = await standing(instance, target, ask);
      if (before !== null && before.version === version) return report(instance, before, 'UNCHANGED');
      const outcome = await reconcile(instance, '/api/now/identifyreconcile', target, version, before, ask);
      const after = await standing(instance, target, ask).catch((error: unknown) => { throw outcome instanceof SourceError ? outcome : error; });
      if (outcome instanceof SourceError) {
        if (after?.version !== version) throw outcome;
        return report(instance, after, before === null ? 'INSERTED' : 'UPDATED');
      }
      return report(instance, after ?? missing(instance, target), outcome);
    },
  };
}

/** The one item a target means; null when there is none. */
async function standing(instance: Instance, { className, match, versionAttribute }: RunningVersionTarget, ask: Ask): Promise<Standing | null> {
  const { rows, hidden } = await readWanted(instance, { table: className, conditions: [], fields: ['name', column(versionAttribute)], ask, doing: `reading the running version of ${match}` }, [{ field: 'name', value: literal(match) }]);
  if (rows.length + hidden > 1) throw refuse(instance, 'UNEXPECTED_ANSWER', `has more than one ${className} named ${match}; give the target's item a name of its own`);
  const [row] = rows;
  if (row === undefined && hidden > 0) throw refuse(instance, 'FORBIDDEN', `hides ${match} from our account; grant it the right to read ${className}`);
  if (row === undefined) return null;
  if (!Object.hasOwn(row, versionAttribute)) throw refuse(instance, 'UNEXPECTED_ANSWER', `shows no attribute ${versionAttribute} of ${className}; check the target's versionAttribute, and that our account may read it`);
  return { sysId: sysIdOf(row), version: valueOf(row, versionAttribute) };
}

/** What was done; or, where only reading back can tell, the error. */
async function reconcile(instance: Instance, path: string, target: RunningVersionTarget, version: string, before: Standing | null, ask: Ask): Promise<RunningVersionReport['operation'] | SourceError> {
  const { className, match, versionAttribute, discoverySource } = target;
  try {
    const { body } = await instance.http.send({
      method: 'POST',
      path,
      query: { sysparm_data_source: discoverySource },
      json: { items: [{ className: column(className), values: { name: match, [column(versionAttribute)]: version } }] },
      schema: reconcileAnswer, ask, doing: `writing the running version of ${match}`,
    });
    const [item, ...others] = body.result.items;
    const done = item === undefined || others.length > 0 ? null : reconciledOf(item);
    if (done === null) throw refuse(instance, 'UNEXPECTED_ANSWER', `did not reconcile ${match}; check that ${discoverySource} is a choice of cmdb_ci.discovery_source and that ${className} can be identified by its name`);
    if (before !== null && done.sysId !== before.sysId) throw refuse(instance, 'UNEXPECTED_ANSWER', `reconciled another item than ${match}; look at the identification rules of ${className}`);
    return done.operation;
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

function report(instance: Instance, { sysId, version }: Standing, operation: RunningVersionReport['operation']): RunningVersionReport {
  return { item: formatReference(instance.name, 'ci', sysId), operation, version };
}

function missing(instance: Instance, { className, match }: RunningVersionTarget): never {
  throw refuse(instance, 'NOT_FOUND', `has no ${className} named ${match}; check the target in the service's declaration`);
}
