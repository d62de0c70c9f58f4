import type { Catalogue } from '../domain/ports/catalogue.ts';

/**
 * The correlation id under which a release's change for an environment is opened and found again. For the last environment
 * (production, as a rule) it is the release key itself: what people write by hand, and what the gates take for the
 * release's approval. For those before it is `<key>/<environment>`, so that staging's change never passes for production's.
 */
export function changeCorrelation({ environments }: Catalogue, releaseKey: string, environment: string): string {
  return environments.at(-1)?.name === environment ? releaseKey : `${releaseKey}/${environment}`;
}
