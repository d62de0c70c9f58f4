import { instant, type Instant } from '../../domain/instant.ts';
import type { FoundWindows } from '../facts.ts';
import { factFound } from './found.ts';
import type { Reader } from './records.ts';

/** How far ahead schedules may begin, milliseconds. */
const aheadMs = 10 * 366 * 24 * 60 * 60_000;

/** The schedules of every production tool that keeps some, those that are over too, so that a name that is nowhere is a mistake. One question to each. */
export async function gatherWindows(reader: Reader, now: Instant): Promise<readonly FoundWindows[]> {
  const found = await reader.find('windows.list', { startAt: '1970-01-01T00:00:00.000Z', endAt: instant(new Date(Date.parse(now) + aheadMs)) }, 'production');
  return found.map((one) => ({ connection: one.connection, windows: factFound(one, now) }));
}
