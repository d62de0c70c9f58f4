import type { Freeze } from '../domain/freeze.ts';
import type { Evidence } from '../domain/readiness.ts';
import { formatReference } from '../domain/reference.ts';

/** Evidence of a freeze that Muster keeps itself, named as a plan's is: it is no record of another tool. */
export function evidenceOfFreeze(freeze: Freeze, field: string, value: string | null): Evidence {
  const source = {
    reference: formatReference('muster', 'window', freeze.id), system: 'MUSTER', connection: 'muster', key: freeze.name, url: null,
    fetchedAt: freeze.declaredAt, isStale: false, problem: null,
  };
  return { source, recordId: null, field, label: `Freeze "${freeze.name}"`, value, url: null };
}
