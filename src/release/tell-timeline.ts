import type { Instant } from '../domain/instant.ts';
import type { Actor, Person } from '../domain/person.ts';
import type { RecordIdentity } from '../domain/reference.ts';
import type { TimelineLine, ToldApproval, ToldChange, ToldIncident, ToldJudgement, ToldLink, ToldRecord, ToldWaiver } from '../domain/timeline.ts';

/** A line of a release's story as people read it. */
export interface TimelineEvent {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly kind: TimelineLine['kind'];
  /** Null where nobody is known, or a tool's record moved. */
  readonly actor: Actor | null;
  readonly summary: string;
  /** Identity, or reference while it was never read, of the record that it is about. */
  readonly recordName: string | null;
}

type Told = readonly [summary: string, actor?: Actor | null | undefined, recordName?: RecordIdentity | null];

export function tellTimeline(line: TimelineLine, ofEmail: (email: string) => Person): TimelineEvent {
  const [summary, actor = null, recordName = null] = toldOf(line, ofEmail);
  return { id: line.id, occurredAt: line.at, kind: line.kind, actor, summary, recordName };
}

function toldOf(line: TimelineLine, ofEmail: (email: string) => Person): Told {
  switch (line.kind) {
    case 'RELEASE_CREATED': return [`${line.told.name} ${line.told.version} was created.`];
    case 'RELEASE_CANCELED': return ['The release was canceled.'];
    case 'RELEASE_CLOSED': return ['The release was closed.'];
    case 'PACKAGE_SEALED': return [`Revision ${line.told.revision} of the package was sealed: ${counted(line.told.artifacts, 'artifact')}, digest ${line.told.digest.slice(0, 12)}.`, line.told.by];
    case 'RECORD_LINKED': return [linked(line.told), null, nameOf(line.told)];
    case 'RECORD_EXCLUDED': return [excluded(line.told), line.told.excluded?.by, nameOf(line.told)];
    case 'PLAN_PROPOSED': return [`Plan ${line.told.version} for ${line.told.environment} was proposed, with deployer ${line.told.deployer}.`, line.told.by];
    case 'PLAN_AGREED': return [`Plan ${line.told.version} for ${line.told.environment} was agreed to as ${line.told.role}.`, ofEmail(line.told.email)];
    case 'JUDGED': return [`Judged ${line.told.outcome} for ${line.told.environment}${flips(line.told, line.told.before)}.`, line.told.by];
    case 'WAIVER_REQUESTED':
    case 'WAIVER_DECIDED':
    case 'WAIVER_REVOKED': return waived(line.kind, line.told);
    case 'FREEZE_DECLARED': return [`Freeze "${line.told.name}" was declared for ${line.told.environments?.join(', ') ?? 'every environment'}: ${line.told.reason}`, line.told.by];
    case 'FREEZE_LIFTED': return [`Freeze "${line.told.name}" was lifted: ${line.told.lifted?.reason ?? 'no reason was given'}`, line.told.lifted?.by];
    case 'DEPLOYMENT': return [`Deployment to ${line.told.environment}${line.told.step === null ? '' : `, ${line.told.step}`}${line.told.entry === 'INTENT' ? ' begins' : ''}: ${line.told.summary}`, line.told.by];
    case 'RECORD_MOVED': return [moved(line.told), null, line.told.identity];
  }
}

function nameOf({ identity, reference }: ToldLink): string {
  return identity ?? reference;
}

function linked({ relation, reference, environment, origin, by }: ToldLink): string {
  const how = { DECLARED: 'declared', CORRELATED: 'correlated', DISCOVERED: 'found' }[origin];
  return `${words(relation)} ${reference} was ${how} by ${by}${environment === null ? '' : `, for ${environment}`}.`;
}

function excluded({ relation, reference, excluded: exclusion }: ToldLink): string {
  const open = exclusion?.needsAgreement === true ? ' (a second person has to agree)' : '';
  return `${words(relation)} ${reference} was taken out: ${exclusion?.because ?? 'no reason was given'}${open}`;
}

