import { JsonType, type EntityMetadata, type EntityName } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Row } from './sql.ts';

type Convert = (value: unknown) => unknown;
interface Field { readonly name: string; readonly column: string; readonly convert: Convert | null }

const fieldsOf = new WeakMap<EntityMetadata, readonly Field[]>();

/**
 * A row in the words of its entity: columns renamed and converted by the entity's own mapping. What comes back is plain
 * data that no unit of work manages: managing rows that are only read took a quarter of the time of a page.
 */
export function readAs<E extends object>(em: SqlEntityManager, entity: EntityName<E>, row: Row): E {
  const metadata: EntityMetadata<E> = em.getMetadata(entity);
  const fields = fieldsOf.get(metadata) ?? learn(em, metadata);
  const plain: Record<string, unknown> = {};
  for (const { name, column, convert } of fields) plain[name] = convert === null ? row[column] : convert(row[column]);
  return plain as E;
}

function learn<E extends object>(em: SqlEntityManager, metadata: EntityMetadata<E>): readonly Field[] {
  const platform = em.getPlatform();
  const fields = metadata.props.map(({ name, fieldNames, customType }): Field => ({
    name, column: fieldNames[0] ?? name,
    // Drivers answer jsonb as values already; converting it would parse it again.
    convert: customType === undefined || customType instanceof JsonType ? null : (value) => customType.convertToJSValue(value, platform) as unknown,
  }));
  fieldsOf.set(metadata, fields);
  return fields;
}
