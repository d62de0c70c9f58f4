import type { Restriction } from '../../domain/restriction.ts';
import type { FileShape } from './shape.ts';

/** What the connections mark restricted, in Muster's words. */
export function restrictionsOf({ connections }: Pick<FileShape, 'connections'>): readonly Restriction[] {
  return connections.flatMap(({ name, restricted }) => restricted.map(({ kinds, classifications, roles }) => ({ connection: name, kinds, classifications: classifications ?? null, roles })));
}
