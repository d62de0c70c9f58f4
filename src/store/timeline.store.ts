import { UserMistake } from '../domain/error.ts';
import type { TimelineStore } from '../domain/ports/timeline-store.ts';
import type { Happening, TimelineLine } from '../domain/timeline.ts';
import type { Database } from './database.ts';
import { momentOf } from './moment.ts';
import type { Row } from './sql.ts';

export function timelineStore(database: Database): TimelineStore {
  return {
    page: async (releaseKey, { first, after }) => {
      const from = after === null ? 0 : numberOf(releaseKey, after);
      const [told] = await database.gather('select length from muster.timeline_length where release_key = $1', [releaseKey]);
      const totalCount = Number(told?.['length'] ?? 0);
      if (from === null || from > totalCount) throw new UserMistake('INVALID', 'after is not a cursor of this timeline: begin again without it.', ['after']);
      const rows = await database.gather('select * from muster.timeline_event where release_key = $1 and number > $2 and number <= $3 order by number limit $4', [releaseKey, from, totalCount, first]);
      return { items: rows.map(lineOf), totalCount, hasNextPage: from + rows.length < totalCount };
    },
  };
}

const idOf = (releaseKey: string, number: number): string => `timeline:${releaseKey}/${number}`;

/** Null for what is no line of this release. */
function numberOf(releaseKey: string, id: string): number | null {
  const number = Number(id.slice(id.lastIndexOf('/') + 1));
  return number > 0 && id === idOf(releaseKey, number) ? number : null;
}

/** The triggers of 12-timeline wrote it, in the words of `Happening`. */
function lineOf(row: Row): TimelineLine {
  const [releaseKey, number] = [String(row['release_key']), Number(row['number'])];
  return { ...{ kind: row['kind'], told: row['told'] } as Happening, id: idOf(releaseKey, number), releaseKey, number, at: momentOf(row['at']) ?? '' };
}
