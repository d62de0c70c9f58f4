import type { GitHubData, Repository, Run } from './state.ts';
import { runTitle, usualPlan } from './state.ts';
import type { Workflow } from './workflows.ts';

/** What a caller asked for, checked; or why GitHub answers 422. */
export type Dispatch = { readonly ref: string; readonly inputs: Readonly<Record<string, string>>; readonly wantsRunDetails: boolean };
export type Refusal = { readonly refusal: string };

const maxInputs = 25;

/**
 * Checks the body of a dispatch as GitHub does; every mistake is 422 (apis/README.md §10).
 * An enterprise server of an older release does not know `return_run_details` and refuses it as an unknown key.
 */
export function readDispatch(body: unknown, repository: Repository, workflow: Workflow, isEnterpriseServer: boolean): Dispatch | Refusal {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { refusal: 'Invalid request.\n\nThe request body is not an object.' };
  const fields = body as Readonly<Record<string, unknown>>;
  const permitted = ['ref', 'inputs', ...(isEnterpriseServer ? [] : ['return_run_details'])];
  const unknown = Object.keys(fields).find((key) => !permitted.includes(key));
  if (unknown !== undefined) return { refusal: `Invalid request.\n\n"${unknown}" is not a permitted key.` };
  const { ref, inputs = {}, return_run_details: wantsRunDetails = false } = fields;
  if (ref === undefined) return { refusal: 'Invalid request.\n\n"ref" wasn\'t supplied.' };
  if (typeof ref !== 'string') return { refusal: `Invalid request.\n\nFor 'properties/ref', ${JSON.stringify(ref)} is not a string.` };
  if (typeof wantsRunDetails !== 'boolean') return { refusal: `Invalid request.\n\nFor 'properties/return_run_details', ${JSON.stringify(wantsRunDetails)} is not a boolean.` };
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  if (repository.refs[name] === undefined) return { refusal: `No ref found for: ${ref}` };
  const checked = readInputs(inputs, workflow);
  return 'refusal' in checked ? checked : { ref: name, inputs: checked.inputs, wantsRunDetails };
}

function readInputs(inputs: unknown, workflow: Workflow): { readonly inputs: Readonly<Record<string, string>> } | Refusal {
  if (workflow.inputs === null) return { refusal: 'Workflow does not have \'workflow_dispatch\' trigger' };
  const declared = workflow.inputs;
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) return { refusal: 'Invalid request.\n\nFor \'properties/inputs\', the value is not an object.' };
  const entries: [string, unknown][] = Object.entries(inputs);
  if (entries.length > maxInputs) return { refusal: `Invalid request.\n\nNo more than ${maxInputs} properties are allowed; ${entries.length} were supplied.` };
  const odd = entries.find(([, value]) => typeof value !== 'string');
  if (odd !== undefined) return { refusal: `Invalid request.\n\nFor 'properties/${odd[0]}', ${JSON.stringify(odd[1])} is not a string.` };
  const unexpected = entries.map(([key]) => key).filter((key) => !Object.hasOwn(declared, key));
  if (unexpected.length > 0) return { refusal: `Unexpected inputs provided: ${JSON.stringify(unexpected)}` };
  const told = Object.fromEntries(entries) as Readonly<Record<string, string>>;
  const missing = Object.keys(declared).find((key) => declared[key]?.isRequired === true && (told[key] ?? '') === '');
  return missing === undefined ? { inputs: told } : { refusal: `Required input '${missing}' not provided` };
}

/** Starts one more run, whatever ran before with the same inputs: a dispatch is not idempotent. */
export function startRun(data: GitHubData, repository: Repository, workflow: Workflow, dispatch: Dispatch, at: { now: Date; runMs: number; actor: string }): Run {
  const { plan } = data;
  const run: Run = {
    id: data.nextRunId, repository: repository.fullName, workflow: workflow.file, event: 'workflow_dispatch',
    number: 1 + data.runs.filter((other) => other.repository === repository.fullName).length,
    ref: dispatch.ref, sha: repository.refs[dispatch.ref] ?? '', title: runTitle(dispatch.inputs), actor: at.actor, inputs: dispatch.inputs,
    createdAt: at.now.toISOString(), acceptedMs: Date.now(), runMs: plan.runMs ?? at.runMs, plannedConclusion: plan.conclusion,
    isReviewed: plan.isReviewed, review: null, isProtected: plan.isProtected, protection: null, reports: [], canceledMs: null, deploymentId: null, isSettled: false,
  };
  data.nextRunId += 1;
  data.runs.push(run);
  if (plan.times !== null) plan.times -= 1;
  if (plan.times === 0) data.plan = { ...usualPlan, runMs: plan.runMs };
  return run;
}
