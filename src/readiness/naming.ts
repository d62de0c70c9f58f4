import { namesWord } from '../domain/naming.ts';
import type { Release } from '../domain/release.ts';
import { isSameVersion, plainly } from './version.ts';

/** By what words people name a release: its key, or its service and its version. */
export interface Naming {
  readonly release: Release;
  /** The service's name for people, e.g. "Payments"; null when it is not declared. */
  readonly serviceName: string | null;
}

/** What a version looks like within a text. */
export const versionPattern = '\\d+(?:\\.\\d+)+(?:[-+][0-9A-Za-z][0-9A-Za-z.+-]*)?';

/** Does the text name this release: by its key, or by the service with the version behind it, "Deploy Payments 2.4.0"? */
export function names(text: string, naming: Naming): boolean {
  return namesWord(plainly(text), naming.release.key) || versionsOf(text, serviceWords(naming)).some((found) => isSameVersion(found, naming.release.version));
}

/** Versions of the same service that the text names and that are not this release's, as they stand there. */
export function otherVersions(text: string, naming: Naming): readonly string[] {
  return versionsOf(text, serviceWords(naming)).filter((found) => !isSameVersion(found, naming.release.version)).map((found) => `${naming.release.serviceKey}-${found}`);
}

/** What the service is called in texts. */
export function serviceWords({ release, serviceName }: Naming): readonly string[] {
  return [release.serviceKey, ...(serviceName === null ? [] : [serviceName])];
}

/** Versions that stand behind one of these words for a service, each once. */
export function versionsOf(text: string, words: readonly string[]): readonly string[] {
  const services = words.map(literally).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${services})(?:[\\s:_-]+(?:version|release))?[\\s:_-]+v?(${versionPattern})`, 'giu');
  return [...new Set([...plainly(text).matchAll(pattern)].flatMap(([, found]) => (found === undefined ? [] : [found.replace(/[.+-]+$/, '')])))];
}

/** A text as a pattern that finds just it. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
