import type { ChangeConflict } from '../../../domain/change.ts';
import { labelOf, valueOf, type Fields } from '../wire.ts';

/** `change` is the change itself in some answers and the other one in others (apis/README.md §3): its id tells. */
export function conflictOf(conflict: Fields, ownId: string): ChangeConflict {
  const other = labelOf(conflict, 'conflicting_change') ?? (valueOf(conflict, 'change') === ownId ? null : labelOf(conflict, 'change'));
  return {
    kind: valueOf(conflict, 'type') ?? 'unknown',
    description: labelOf(conflict, 'type'),
    withChange: other,
    configurationItem: labelOf(conflict, 'configuration_item'),
  };
}
