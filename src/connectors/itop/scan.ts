import { z } from 'zod';
import { instant, type Instant } from '../../domain/instant.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { SyncCursor } from '../../domain/ports/sync.ts';
import { refuse, type Instance } from './instance.ts';
import { writeSince } from './moment.ts';
import { countObjects, readObjects, type ObjectAnswer } from './objects.ts';
import { compared, idAbove, type Condition } from './oql.ts';

/** A walk over all objects of a class, or those that changed since a moment, in order of their ids. */
export interface Scan {
  /** null: all objects. */
  readonly since: Instant | null;
  readonly begunAt: Instant;
  /** Ids up to this one have been read. */
  readonly after: number;
  /** How many there were when it began. */
  readonly total: number;
}

export interface ScanPage extends ObjectAnswer {
  readonly total: number;
  readonly next: Scan;
  readonly isLast: boolean;
}

/** What is walked over. */
export interface Ground {
  readonly className: string;
  readonly fields: readonly string[];
  /** Attribute that tells when an object last changed; null: the class has none, and every walk is over all of it. */
  readonly changedAttribute: string | null;
}

const pageSize = 500;
/** iTop's clock may go before or after ours, and its moments are whole seconds: so far back a walk over changes begins. */
const overlapMs = 5 * 60_000;
/** Widest range of ids that a page may span; a gap wider than this is crossed in more than one page. */
const widest = 2 ** 40;

const scanSchema = z.strictObject({ since: z.string().nullable(), begunAt: z.iso.datetime(), after: z.number().int().nonnegative(), total: z.number().int().nonnegative() });

/**
 * One page of a walk. iTop's own pages have no order, so none is asked for: a page is a range of ids, whose objects are all
 * asked for and proven to be all by the total in the answer. Ids are never given twice and only grow: what is created
 * meanwhile comes later in the same walk, and what changes behind it comes in the next.
 */
export async function scanPage(instance: Instance, ground: Ground, cursor: SyncCursor | null, ask: Ask, doing: string): Promise<ScanPage> {
  const scan = await resumed(instance, ground, cursor, ask, doing);
  const within = conditionsOf(instance, ground, scan);
  const left = await countObjects(instance, { className: ground.className, conditions: [...within, idAbove(scan.after, null)], ask, doing });
  if (left <= pageSize) {
    const answer = await readObjects(instance, { className: ground.className, fields: ground.fields, conditions: [...within, idAbove(scan.after, null)], expects: ({ id }) => Number(id) > scan.after, ask, doing });
    const next: Scan = { since: sinceOf(instance, ground, scan), begunAt: instant(instance.clock.now()), after: 0, total: 0 };
    return { ...inOrder(answer), total: scan.total, next, isLast: true };
  }
  const upTo = scan.after + await span(instance, ground, within, scan.after, ask, doing);
  const answer = await readObjects(instance, {
    className: ground.className, fields: ground.fields, conditions: [...within, idAbove(scan.after, upTo)], expects: ({ id }) => Number(id) > scan.after && Number(id) <= upTo, ask, doing,
  });
  return { ...inOrder(answer), total: scan.total, next: { ...scan, after: upTo }, isLast: false };
}

function inOrder({ things, fetchedAt }: ObjectAnswer): ObjectAnswer {
  return { things: things.toSorted((a, b) => Number(a.id) - Number(b.id)), fetchedAt };
}

/** The next walk need only see what changed since this one began, where that can be asked. */
function sinceOf({ options }: Instance, { changedAttribute }: Ground, { begunAt }: Scan): Instant | null {
  return changedAttribute === null || options.timeZone === undefined ? null : instant(new Date(Date.parse(begunAt) - overlapMs));
}

async function resumed(instance: Instance, ground: Ground, cursor: SyncCursor | null, ask: Ask, doing: string): Promise<Scan> {
  const scan: Scan = cursor === null ? { since: null, begunAt: instant(instance.clock.now()), after: 0, total: 0 } : readCursor(instance, cursor);
  if (scan.after > 0) return scan;
  const begun = { ...scan, begunAt: instant(instance.clock.now()) };
  return { ...begun, total: await countObjects(instance, { className: ground.className, conditions: conditionsOf(instance, ground, begun), ask, doing }) };
}

function readCursor(instance: Instance, cursor: SyncCursor): Scan {
  try {
    return scanSchema.parse(JSON.parse(cursor));
  } catch {
    throw refuse(instance, 'UNEXPECTED_ANSWER', 'cannot go on from a cursor that is none of ours; the sync has to begin anew');
  }
}

function conditionsOf({ options, clock }: Instance, { changedAttribute }: Ground, { since }: Scan): readonly Condition[] {
  return since === null || changedAttribute === null ? [] : [compared(changedAttribute, '>=', writeSince(since, clock.now(), options.timeZone ?? 'UTC'))];
}

/** How wide a range of ids holds some objects and not too many: widened over gaps, narrowed where they stand close. */
async function span(instance: Instance, ground: Ground, within: readonly Condition[], after: number, ask: Ask, doing: string): Promise<number> {
  let width = pageSize;
  let most = widest;
  while (width < most) {
    const count = await countObjects(instance, { className: ground.className, conditions: [...within, idAbove(after, after + width)], ask, doing });
    if (count > 0 && count <= pageSize) return width;
    if (count > pageSize) most = width;
    width = count === 0 ? width * 8 : Math.max(pageSize, Math.floor(width / 4));
    // Between a width with none and one with too many: the narrower one is crossed as an empty page.
    if (width >= most) return count === 0 ? width / 8 : Math.max(pageSize, width);
  }
  return width;
}
