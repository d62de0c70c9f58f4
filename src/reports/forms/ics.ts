import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Cell, ReportRow } from '../../domain/report.ts';
import type { ReportForm } from './form.ts';

const takes = ['uid', 'title', 'starts_at', 'ends_at', 'is_open_ended', 'status', 'kind', 'note', 'updated_at', 'revision', 'url'] as const;
type Event = Readonly<Record<(typeof takes)[number], Cell>>;

/** How often a subscriber is asked to look again. */
const refreshSeconds = 15 * 60;

/** RFC 5545: an event per row, in UTC, under its uid, so that what moves, moves. What lasts until further notice ends with the period. */
export const ics: ReportForm = {
  name: 'ics',
  mediaType: 'text/calendar; charset=utf-8; method=PUBLISH; component=VEVENT',
  batch: 500,
  tellsTotals: false,
  takes,
  writer: ({ title }, { until }) => ({
    begin: () => calendarOf(title, [], until).replace(ending, ''),
    rows: (rows) => {
      const text = calendarOf(title, rows, until);
      return rows.length === 0 ? '' : text.slice(text.indexOf('BEGIN:VEVENT'), -ending.length);
    },
    end: () => `${ending}\r\n`,
  }),
};

const ending = 'END:VCALENDAR';

function calendarOf(title: string, rows: readonly ReportRow[], until: string): string {
  const calendar = ical({ name: `Muster: ${title}`, prodId: { company: 'muster', product: 'calendar', language: 'EN' }, method: ICalCalendarMethod.PUBLISH, ttl: refreshSeconds });
  for (const row of rows) {
    const { uid, kind, starts_at: start, ends_at: end, is_open_ended: isOpenEnded, status, note, updated_at: updatedAt, revision, url, ...event } = row as Event;
    calendar.createEvent({
      id: encodeURIComponent(String(uid)),
      summary: plain(`${kind as string}: ${event.title as string}`),
      description: [...(isOpenEnded === true ? ['Until further notice.'] : []), ...(note === null || note === '' ? [] : [plain(note as string)])].join('\n') || null,
      start: start as string,
      end: isOpenEnded === true ? later(until, start as string) : end as string | null,
      // When it was last altered, and not when it is told: the same calendar is the same bytes.
      stamp: updatedAt as string, lastModified: updatedAt as string, sequence: revision as number,
      status: ICalEventStatus[status as keyof typeof ICalEventStatus],
      url: addressOf(url as string | null),
    });
  }
  return calendar.toString();
}

/** Control characters but line ends and tabs have no place in a text of RFC 5545, nor has half a character. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u2028\u2029]/g, ' ');
}

function addressOf(url: string | null): string | null {
  return url !== null && /^https?:/i.test(url) && URL.canParse(url) ? new URL(url).href : null;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
