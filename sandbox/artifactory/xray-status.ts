import type { Scan } from './data.ts';

type StatusWord = 'DONE' | 'PENDING' | 'FAILED' | 'NOT_SUPPORTED' | 'NOT_SCANNED';

/** The one answer that tells clean from never scanned, in the shape of recordings/xray/jfc_ArtifactStatus*.json. */
export function statusAnswer(scan: Scan | undefined, isIndexed: boolean, now: Date): object {
  const word = isIndexed ? statusOf(scan, now) : 'NOT_SUPPORTED';
  const time = (scan === undefined || word === 'PENDING' ? now : new Date(scan.finishedAt)).toISOString();
  const followUp = word === 'DONE' ? 'DONE' : word === 'NOT_SUPPORTED' ? 'NOT_SUPPORTED' : 'NOT_SCANNED';
  const part = (status: StatusWord): object => ({ status, time });
  return {
    overall: part(word),
    details: { sca: part(word), contextual_analysis: part(followUp), exposures: part('NOT_SUPPORTED'), violations: part(followUp) },
  };
}

function statusOf(scan: Scan | undefined, now: Date): StatusWord {
  switch (scan?.outcome) {
    case undefined: case 'never': return 'NOT_SCANNED';
    case 'unsupported': return 'NOT_SUPPORTED';
    case 'failed': case 'finished': {
      if (Date.parse(scan.finishedAt) > now.getTime()) return 'PENDING';
      return scan.outcome === 'failed' ? 'FAILED' : 'DONE';
    }
  }
}
