import { phaseOf } from './phase.ts';
import { commitOf, usualPlan } from './state.ts';
import type { Application, ArgoCdData, Info, Operation } from './state.ts';

export interface Asked { readonly revision: string; readonly infos: readonly Info[]; readonly prune: boolean }
export type Refusal = { readonly code: 3 | 7 | 9; readonly message: string };

/** The body of POST …/sync, checked as the gateway does; a field it does not know is refused. */
export function readSync(body: unknown): Asked | Refusal {
  const fields = (body ?? {}) as Readonly<Record<string, unknown>>;
  const known = ['name', 'appNamespace', 'project', 'revision', 'revisions', 'sourcePositions', 'dryRun', 'prune', 'strategy', 'resources', 'syncOptions', 'retryStrategy', 'infos', 'manifests'];
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) return { code: 3, message: `unknown field "${unknown}" in application.ApplicationSyncRequest` };
  const { revision = 'HEAD', infos = [], prune = false } = fields;
  if (typeof revision !== 'string' || typeof prune !== 'boolean' || !isInfos(infos)) return { code: 3, message: 'json: cannot unmarshal into Go value of type application.ApplicationSyncRequest' };
  return { revision: revision === '' ? 'HEAD' : revision, infos, prune };
}

function isInfos(value: unknown): value is readonly Info[] {
  return Array.isArray(value) && value.every((one: unknown) => typeof one === 'object' && one !== null && typeof (one as Info).name === 'string' && typeof (one as Info).value === 'string');
}

export function isUnderWay({ last }: Application, wallMs: number): boolean {
  return last !== null && phaseOf(last, wallMs).finishedAt === null;
}

/** Starts an operation, or says why not (apis/README.md §13): one at a time, and none against what the application does by itself. */
export function startSync(data: ArgoCdData, application: Application, asked: Asked, at: { readonly now: Date; readonly wallMs: number; readonly runMs: number; readonly user: string }): Operation | Refusal {
  if (application.isShut) return { code: 7, message: 'cannot sync: blocked by sync window' };
  if (application.isAutomated && commitOf(asked.revision) !== commitOf('HEAD')) return { code: 9, message: `Cannot sync to ${asked.revision}: auto-sync currently set to HEAD` };
  if (isUnderWay(application, at.wallMs)) return { code: 9, message: 'another operation is already in progress' };
  if (asked.revision.startsWith('gone')) return { code: 9, message: `Unable to resolve '${asked.revision}' to a commit SHA` };
  const { plan } = data;
  const operation: Operation = { ...asked, user: at.user, acceptedAt: at.now.toISOString(), acceptedMs: at.wallMs, runMs: plan.runMs ?? at.runMs, plan, terminatedMs: null, isInHistory: false };
  application.previous = application.last;
  application.last = operation;
  data.begun = [...data.begun ?? [], ...asked.infos.map(({ value }) => ({ correlation: value, fromMs: at.wallMs, toMs: at.wallMs + operation.runMs }))];
  if (plan.times !== null) data.plan = plan.times > 1 ? { ...plan, times: plan.times - 1 } : usualPlan;
  return operation;
}
