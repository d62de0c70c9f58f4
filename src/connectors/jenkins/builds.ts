import type { Ask } from '../../domain/ports/ask.ts';
import type { JenkinsClient } from './client.ts';
import { jobPath } from './settings.ts';
import type { JobSettings } from './settings.ts';
import { buildsSchema, buildTree } from './wire.ts';
import type { Build } from './wire.ts';

const pageSize = 50;
const mostPages = 10;

/** A job's newest builds down to a moment. isComplete: none since then is missing, by their numbers. */
export interface RecentBuilds {
  readonly builds: readonly Build[];
  readonly isComplete: boolean;
}

/**
 * Builds that began at that moment or later, newest first. They are numbered without gaps, so that one which somebody
 * discarded, or which this user may not see, is missed. Throws a SourceError.
 */
export async function buildsSince(client: JenkinsClient, settings: JobSettings, sinceMs: number, doing: string, ask: Ask): Promise<RecentBuilds> {
  const seen = new Map<number, Build>();
  let next: number | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { body } = await client.read({
      path: `${jobPath(settings)}/api/json`,
      query: { tree: `nextBuildNumber,allBuilds[${buildTree}]{${page * pageSize},${(page + 1) * pageSize}}` },
      schema: buildsSchema,
      ask,
      doing,
    });
    // What began after the first page was asked for moves the others down and is not looked for.
    next ??= body.nextBuildNumber;
    for (const build of body.allBuilds) seen.set(build.number, build);
    const isAtEnd = body.allBuilds.length < pageSize;
    if (isAtEnd || body.allBuilds.some(({ timestamp }) => timestamp < sinceMs)) return cut([...seen.values()], next, sinceMs, isAtEnd);
  }
  return { builds: [...seen.values()].filter(({ timestamp }) => timestamp >= sinceMs), isComplete: false };
}

function cut(seen: readonly Build[], next: number, sinceMs: number, isAtEnd: boolean): RecentBuilds {
  const ordered = seen.toSorted((a, b) => b.number - a.number);
  const older = ordered.find(({ timestamp }) => timestamp < sinceMs);
  const floor = older?.number ?? (isAtEnd ? 0 : null);
  const builds = ordered.filter(({ timestamp }) => timestamp >= sinceMs);
  const counted = floor === null ? -1 : builds.filter(({ number }) => number > floor && number < next).length;
  return { builds, isComplete: floor !== null && counted === next - 1 - floor };
}
