import type { WaiverDebtQuery, WaiverPartsFragment } from './generated/graphql.ts';
import { colour, table } from './terminal.ts';

type Debt = NonNullable<WaiverDebtQuery['waiverDebt']>;

export function waiversText(waivers: readonly WaiverPartsFragment[]): string {
  return waivers.map(waiverText).join('\n\n');
}

/** One waiver for a person: what it lets go, who asked, who decided, until when. */
export function waiverText({ id, gate, state, release, environment, packageRevision, packageDigest, reason, requestedBy, requestedAt, decidedBy, decidedAt, comment, expiresAt, revokedBecause, secondPerson, followUp }: WaiverPartsFragment): string {
  const decided = state === 'REJECTED' ? 'rejected' : 'approved';
  const lines = [
    `${colour('bold', gate.name)}  ${state === 'ACTIVE' ? colour('yellow', state) : state}  ${id}`,
    `  of       ${release.key} for ${environment.name}, package revision ${packageRevision} (${packageDigest.slice(0, 12)}…)`,
    `  because  ${reason}`,
    `  asked    by ${requestedBy.name} at ${requestedAt}${secondPerson ? `, in an emergency; ${secondPerson.name} must confirm it` : ''}`,
    decidedBy ? `  ${decided} by ${decidedBy.name} at ${decidedAt ?? 'a moment unknown'}${comment ? `: ${comment}` : ''}` : '',
    `  until    ${expiresAt}`,
    revokedBecause ? `  revoked  ${revokedBecause}` : '',
    followUp ? `  follow-up ${followUp.settledBy ? `settled by ${followUp.settledBy.name}: ${followUp.note ?? ''}` : `of ${followUp.owner.name}, due ${followUp.dueAt}`}` : '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

export function debtText({ active, byGate, byService, openFollowUps }: Debt, now: Date): string {
  const counted = (counts: Debt['byGate']): string => counts.map(({ name, count }) => `${name} ${count}`).join(', ');
  const inForce = active.length === 0 ? 'Nothing is let go at this moment.' : [
    `${active.length} ${active.length === 1 ? 'waiver is' : 'waivers are'} in force; by gate: ${counted(byGate)}; by service: ${counted(byService)}.`, '',
    table(['GATE', 'RELEASE', 'ENVIRONMENT', 'FOR', 'STILL', 'REASON'], active.map((one) => [one.gate.name, one.release.key, one.environment.name, between(one.decidedAt ?? one.requestedAt, now), between(now, one.expiresAt), one.reason])),
  ].join('\n');
  const open = openFollowUps.map((one) => `  ${one.followUp && new Date(one.followUp.dueAt) < now ? colour('red', 'overdue') : 'due'} ${one.followUp?.dueAt ?? ''}  ${one.followUp?.owner.name ?? ''}  ${one.gate.name} of ${one.release.key}: ${one.reason}  ${one.id}`);
  return open.length === 0 ? inForce : `${inForce}\n\nEmergencies that nobody has looked into yet (muster waiver settle):\n${open.join('\n')}`;
}

/** "3 d 4 h", "2 h 5 min", "12 min". */
export function between(from: Date | string, to: Date | string): string {
  const minutes = Math.max(0, Math.floor((new Date(to).getTime() - new Date(from).getTime()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
