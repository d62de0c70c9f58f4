import { randomUUID } from 'node:crypto';
import { UserMistake } from '../domain/error.ts';
import type { Freeze } from '../domain/freeze.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { FreezeStore } from '../domain/ports/freeze-store.ts';
import { audited } from './audited.ts';
import type { ReleasePorts } from './ports.ts';
import { environmentOf } from './standing-release.ts';

export interface FreezePorts extends ReleasePorts {
  readonly freezes: FreezeStore;
  /** Throws UserMistake INVALID when nobody could tell from these when the freeze is on. */
  checkFreezeTimes(times: Pick<Freeze, 'first' | 'recurrence' | 'timeZone'>): void;
}

export interface DeclareFreeze {
  readonly name: string;
  readonly reason: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly firstStartAt: Date;
  /** Left out: until it is lifted. */
  readonly firstEndAt?: Date | null;
  /** RFC 5545. */
  readonly recurrence?: string | null;
  /** Left out: every one. */
  readonly environments?: readonly string[] | null;
  readonly services?: readonly string[] | null;
}

/** Says when nothing may go out; it counts from the next judgement on. Throws UserMistake INVALID or NOT_FOUND (an environment or service that configuration does not have). */
export async function declareFreeze(ports: FreezePorts, viewer: Viewer, input: DeclareFreeze): Promise<Freeze> {
  return audited(ports, viewer, 'declareFreeze', `${input.name}: ${input.reason}`, async () => {
    if (input.name.trim() === '') throw new UserMistake('INVALID', 'Give the freeze a name.', ['name']);
    if (input.reason.trim() === '') throw new UserMistake('INVALID', 'Say why nothing may go out.', ['reason']);
    const freeze: Freeze = {
      id: `freeze:${randomUUID()}`, name: input.name.trim(), reason: input.reason.trim(), scope: scopeOf(ports, input), timeZone: input.timeZone, recurrence: input.recurrence ?? null,
      first: { startAt: instant(input.firstStartAt), endAt: input.firstEndAt == null ? null : instant(input.firstEndAt) },
      declaredBy: viewer.actor, declaredAt: instant(ports.clock.now()), lifted: null,
    };
    ports.checkFreezeTimes(freeze);
    await ports.freezes.declare(freeze);
    return freeze;
  });
}

/** A misspelt name would freeze nothing, and nobody would notice. */
function scopeOf(ports: FreezePorts, { environments, services }: DeclareFreeze): Freeze['scope'] {
  for (const [path, names] of [['environments', environments], ['services', services]] as const) {
    if (names?.length === 0) throw new UserMistake('INVALID', `A freeze of no ${path} would freeze nothing: name some, or leave them out for every one.`, [path]);
  }
  for (const name of environments ?? []) environmentOf(ports, name, ['environments']);
  for (const key of services ?? []) {
    if (ports.catalogue.service(key) === undefined) throw new UserMistake('NOT_FOUND', `No service has the key "${key}"; there are ${ports.catalogue.services.map((one) => one.key).join(', ')}.`, ['services']);
  }
  return { environments: environments ?? null, services: services ?? null };
}
