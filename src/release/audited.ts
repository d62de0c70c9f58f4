import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import type { Viewer } from '../domain/person.ts';
import type { ReleasePorts } from './ports.ts';

type AuditPorts = Pick<ReleasePorts, 'audit' | 'clock'>;

/** Does the act and writes down that it was done, or that it was refused and why. Unexpected failures are not acts, and pass through unwritten. */
export async function audited<T>(ports: AuditPorts, viewer: Viewer, act: string, subject: string, work: () => Promise<T>): Promise<T> {
  const write = (outcome: 'DONE' | 'REFUSED', because: string | null): Promise<void> =>
    ports.audit.append({ at: instant(ports.clock.now()), actor: viewer.actor, act, subject, outcome, because });
  try {
    const done = await work();
    await write('DONE', null);
    return done;
  } catch (error) {
    if (error instanceof UserMistake) await write('REFUSED', `${error.code}: ${error.message}`);
    throw error;
  }
}
