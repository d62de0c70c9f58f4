import type { Sha256 } from '../domain/artifact.ts';
import { isSha256 } from '../domain/artifact.ts';

/** What the name of a run tells of the deployment it is. */
export interface TellingName {
  readonly version: string | null;
  readonly environment: string | null;
  readonly correlation: string | null;
  readonly digest: Sha256 | null;
}

const words = ['version', 'environment', 'correlation', 'digest'] as const;
/** A correlation key as every Muster makes them, wherever it stands. */
const ownCorrelation = /(?<![A-Za-z0-9_-])muster-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9_-])/;

/** Why a pattern of names cannot be used; null when it can. */
export function mistakeIn(pattern: string): string | null {
  const used = [...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, word]) => word ?? '');
  const odd = used.find((word) => !words.some((known) => known === word));
  if (odd !== undefined) return `{${odd}} is none of {version}, {environment}, {correlation} and {digest}`;
  if (new Set(used).size !== used.length) return 'a word stands in it twice';
  return /\}\{/.test(pattern) ? 'two words stand side by side, so that nobody can tell where one ends' : null;
}

/**
 * Reads the name of a run as its declared pattern says, e.g. "Deploy {version} to {environment} [{correlation}]". A name
 * that is another tells nothing but a correlation key of Muster's own make; no word is ever guessed.
 */
export function readRunName(pattern: string | undefined, name: string): TellingName {
  const told = pattern === undefined ? undefined : patternOf(pattern).exec(name)?.groups;
  const digest = told?.['digest']?.replace(/^sha256:/, '') ?? '';
  return {
    version: filled(told?.['version']),
    environment: filled(told?.['environment']),
    correlation: filled(told?.['correlation']) ?? ownCorrelation.exec(name)?.[0] ?? null,
    digest: isSha256(digest) ? digest : null,
  };
}

/** An input that was left empty leaves an empty word in the name. */
function filled(word: string | undefined): string | null {
  return word === undefined || word === '' ? null : word;
}

function patternOf(pattern: string): RegExp {
  const source = pattern.split(/(\{[a-z]+\})/).map((part) => /^\{([a-z]+)\}$/.exec(part)?.[1] ?? part.replaceAll(/[^A-Za-z0-9]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`));
  return new RegExp(`^${source.map((part, nth) => (nth % 2 === 1 ? `(?<${part}>\\S*?)` : part)).join('')}$`, 'u');
}
