import { createHash } from 'node:crypto';
import type { StoryArtifact, StoryRelease } from './story.ts';
import { numberFrom } from './chance.ts';
import { daysFrom } from './clock.ts';

/** The definitive media library's one release repository. */
export const libraryRepository = 'libs-release-local';

/** One file of a release's package, e.g. northbank/payments/2.4.0/payments-api-2.4.0.tgz. */
export function artifact(serviceKey: string, version: string, part: string, scan: StoryArtifact['scan'] = 'clean'): StoryArtifact {
  const name = `${serviceKey}-${part}-${version}.tgz`;
  return { repository: libraryRepository, path: `northbank/${serviceKey}/${version}`, name, content: content(name), scan, ...(scan === 'vulnerable' && { licences: ['Apache-2.0', 'AGPL-3.0-only'] }) };
}

/** The pipeline run that made the package, `daysAgo` before the first start. */
export function build(firstStart: Date, serviceKey: string, version: string, daysAgo: number): StoryRelease['build'] {
  return {
    name: serviceKey,
    number: String(100 + (numberFrom(`build ${serviceKey} ${version}`) % 50_000)),
    startedAt: daysFrom(firstStart, -daysAgo),
    vcsRevision: createHash('sha1').update(`commit ${serviceKey} ${version}`).digest('hex'),
  };
}

/** A few hundred bytes that differ from file to file, so that every digest does too. */
function content(name: string): string {
  const lines = Array.from({ length: 4 }, (_, line) => createHash('sha256').update(`${name} ${line}`).digest('hex'));
  return [`North Bank package ${name}`, ...lines, ''].join('\n');
}
