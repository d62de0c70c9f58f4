import type { Ask } from '../../domain/ports/ask.ts';
import type { NewRelation, RelationDesk, RelationReport } from '../../domain/ports/desk.ts';
import { refuse, type Instance } from './instance.ts';
import { counted, sysIdsOf, wantedIn } from './lookups.ts';
import { relationTable } from './neighbour-reader.ts';
import { column, isAskable } from './query.ts';
import { readWanted } from './table.ts';
import { itemFields, itemTable } from './translate/item.ts';
import { isFaulty, reconciledOf } from './translate/reconcile.ts';
import { reconcileAnswer, sysIdOf, valueOf, type Row } from './wire.ts';

/** A relation whose ends were found, not yet there. */
interface Wished {
  readonly relation: NewRelation;
  readonly parent: Row;
  readonly child: Row;
}

/**
 * Relations through identify-and-reconcile only. Always rehearsed first, since an end that is identified as another item
 * would be related to a stranger; what passes is written in one call, judged by itself and read back.
 */
export function createRelationDesk(instance: Instance): RelationDesk {
  return {
    async relate(relations, discoverySource, { isRehearsal }, ask) {
      const ends = await endsOf(instance, relations, ask);
      const there = await standing(instance, [...ends.keys()], ask);
      const reports = new Map<NewRelation, RelationReport>();
      const open: Wished[] = [];
      for (const relation of relations) {
        const [parent, child] = [ends.get(idOf(instance, relation.parent)), ends.get(idOf(instance, relation.child))];
        if (parent === undefined || child === undefined) reports.set(relation, refused(relation, `${instance.name} has no item ${parent === undefined ? relation.parent : relation.child}, or hides it from our account`));
        else if (!isAskable(relation.type)) reports.set(relation, refused(relation, `${JSON.stringify(relation.type)} is no type of relation`));
        else if (there.has(keyOf(instance, relation))) reports.set(relation, { relation, operation: 'UNCHANGED', because: null });
        else open.push({ relation, parent, child });
      }
      const passed = await rehearse(instance, open, discoverySource, reports, ask);
      if (isRehearsal) for (const { relation } of passed) reports.set(relation, { relation, operation: 'INSERTED', because: null });
      else await write(instance, passed, discoverySource, reports, ask);
      return relations.map((relation) => reports.get(relation) ?? refused(relation, 'nothing was told of it'));
    },
  };
}

async function endsOf(instance: Instance, relations: readonly NewRelation[], ask: Ask): Promise<ReadonlyMap<string, Row>> {
  const ids = sysIdsOf(instance, ['ci', 'service'], relations.flatMap(({ parent, child }) => [parent, child]));
  const { rows } = await readWanted(instance, { table: itemTable, conditions: [], fields: itemFields, ask, doing: `reading ${counted(ids.size, 'item')} to be related` }, wantedIn('sys_id', ids.keys()));
  return new Map(rows.filter((row) => valueOf(row, 'name') !== null && valueOf(row, 'sys_class_name') !== null).map((row) => [sysIdOf(row), row]));
}

/** Relations that stand between these items, each by parent, child and the name of its type. */
async function standing(instance: Instance, parents: readonly string[], ask: Ask): Promise<ReadonlySet<string>> {
  const { rows } = await readWanted(instance, { table: relationTable, conditions: [], fields: ['parent', 'child', 'type.name'], ask, doing: `reading the relations of ${counted(parents.length, 'item')}` }, wantedIn('parent', parents));
  return new Set(rows.map((row) => [valueOf(row, 'parent'), valueOf(row, 'child'), valueOf(row, 'type.name')].join(' ')));
}

/** Those that would be written between the very items that are meant; the others are refused. */
async function rehearse(instance: Instance, open: readonly Wished[], source: string, reports: Map<NewRelation, RelationReport>, ask: Ask): Promise<readonly Wished[]> {
  if (open.length === 0) return [];
  const { body } = await reconcile(instance, '/api/now/identifyreconcile/query', open, source, ask);
  const { items, relations } = body.result;
  if (items.length !== itemsOf(open).length || relations.length !== open.length) throw refuse(instance, 'UNEXPECTED_ANSWER', 'did not judge every item and relation of a rehearsal');
  const known = new Set(items.map((item, index) => (reconciledOf(item)?.sysId === itemsOf(open)[index] ? itemsOf(open)[index] : undefined)));
  return open.filter(({ relation, parent, child }, index) => {
    const told = relations[index];
    const stranger = [parent, child].find((end) => !known.has(sysIdOf(end)));
    if (stranger !== undefined) reports.set(relation, refused(relation, `the CMDB does not identify ${valueOf(stranger, 'name') ?? ''} by its class and name; look at the identification rules of ${valueOf(stranger, 'sys_class_name') ?? ''}, and whether ${source} is a choice of cmdb_ci.discovery_source`));
    else if (told === undefined || isFaulty(told)) reports.set(relation, refused(relation, `the CMDB does not take a relation of the type "${relation.type}" between them; check that it has this type`));
    return !reports.has(relation);
  });
}

async function write(instance: Instance, passed: readonly Wished[], source: string, reports: Map<NewRelation, RelationReport>, ask: Ask): Promise<void> {
  if (passed.length === 0) return;
  const lost = await reconcile(instance, '/api/now/identifyreconcile', passed, source, ask).then(() => null, (error: unknown) => { if (error instanceof Error) return error; throw error; });
  const there = await standing(instance, passed.map(({ parent }) => sysIdOf(parent)), ask).catch((error: unknown) => { throw lost ?? error; });
  for (const { relation } of passed) {
    const isThere = there.has(keyOf(instance, relation));
    if (!isThere && lost !== null) throw lost;
    reports.set(relation, isThere ? { relation, operation: 'INSERTED', because: null } : refused(relation, 'the CMDB answered that it was written, and does not show it'));
  }
}

function reconcile(instance: Instance, path: string, wished: readonly Wished[], source: string, ask: Ask) {
  const ids = itemsOf(wished);
  const rows = new Map(wished.flatMap(({ parent, child }) => [parent, child]).map((row) => [sysIdOf(row), row]));
  const items = ids.map((id) => ({ className: column(valueOf(rows.get(id) ?? {}, 'sys_class_name') ?? itemTable), values: { name: valueOf(rows.get(id) ?? {}, 'name') ?? '' } }));
  const relations = wished.map(({ relation, parent, child }) => ({ parent: ids.indexOf(sysIdOf(parent)), child: ids.indexOf(sysIdOf(child)), type: relation.type }));
  return instance.http.send({ method: 'POST', path, query: { sysparm_data_source: source }, json: { items, relations }, schema: reconcileAnswer, ask, doing: `relating ${counted(ids.length, 'item')}` });
}

function itemsOf(wished: readonly Wished[]): readonly string[] {
  return [...new Set(wished.flatMap(({ parent, child }) => [sysIdOf(parent), sysIdOf(child)]))];
}

function idOf(instance: Instance, identity: string): string {
  return [...sysIdsOf(instance, ['ci', 'service'], [identity]).keys()][0] ?? '';
}

function keyOf(instance: Instance, { parent, child, type }: NewRelation): string {
  return [idOf(instance, parent), idOf(instance, child), type].join(' ');
}

function refused(relation: NewRelation, because: string): RelationReport {
  return { relation, operation: 'REFUSED', because };
}
