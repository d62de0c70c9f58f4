import { plainly } from './version.ts';

/** How people spell one environment; anything else is called what it is called. */
const spellings: readonly (readonly string[])[] = [
  ['production', 'prod', 'prd'], ['staging', 'stage', 'stg'], ['pre-production', 'preproduction', 'preprod', 'pre-prod'], ['test', 'testing', 'tst'], ['development', 'dev'],
];

export function isSameEnvironment(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/** Every word there is for these environments and for the usual ones, longest first so that pre-prod is not read as prod. */
export function environmentWords(names: readonly string[]): readonly string[] {
  return [...new Set([...names, ...spellings.flat()].map((name) => name.toLowerCase()))].sort((a, b) => b.length - a.length);
}

function canonical(name: string): string {
  const word = plainly(name).trim().toLowerCase();
  return spellings.find((words) => words.includes(word))?.[0] ?? word;
}
