import { z } from 'zod';
import { isSha256 } from '../../domain/artifact.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import { HttpProblem } from '../http/index.ts';
import { readRunName } from '../run-name.ts';
import type { GitLabClient } from './client.ts';
import type { JoinedDeployment } from './join-deployments.ts';
import { pipelinePath } from './project-path.ts';
import type { DeploySettings, OwnWord } from './settings.ts';
import { variablesSchema } from './wire.ts';

type Told = Pick<ObservedRun, 'version' | 'digests' | 'correlation'>;

const listedSchema = z.array(z.object({ sha256: z.string() }));

/**
 * What a pipeline was told to deploy: by its variables, under the names we use ourselves, else by its name as its declared
 * pattern says, and of the version last by a tag. Variables that we may not read (only maintainers may) tell nothing.
 */
export async function readTold(client: GitLabClient, settings: DeploySettings, { pipelineId, deployment }: JoinedDeployment, name: string, mayAsk: boolean, ask: Ask): Promise<Told> {
  const variables = pipelineId === null || !mayAsk ? new Map<string, string>() : await readVariables(client, settings, pipelineId, ask);
  const named = readRunName(settings.runName, name);
  const word = (own: OwnWord): string | null => variables.get(`MUSTER_${own.toUpperCase()}`) ?? null;
  const digests = [word('package_digest'), named.digest, ...listedDigests(word('artifacts'))].flatMap((digest) => (digest !== null && isSha256(digest) ? [digest] : []));
  const { ref, deployable } = deployment;
  return {
    version: word('version') ?? named.version ?? (deployable?.tag === false ? null : versionOfTag(ref ?? '')),
    correlation: word('correlation') ?? named.correlation,
    digests: [...new Set(digests)],
  };
}

async function readVariables(client: GitLabClient, settings: DeploySettings, pipelineId: number, ask: Ask): Promise<ReadonlyMap<string, string>> {
  try {
    const { body } = await client.send({ method: 'GET', path: `${pipelinePath(settings, String(pipelineId))}/variables`, schema: variablesSchema, ask, doing: 'reading what a pipeline was told' });
    return new Map(body.flatMap(({ key, value }) => (typeof value === 'string' && value !== '' ? [[key, value]] : [])));
  } catch (error) {
    if (error instanceof HttpProblem && (error.problem.code === 'FORBIDDEN' || error.problem.code === 'NOT_FOUND')) return new Map();
    throw error;
  }
}

function listedDigests(text: string | null): readonly string[] {
  if (text === null) return [];
  try {
    const listed = listedSchema.safeParse(JSON.parse(text));
    return listed.success ? listed.data.map(({ sha256 }) => sha256) : [];
  } catch {
    return [];
  }
}

/** "v2.4.0" is a version; "main" is none. */
function versionOfTag(ref: string): string | null {
  return /^v?(\d+(?:\.\d+)+(?:[-+][0-9A-Za-z.+-]{1,60})?)$/.exec(ref)?.[1] ?? null;
}
