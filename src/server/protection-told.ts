import type { ProtectionPorts } from '../deployment/index.ts';
import { instant, type Clock } from '../domain/instant.ts';
import { itself } from '../domain/person.ts';
import type { AuditLog } from '../domain/ports/stores.ts';
import type { Log } from './log.ts';

interface Reach {
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What was answered at a deployer's own door is an act and stands in the audit log; what was left unanswered is for who runs the hub. */
export function protectionTold({ audit, clock, log }: Reach): ProtectionPorts['told'] {
  return async ({ connection, project, runId, place }, { state, because, releaseKey }) => {
    log.info({ connection, project, runId, place, state, releaseKey, because }, 'a run waited at a deployment protection rule');
    if (state !== 'APPROVED' && state !== 'REJECTED') return;
    await audit.append({
      at: instant(clock.now()), actor: itself, act: 'answerProtection', subject: [releaseKey ?? project, place].join(' '),
      outcome: state === 'APPROVED' ? 'DONE' : 'REFUSED', because: `Run ${runId} of ${project} at ${connection}: ${because}`,
    });
  };
}
