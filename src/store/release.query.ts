import type { ReleaseQuery } from '../domain/ports/stores.ts';
import { Conditions } from './paging.ts';
import type { ListOrder } from './paging.ts';

export const orders: Readonly<Record<ReleaseQuery['orderBy'], ListOrder>> = {
  NEWEST: { table: 'muster.release', columns: ['created_at', 'id'], direction: 'desc' },
  OLDEST: { table: 'muster.release', columns: ['created_at', 'id'], direction: 'asc' },
  KEY: { table: 'muster.release', columns: ['key'], direction: 'asc' },
};

export function conditionsOf(query: ReleaseQuery): Conditions {
  const conditions = new Conditions();
  if (query.serviceKey !== undefined) conditions.add('service_key = ?', query.serviceKey);
  if (query.versions !== undefined) conditions.add('version = any(?)', query.versions);
  if (query.train !== undefined) conditions.add('train = ?', query.train);
  if (query.ownerEmail !== undefined) conditions.add('lower(owner_email) = lower(?)', query.ownerEmail);
  // strpos, not like: a percent sign or underscore that somebody searches for is only itself.
  if (query.text !== undefined) conditions.add(`strpos(lower(concat_ws(E'\\n', key, name, description)), lower(?)) > 0`, query.text);
  return conditions;
}
