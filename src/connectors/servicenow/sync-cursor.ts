import type { SyncCursor } from '../../domain/ports/sync.ts';

/** Where a sync stands. */
export interface SyncPlace {
  /** sys_updated_on of the last row that was seen, as the tool writes it; null before the first. */
  readonly moment: string | null;
  /** Its sys_id; null: from the beginning of that second. */
  readonly id: string | null;
  /** How far beyond that row: more than 0 only across pages that access rules left empty. */
  readonly offset: number;
  /** How many rows should still follow that row; fewer means that hidden ones lay before it. */
  readonly left: number | null;
  /** How many there were when this run began. */
  readonly all: number | null;
}

const beginning: SyncPlace = { moment: null, id: null, offset: 0, left: null, all: null };
const shape = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?\|([0-9a-f]{32})?\|(\d{1,9})\|(\d{1,9})?\|(\d{1,9})?$/;

/** A cursor that we did not write means the beginning: reading all again is never wrong. */
export function readCursor(cursor: SyncCursor | null): SyncPlace {
  const match = shape.exec(cursor ?? '');
  if (match === null) return beginning;
  const [, moment, id, offset, left, all] = match;
  return { moment: moment ?? null, id: id ?? null, offset: Number(offset), left: numberOr(left), all: numberOr(all) };
}

export function writeCursor({ moment, id, offset, left, all }: SyncPlace): SyncCursor {
  return [moment ?? '', id ?? '', offset, left ?? '', all ?? ''].join('|');
}

function numberOr(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}
