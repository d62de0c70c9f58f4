import type { Waiver } from '../../domain/waiver.ts';
import { line } from '../line.ts';
import { nameOf } from './people.ts';

export const waiverNames = { waiver: 'id of the waiver', gate: 'the gate to let go', reason: 'why', by: 'who asks', until: 'until when it would count' } as const;

export function waiverValues({ id, gate, reason, requestedBy, expiresAt }: Waiver): Readonly<Record<keyof typeof waiverNames, string>> {
  return { waiver: id, gate: line(gate), reason: line(reason), by: line(nameOf(requestedBy)), until: expiresAt };
}
