import { commitOf, historyLimit, seconds } from './state.ts';
import type { Application, healths, Operation } from './state.ts';

/** The first quarter of its time an operation is only asked for, and operationState still tells of the one before. */
const takeUpShare = 0.25;
/** How long what was synced progresses, by the operation's own time. */
const progressShare = 0.5;
/** From being asked to terminate until it has. */
const terminatingShare = 0.5;

export interface OperationPhase {
  readonly phase: 'Running' | 'Terminating' | 'Failed' | 'Error' | 'Succeeded';
  readonly message: string;
  /** By the sandbox's clock; null while it runs. */
  readonly finishedAt: string | null;
}

export function isTakenUp(operation: Operation, wallMs: number): boolean {
  return wallMs - operation.acceptedMs >= operation.runMs * takeUpShare;
}

export function phaseOf(operation: Operation, wallMs: number): OperationPhase {
  const { runMs, acceptedMs, terminatedMs, plan } = operation;
  if (terminatedMs !== null && terminatedMs < acceptedMs + runMs) {
    const endMs = terminatedMs + runMs * terminatingShare;
    if (wallMs < endMs) return { phase: 'Terminating', message: 'operation is terminating', finishedAt: null };
    return { phase: 'Failed', message: 'Operation terminated', finishedAt: after(operation, endMs - acceptedMs) };
  }
  if (wallMs - acceptedMs < runMs) return { phase: 'Running', message: 'waiting for completion of hook batch/Job/migrate', finishedAt: null };
  const message = { Succeeded: 'successfully synced (all tasks run)', Failed: 'one or more objects failed to apply', Error: 'ComparisonError: rpc error: code = Unknown desc = repository not found' }[plan.phase];
  return { phase: plan.phase, message, finishedAt: after(operation, runMs) };
}

export function startedAt(operation: Operation): string {
  return after(operation, operation.runMs * takeUpShare);
}

function after(operation: Operation, milliseconds: number): string {
  return seconds(new Date(Date.parse(operation.acceptedAt) + milliseconds));
}

export interface Condition { readonly health: (typeof healths)[number]; readonly sync: 'Synced' | 'OutOfSync'; readonly revision: string }

/** What stands in the cluster, and against what it is compared. */
export function conditionOf(application: Application, wallMs: number): Condition {
  const before = application.history.at(-1)?.revision ?? commitOf('HEAD');
  const { last } = application;
  if (last === null || !isTakenUp(last, wallMs)) return { health: 'Healthy', sync: 'Synced', revision: before };
  const { phase } = phaseOf(last, wallMs);
  if (phase !== 'Succeeded') return { health: phase === 'Running' ? 'Progressing' : 'Healthy', sync: 'OutOfSync', revision: before };
  const isProgressing = wallMs - last.acceptedMs < last.runMs * (1 + progressShare);
  const { hasHeadMoved, health } = last.plan;
  return { health: isProgressing ? 'Progressing' : health, sync: hasHeadMoved ? 'OutOfSync' : 'Synced', revision: commitOf(hasHeadMoved ? `${last.revision} and on` : last.revision) };
}

/** Writes down what has been deployed by now. Answers whether anything changed. */
export function settle(application: Application, wallMs: number): boolean {
  const { last, history } = application;
  if (last === null || last.isInHistory || phaseOf(last, wallMs).phase !== 'Succeeded') return false;
  last.isInHistory = true;
  history.push({ id: (history.at(-1)?.id ?? -1) + 1, revision: commitOf(last.revision), startedAt: startedAt(last), deployedAt: after(last, last.runMs), user: last.user });
  history.splice(0, Math.max(0, history.length - historyLimit));
  return true;
}