/** What turned since the last judgement that was stored, by gate. */
function flips(now: ToldJudgement, before: ToldJudgement | null): string {
  if (before === null) return '';
  const was = before.outcome === now.outcome ? 'as before' : `before ${before.outcome}`;
  const gates = [...new Set([...Object.keys(before.verdicts ?? {}), ...Object.keys(now.verdicts ?? {})])];
  const turned = gates.filter((gate) => before.verdicts?.[gate] !== now.verdicts?.[gate]).map((gate) => `${gate} ${before.verdicts?.[gate] ?? 'not asked'} → ${now.verdicts?.[gate] ?? 'not asked'}`);
  return `, ${was}${turned.length === 0 ? '' : `: ${turned.join(', ')}`}`;
}

function waived(kind: 'WAIVER_REQUESTED' | 'WAIVER_DECIDED' | 'WAIVER_REVOKED', { gate, environment, reason, requestedBy, isBreakGlass, decision, revoked }: ToldWaiver): Told {
  const waiver = `${isBreakGlass ? 'An emergency waiver' : 'A waiver'} of ${gate} for ${environment}`;
  if (kind === 'WAIVER_REQUESTED') return [`${waiver} was requested: ${reason}`, requestedBy];
  if (kind === 'WAIVER_REVOKED') return [`${waiver} was revoked: ${revoked?.reason ?? 'no reason was given'}`, revoked?.by];
  return [`${waiver} was ${decision?.isApproved === true ? 'approved' : 'rejected'}${decision?.comment == null ? '.' : `: ${decision.comment}`}`, decision?.by];
}

function moved(told: ToldRecord): string {
  const name = told.key ?? told.identity;
  if (told.goneBecause !== null) return `${name} is gone: ${told.goneBecause}`;
  switch (told.record) {
    case 'change': return `${name} ${changed(told.now, told.before)}.`;
    case 'incident': return `${name} ${happenedTo(told.now, told.before)}.`;
    case 'change.approvals': return approvals(name, told.now ?? [], told.before);
  }
}

function changed(now: ToldChange, before: ToldChange | null): string {
  if (before === null) return `is ${now.state}, approval ${now.approval}${now.isOnHold === true ? ', on hold' : ''}`;
  const parts = [
    ...(before.state === now.state ? [] : [`moved from ${before.state} to ${now.state}`]),
    ...(before.approval === now.approval ? [] : [`approval ${before.approval} → ${now.approval}`]),
    ...(before.isOnHold === now.isOnHold ? [] : [now.isOnHold === true ? 'was put on hold' : 'is not on hold any more']),
    ...(before.plannedStartAt === now.plannedStartAt && before.plannedEndAt === now.plannedEndAt ? [] : [`is planned from ${now.plannedStartAt ?? 'no time'} to ${now.plannedEndAt ?? 'no time'}`]),
  ];
  return parts.length === 0 ? 'is back' : parts.join(', ');
}

function happenedTo(now: ToldIncident, before: ToldIncident | null): string {
  const about = [now.title, now.priority === null ? null : `priority ${now.priority}`, now.isMajor === true ? 'major' : null].filter((part) => part !== null).join(', ');
  if (now.isOpen === false) return `is over${now.resolvedAt === null ? '' : ` since ${now.resolvedAt}`}: ${about}`;
  return `${before === null ? 'is open' : before.isOpen === false ? 'was opened again' : 'was changed'}${now.openedAt === null ? '' : `, since ${now.openedAt}`}: ${about}`;
}

function approvals(name: string, now: readonly ToldApproval[], before: readonly ToldApproval[] | null): string {
  const said = (one: ToldApproval): string => `${one.approver ?? one.group ?? 'somebody'} ${one.state}${one.decidedAt === null ? '' : ` at ${one.decidedAt}`}`;
  const known = new Set((before ?? []).map(said));
  const news = now.map(said).filter((one) => !known.has(one));
  if (news.length > 0) return `Approvals of ${name}: ${news.join(', ')}.`;
  return now.length === 0 ? `${name} has no approvals.` : `Approvals of ${name} were changed; ${counted(now.length, 'approval')} ${now.length === 1 ? 'stands' : 'stand'}.`;
}

function words(relation: string): string {
  const text = relation.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
