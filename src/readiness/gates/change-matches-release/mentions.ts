import { namesWord } from '../../../domain/naming.ts';
import { literally, serviceWords, versionPattern, type Naming } from '../../naming.ts';
import { isSameVersion, plainly } from '../../version.ts';

/** A version that a text names. OUT: as what goes out. PAST: as what was, is replaced or is gone back to. NAMED: just so. */
export interface Mention {
  readonly version: string;
  readonly role: 'OUT' | 'PAST' | 'NAMED';
  readonly isOurs: boolean;
  /** Where it begins in the text, read plainly. */
  readonly index: number;
}

const out = /\b(?:deploy(?:s|ing|ment|ments)?|install(?:s|ing|ation)?|ship(?:s|ping)?|promot(?:e|es|ing)|roll(?:s|ing)? ?out|upgrad(?:e|es|ing)|updat(?:e|es|ing))\b/giu;
const past = /\b(?:supersed\w*|replac\w*|from|instead|previous\w*|former\w*|earlier|older|old|last|after|since|over|than|until|without|redeploy\w*|deployed|installed|shipped|promoted|released|upgraded|updated|current\w*|running|runs|was|were|had|retir\w*|remov\w*|withdraw\w*|incident\w*|bugs?|defects?|problems?|(?:hot)?fix\w*|patch\w*|known|introduced|needs?|requires?|depends?)\b/giu;
/** Whatever a sentence deploys after one of these, it deploys only when something went wrong. */
const wayBack = /\b(?:back(?:s|ing|ed)? ?-?out|back to|roll(?:s|ing|ed)? ?-?back|fall(?:s|ing)? ?-?back|revert\w*|restor\w*|in case|otherwise|if|when|should)\b/iu;
/** "from 2.3.9 to" tells where something comes from: what becomes of it stands before that. */
const cameFrom = new RegExp(`\\bfrom\\s+v?${versionPattern}\\s+to\\s+v?$`, 'iu');

/** Every version of the service that the text names, in its order. */
export function mentionsOf(text: string, naming: Naming): readonly Mention[] {
  const plain = plainly(text);
  let from = 0;
  return found(plain, naming).map(({ version, index, end }) => {
    const before = plain.slice(from, index).replace(cameFrom, '');
    const role = roleAfter(lastSentence(before), lastSentence(plain.slice(0, index)));
    from = end;
    return { version, role, isOurs: isSameVersion(version, naming.release.version), index };
  });
}

/** Does the text name the release, by its key or by a version of its service? */
export function namesRelease(text: string, naming: Naming): boolean {
  return mentionsOf(text, naming).some(({ isOurs }) => isOurs) || namesWord(plainly(text), naming.release.key);
}

/** What the words before a mention make of it: the last one that tells, unless the sentence is about the way back. */
export function roleAfter(words: string, sentence: string = words): Mention['role'] {
  if (wayBack.test(sentence)) return 'PAST';
  const [goesOut, isPast] = [lastIndex(words, out), lastIndex(words, past)];
  if (goesOut === isPast) return 'NAMED';
  return goesOut > isPast ? 'OUT' : 'PAST';
}

export function lastSentence(text: string): string {
  return text.split(/[.!?;](?=\s)|(?<!:[ \t]*)\n/u).at(-1) ?? text;
}

function lastIndex(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1;
}

/** A version, and no measure: neither 99.9 % nor 3.5 hours is one. */
const measured = '(?!\\d|\\.\\d|\\s*(?:%|€|\\$|(?:percent|hours?|h|minutes?|min|seconds?|s|ms|[kmgt]b|eur|usd|million)\\b))';
const aVersion = `(?<version>${versionPattern})${measured}`;

interface Found { readonly version: string; readonly index: number; readonly end: number }

/** By the service with the version behind or before it, "Payments 2.4.0", "2.4.0 of Payments", or by what is deployed without saying of what. */
function found(text: string, naming: Naming): readonly Found[] {
  const all = patternsOf(`(?:${serviceWords(naming).map((word) => literally(plainly(word))).join('|')})`).flatMap((pattern) => [...text.matchAll(pattern)].map((match): Found => {
    const [at, end] = match.indices?.groups?.['version'] ?? [match.index, match.index];
    // The word that deploys stands before the version, the service too: both belong to what is before the mention.
    return { version: text.slice(at, end).replace(/[.+-]+$/, ''), index: at, end };
  }));
  return [...new Map(all.map((one) => [one.index, one])).values()].sort((a, b) => a.index - b.index);
}

/** Patterns of one service are asked for many times in a row, and dear to make. */
let made: { readonly services: string; readonly patterns: readonly RegExp[] } | null = null;

function patternsOf(services: string): readonly RegExp[] {
  if (made?.services === services) return made.patterns;
  const start = '(?<![\\p{L}\\p{N}_.-])';
  const patterns = [
    `${start}${services}(?:[\\s:_@/(-]+(?:to|version|release))*[\\s:_@/(-]+v?${aVersion}`,
    `${start}v?${aVersion}\\s+of\\s+(?:the\\s+)?${services}(?![\\p{L}\\p{N}])`,
    `${start}${services}\\s+from\\s+v?${versionPattern}\\s+to\\s+v?${aVersion}`,
    `${start}(?:deploys?|installs?|ships?|promotes?|rolls? out)\\s+(?:the\\s+)?(?:version\\s+|release\\s+)?v?${aVersion}(?!\\s+of\\s)`,
  ];
  made = { services, patterns: patterns.map((pattern) => new RegExp(pattern, 'dgiu')) };
  return made.patterns;
}
