import { line } from '../line.ts';
import type { Told } from '../template.ts';

/** Names that every template knows. */
export const placeNames = {
  release: 'key of the release',
  releaseName: 'its name',
  version: 'its version',
  service: 'key of its service',
  environment: 'the environment',
  at: 'when it happened, in UTC',
} as const;

export function placeValues({ event, release }: Told): Readonly<Record<keyof typeof placeNames, string>> {
  return {
    release: line(event.releaseKey ?? 'no release'), releaseName: line(release?.name ?? ''), version: line(release?.version ?? ''), service: line(release?.serviceKey ?? ''),
    environment: line(event.environment), at: event.at,
  };
}
