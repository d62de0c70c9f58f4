import type { Finding } from './finding.ts';

const marks = { WELL: 'ok  ', MEND: 'MEND', UNKNOWN: '?   ' } as const;

/** For people: by place, what is to be mended with whom to ask, then how it adds up. */
export function textOf(findings: readonly Finding[]): string {
  const places = Map.groupBy(findings, ({ place }) => place);
  const blocks = [...places].map(([place, its]) => [place, ...its.map(lineOf)].join('\n'));
  return [...blocks, sum(findings)].join('\n\n');
}

function lineOf({ state, says, remedy }: Finding): string {
  return `  ${marks[state]}  ${says}${remedy === null ? '' : `\n        → ${remedy}`}`;
}

function sum(findings: readonly Finding[]): string {
  const count = (wanted: Finding['state']): number => findings.filter(({ state }) => state === wanted).length;
  return count('MEND') === 0
    ? `Nothing to mend: ${count('WELL')} well, ${count('UNKNOWN')} not known.`
    : `${count('MEND')} to mend, ${count('WELL')} well, ${count('UNKNOWN')} not known.`;
}
