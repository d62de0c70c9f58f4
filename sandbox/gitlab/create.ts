import type { Visitor } from './door.ts';
import { addDeployment, addPipeline, oddRefs, usualPlan } from './state.ts';
import type { GitLabData, Pipeline, Project, Variable } from './state.ts';

/** What a caller asked for, checked; or why GitLab answers 400, with the body it answers. */
export type Order = { readonly ref: string; readonly variables: readonly Variable[]; readonly inputs: Readonly<Record<string, string>> };
export type Refusal = { readonly refusal: object };

/** The inputs that .gitlab-ci.yml's spec declares. */
const declaredInputs = ['environment', 'version', 'correlation', 'package_digest', 'artifacts', 'canary'];

export function readOrder(fields: Readonly<Record<string, unknown>>, project: Project, visitor: Visitor): Order | Refusal {
  const { ref, variables = [], inputs = {} } = fields;
  if (typeof ref !== 'string' || ref === '') return { refusal: { error: 'ref is missing' } };
  if (!Array.isArray(variables)) return { refusal: { error: 'variables is invalid' } };
  const read = variables.map((one: unknown) => readVariable(one));
  const malformed = read.find((one) => typeof one === 'string');
  if (malformed !== undefined) return { refusal: { error: malformed } };
  if (typeof inputs !== 'object' || inputs === null || Array.isArray(inputs)) return { refusal: { error: 'inputs is invalid' } };
  return readWhole(ref, read.filter((one) => typeof one !== 'string'), inputs as Readonly<Record<string, unknown>>, project, visitor);
}

function readVariable(one: unknown): Variable | string {
  const { key, value, variable_type: type = 'env_var' } = (typeof one === 'object' && one !== null ? one : {}) as Readonly<Record<string, unknown>>;
  if (typeof key !== 'string') return 'variables[0][key] is missing';
  if (typeof value !== 'string') return 'variables[0][value] is invalid';
  return type === 'env_var' || type === 'file' ? { key, value, variable_type: type } : 'variables[0][variable_type] does not have a valid value';
}

/** The mistakes that only a look at the project tells; each stands under `base` (apis/README.md §11). */
function readWhole(ref: string, variables: readonly Variable[], inputs: Readonly<Record<string, unknown>>, project: Project, visitor: Visitor): Order | Refusal {
  const name = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const base = (sentence: string): Refusal => ({ refusal: { message: { base: [sentence] } } });
  const unknown = Object.keys(inputs).find((input) => !declaredInputs.includes(input));
  const repeated = variables.find(({ key }, nth) => variables.findIndex((other) => other.key === key) !== nth);
  const odd = variables.find(({ key }) => !/^\w+$/.test(key));
  if (project.refs[name] === undefined) return base('Reference not found');
  if (variables.length > 0 && !visitor.maySetVariables) return base('Insufficient permissions to set pipeline variables');
  if (repeated !== undefined) return base(`Duplicate variable name: ${repeated.key}`);
  if (odd !== undefined) return { refusal: { message: { 'variables.key': ['can contain only letters, digits and \'_\'.'], 'base': ['Variables is invalid'] } } };
  if (unknown !== undefined) return base(`The input ${unknown} is not declared in the spec of .gitlab-ci.yml`);
  if (name === oddRefs.broken) return { refusal: { message: ['jobs:deploy config should implement the script:, run:, or trigger: keyword'] } };
  if (name === oddRefs.withoutJobs) return base('Pipeline will not run for the selected trigger. The rules configuration prevented any jobs from being added to the pipeline.');
  return { ref: name, variables, inputs: Object.fromEntries(Object.entries(inputs).map(([input, value]) => [input, String(value)])) };
}

/** Starts one more pipeline, whatever ran before with the same variables: creating one is not idempotent. */
export function startPipeline(data: GitLabData, project: Project, order: Order, at: { now: Date; runMs: number; username: string }): Pipeline {
  const { plan } = data;
  const told = toldBy(order);
  const pipeline = addPipeline(data, {
    project: project.path, ref: order.ref, sha: project.refs[order.ref] ?? '', source: 'api', name: plan.isNamed ? nameOf(told) : null, username: at.username,
    variables: order.variables, environment: told.environment ?? null, createdAt: at.now.toISOString(), acceptedMs: Date.now(), runMs: plan.runMs ?? at.runMs, outcome: plan.outcome,
  });
  if (pipeline.environment !== null && plan.outcome !== 'without-deploy') {
    addDeployment(data, { project: project.path, environment: pipeline.environment, ref: pipeline.ref, sha: pipeline.sha, tag: false, createdAt: pipeline.createdAt, pipelineId: pipeline.id, status: null });
  }
  if (plan.times !== null) plan.times -= 1;
  if (plan.times === 0) data.plan = { ...usualPlan, isNamed: plan.isNamed };
  return pipeline;
}

/** Under which key a pipeline was asked for, by its variables, or by its name where inputs carried it. */
export function correlationOf({ variables, name }: Pipeline): string | undefined {
  return variables.find(({ key }) => key === 'MUSTER_CORRELATION')?.value ?? / \[([^\]]+)\]$/.exec(name ?? '')?.[1];
}

interface Told { readonly environment: string | undefined; readonly version: string | undefined; readonly correlation: string | undefined }

function toldBy({ variables, inputs }: Order): Told {
  const told = (input: string): string | undefined => inputs[input] ?? variables.find(({ key }) => key === `MUSTER_${input.toUpperCase()}`)?.value;
  return { environment: told('environment'), version: told('version'), correlation: told('correlation') };
}

/** What .gitlab-ci.yml's `workflow:name` makes of it: the correlation stands in brackets at the end. */
function nameOf({ environment = '', version = '', correlation = '' }: Told): string {
  return `Deploy ${version} to ${environment}${correlation === '' ? '' : ` [${correlation}]`}`;
}
