import { z } from 'zod';
import { isSha256 } from '../../domain/artifact.ts';
import type { Sha256 } from '../../domain/artifact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { ObservedRun } from '../../domain/ports/deployer.ts';
import type { Findings } from '../../domain/ports/findings.ts';
import { buildsSince } from './builds.ts';
import type { JenkinsClient } from './client.ts';
import type { JobSettings } from './settings.ts';
import { toProgress, toRun } from './translate.ts';
import type { Origin } from './translate.ts';
import { parameterOf, starterOf } from './wire.ts';
import type { Build } from './wire.ts';

/**
 * Builds that began since a moment by Jenkins' clock, whoever started them, oldest first: those of one environment, by
 * their parameter `environment`. Not complete when a number is missing (a build was discarded, or is hidden), when a build
 * does not say which environment it is of, and when one ended in a word we do not know. Throws a SourceError.
 */
export async function history(client: JenkinsClient, settings: JobSettings, environment: string, since: Instant, origin: Origin, ask: Ask): Promise<Findings<ObservedRun>> {
  const { builds, isComplete } = await buildsSince(client, settings, Date.parse(since), 'reading the builds of a job', ask);
  const ours = builds.filter((build) => parameterOf(build, 'environment') === environment);
  const told = ours.toSorted((a, b) => a.number - b.number).map((build) => observed(build, origin));
  const areAllPlaced = builds.every((build) => (parameterOf(build, 'environment') ?? '') !== '');
  const records = told.filter((run) => run !== null);
  return { records, isComplete: isComplete && areAllPlaced && records.length === told.length };
}

/** null for a result that Jenkins does not have: what became of that build nobody can tell from here. */
function observed(build: Build, origin: Origin): ObservedRun | null {
  const progress = toProgress(build);
  if (progress === null) return null;
  return {
    ...progress,
    run: toRun(build, origin),
    correlation: textOf(build, 'correlation'),
    version: textOf(build, 'version'),
    digests: digestsOf(build),
    // What a deploy job checks out is its own script's repository, not the release's.
    revision: null,
    startedBy: starterOf(build),
  };
}

function textOf(build: Build, name: string): string | null {
  const value = parameterOf(build, name);
  return value === null || value === '' ? null : value;
}

const listedSchema = z.array(z.object({ sha256: z.string() }));

/** The package's digest, and its artifacts' as far as the job is told them. */
function digestsOf(build: Build): readonly Sha256[] {
  const listed = listedSchema.safeParse(parsed(textOf(build, 'artifacts') ?? ''));
  return [...new Set([textOf(build, 'package_digest') ?? '', ...(listed.success ? listed.data.map(({ sha256 }) => sha256) : [])])].filter(isSha256);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
