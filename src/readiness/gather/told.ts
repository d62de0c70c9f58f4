import type { RelationName, RelationTypes } from '../../domain/record.ts';
import type { ToldOf } from '../facts.ts';
import type { Reader, Related } from './records.ts';

/** One relation of every record that could be read, each record once: one question for all of them. */
export async function gatherTold<N extends RelationName>(reader: Reader, relation: N, records: readonly Related[]): Promise<readonly ToldOf<RelationTypes[N]>[]> {
  const readable = [...new Map(records.flatMap(({ record }) => (record.state === 'known' ? [[record.value.id, { record }] as const] : []))).values()];
  const told = await reader.relate(relation, readable);
  return readable.map((one) => ({ of: one.record.value.id, told: told(one) }));
}
