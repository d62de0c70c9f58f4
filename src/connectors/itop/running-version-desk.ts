import type { RunningVersionTarget } from '../../domain/environment.ts';
import type { SourceError } from '../../domain/error.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RunningVersionDesk, RunningVersionReport } from '../../domain/ports/desk.ts';
import { formatReference } from '../../domain/reference.ts';
import { refuse, type Instance } from './instance.ts';
import { wantedBy } from './lookups.ts';
import { readObjects } from './objects.ts';
import { code, literal } from './oql.ts';
import { textOf } from './wire.ts';
import { written } from './written.ts';

/** What stands at a target now. */
interface Standing {
  readonly id: string;
  readonly version: string | null;
}

/**
 * The running version in an attribute that a company added to a class of its own choice. Read first (the same version is
 * not written again, which is what makes it safe to repeat), written by core/update on the object's id, read back. iTop
 * has no reconciliation over REST, so an item that is not there is never made; discoverySource becomes the comment in the
 * object's history. A synchronised attribute that another source owns is refused or taken back by iTop itself.
 */
export function runningVersionDesk(instance: Instance): RunningVersionDesk {
  return {
    async read(target, ask) {
      return (await standing(instance, target, ask)).version;
    },
    async write(target, version, correlation, ask) {
      const before = await standing(instance, target, ask);
      if (before.version === version) return report(instance, before, 'UNCHANGED');
      const lost = await update(instance, target, before.id, version, correlation, ask);
      const after = await standing(instance, target, ask).catch((error: unknown) => { throw lost ?? error; });
      if (lost !== null && after.version !== version) throw lost;
      return report(instance, after, 'UPDATED');
    },
  };
}

/** The one item a target means. */
async function standing(instance: Instance, { className, match, versionAttribute }: RunningVersionTarget, ask: Ask): Promise<Standing> {
  const wanted = wantedBy([{ key: literal(match) }], 'name');
  if (wanted === null) throw new TypeError('a literal is askable');
  const { things } = await readObjects(instance, {
    className: code(className), conditions: [wanted.condition], fields: ['name', code(versionAttribute)], expects: wanted.expects, ask, doing: `reading the running version of ${match}`,
  });
  const [item, ...others] = things.filter(wanted.isMeant);
  if (item === undefined) throw refuse(instance, 'NOT_FOUND', `has no ${className} named ${match}; check the target in the service's declaration`);
  if (others.length > 0) throw refuse(instance, 'UNEXPECTED_ANSWER', `has more than one ${className} named ${match}; give the target's item a name of its own`);
  return { id: item.id, version: textOf(item, versionAttribute) };
}

function update(instance: Instance, { className, match, versionAttribute, discoverySource }: RunningVersionTarget, id: string, version: string, correlation: string, ask: Ask): Promise<SourceError | null> {
  return written(instance, {
    operation: 'core/update', comment: `${discoverySource} ${correlation}`, class: className, key: id, fields: { [versionAttribute]: version }, output_fields: `id,${versionAttribute}`,
  }, `writing the running version of ${match}`, ask);
}

function report(instance: Instance, { id, version }: Standing, operation: RunningVersionReport['operation']): RunningVersionReport {
  return { item: formatReference(instance.name, 'ci', id), operation, version };
}
