import { isSha256 } from '../../domain/artifact.ts';
import type { Sha256 } from '../../domain/artifact.ts';
import { readRunName } from '../run-name.ts';
import type { DeploySettings } from './settings.ts';
import type { Deployment, Run } from './wire.ts';

/** What a run and a deployment say of the release that went out. */
export interface Told {
  readonly version: string | null;
  readonly environment: string | null;
  readonly correlation: string | null;
  readonly digests: readonly Sha256[];
}

const deepest = 5;
const mostDigests = 200;

/**
 * In order of trust: what the creator put into the deployment's payload, the run's name as its declared pattern says, and
 * of the version last a tag that was deployed.
 */
export function toldBy(settings: DeploySettings, run: Run | null, deployment: Deployment | null): Told {
  const name = readRunName(settings.runName, run === null ? '' : titleOf(run));
  const payload = payloadOf(deployment);
  return {
    version: textOf(payload, 'version') ?? name.version ?? versionOfTag(deployment?.ref ?? run?.head_branch ?? ''),
    environment: deployment?.environment ?? name.environment,
    correlation: textOf(payload, 'correlation') ?? name.correlation,
    digests: [...new Set([...digestsIn(payload, deepest), ...(name.digest === null ? [] : [name.digest])])].slice(0, mostDigests),
  };
}

/** Runs of another workflow deploy another service. */
export function isOfWorkflow(run: Run, { workflow }: DeploySettings): boolean {
  if (/^\d+$/.test(workflow)) return run.workflow_id === undefined || run.workflow_id === null || String(run.workflow_id) === workflow;
  return typeof run.path !== 'string' || run.path.split('@')[0]?.split('/').at(-1) === workflow;
}

export function titleOf(run: Run): string {
  return run.display_title ?? run.name ?? '';
}

/** An object, or the text of one: the API takes either, and tells either back. */
function payloadOf(deployment: Deployment | null): unknown {
  const payload = deployment?.payload;
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(payload: unknown, name: string): string | null {
  if (typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, name)) return null;
  const value = (payload as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : null;
}

/** Everything in it that is a sha256, with or without that word before it, or at the end of an image's name. */
function digestsIn(value: unknown, depth: number): readonly Sha256[] {
  if (typeof value === 'string') return [...value.matchAll(/(?<![0-9a-f])(?:sha256:)?([0-9a-f]{64})(?![0-9a-f])/g)].map(([, digest]) => digest ?? '').filter(isSha256);
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(value).flatMap((inner) => digestsIn(inner, depth - 1));
}

/** "v2.4.0" and "refs/tags/2.4.0" are versions; "main" is none. */
function versionOfTag(ref: string): string | null {
  return /^(?:refs\/tags\/)?v?(\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.+-]{1,60})?)$/.exec(ref)?.[1] ?? null;
}
