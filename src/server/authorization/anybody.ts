import type { Clock } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Records } from '../../domain/ports/records.ts';
import type { Outlook } from '../../domain/redaction.ts';
import { readReference } from '../../domain/reference.ts';
import { hiddenFrom, type Restriction } from '../../domain/restriction.ts';
import type { GateSet } from '../../readiness/index.ts';
import { visibleRecords } from './visible-records.ts';

/** What is told is of a judgement or an act just made, whose copies are at hand. */
const atHand: Ask = { purpose: 'page', maxAgeMs: 60_000 };

/** How somebody of whom nothing is known looks at records: with no role at all. */
export function outlookOfAnybody({ restrictions, records, clock, gates }: { readonly restrictions: readonly Restriction[]; readonly records: Records; readonly clock: Clock; readonly gates: GateSet }): Outlook {
  const hidden = hiddenFrom(restrictions, null);
  const visible = visibleRecords(records, hidden, clock);
  return {
    hidden,
    readsOf: (gate) => gates.of(gate)?.reads,
    isVisible: async (name) => {
      const kind = readReference(name)?.kind;
      return kind !== undefined && (await visible.read(kind, [name], atHand)).get(name)?.state === 'found';
    },
  };
}
