import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { RecordReader } from '../../domain/ports/connection.ts';
import type { Instance } from './instance.ts';
import { counted, wantedBy, type Wanted } from './lookups.ts';
import { readObjects } from './objects.ts';
import { itemClass, itemFields, itemOf, serviceClass, serviceFields, serviceOf, type ItemDetails } from './translate/item.ts';
import { textOf, type Thing } from './wire.ts';

/** Items by name or id. */
export function itemReader(instance: Instance): RecordReader<'ci'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'name');
      return wanted === null ? [] : readItems(instance, wanted, ask);
    },
  };
}

/** Items by id, in one go of parallel calls per 500. */
export async function itemsById(instance: Instance, ids: Iterable<string>, ask: Ask): Promise<ReadonlyMap<string, ConfigurationItem>> {
  const all = [...new Set(ids)];
  const chunks = Array.from({ length: Math.ceil(all.length / 500) }, (_, nth) => all.slice(nth * 500, (nth + 1) * 500));
  const items = await Promise.all(chunks.map((chunk) => itemReader(instance).read(chunk.map((id) => ({ id })), ask)));
  return new Map(items.flat().map((item) => [item.id.split(':')[2] ?? '', item]));
}

/**
 * FunctionalCI knows neither status nor version, and naming an attribute that only subclasses have is an error: so the
 * same question goes to each class that has one, all at once.
 */
async function readItems(instance: Instance, { condition, count, expects, isMeant }: Wanted, ask: Ask): Promise<readonly ConfigurationItem[]> {
  const doing = `reading ${counted(count, 'item')}`;
  const readClass = (className: string, fields: readonly string[]): Promise<{ readonly things: readonly Thing[]; readonly fetchedAt: string }> =>
    readObjects(instance, { className, conditions: [condition], fields: ['name', ...fields], expects, ask, doing });
  const { statusClasses, software } = instance.options;
  const [base, statuses, versions] = await Promise.all([
    readClass(itemClass, itemFields.filter((field) => field !== 'name')),
    Promise.all(statusClasses.map((className) => readClass(className, ['status']))),
    Promise.all(Object.entries(software).map(async ([className, { version, environment }]) => {
      const { things } = await readClass(className, [...new Set([version, environment].flatMap((attribute) => attribute ?? []))]);
      const valueOf = (thing: Thing, attribute: string | undefined): string | null => (attribute === undefined ? null : textOf(thing, attribute));
      return things.map((thing) => [thing.id, { version: valueOf(thing, version), environment: valueOf(thing, environment) }] as const);
    })),
  ]);
  const statusOf = new Map(statuses.flatMap(({ things }) => things).map((thing) => [thing.id, textOf(thing, 'status')]));
  const softwareOf = new Map(versions.flat());
  const detailsOf = ({ id }: Thing): ItemDetails => ({ status: statusOf.get(id) ?? null, version: null, environment: null, ...softwareOf.get(id) });
  return base.things.filter(isMeant).map((thing) => itemOf(thing, detailsOf(thing), { instance, fetchedAt: base.fetchedAt }));
}

/** Services by name or id: one call. */
export function serviceReader(instance: Instance): RecordReader<'service'> {
  return {
    async read(lookups, ask) {
      const wanted = wantedBy(lookups, 'name');
      if (wanted === null) return [];
      const { condition, count, expects, isMeant } = wanted;
      const { things, fetchedAt } = await readObjects(instance, { className: serviceClass, conditions: [condition], fields: serviceFields, expects, ask, doing: `reading ${counted(count, 'service')}` });
      return things.filter(isMeant).map((thing) => serviceOf(thing, { instance, fetchedAt }));
    },
  };
}
