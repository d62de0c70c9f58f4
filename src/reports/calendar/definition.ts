import { brief, count, moment, record, rowId, text, truth } from '../columns.ts';
import { asOf, connection, parameter, service, team, timeZone, usualWeeks, usualWeeksBack } from '../parameters.ts';
import { define } from '../report.ts';

export const kinds = ['CHANGE', 'WINDOW', 'BLACKOUT', 'FREEZE', 'DEPLOYMENT'] as const;

export const definition = define({
  name: 'calendar',
  title: 'Calendar',
  says: 'What is planned, what may go out when, when may nothing, and what was or will be deployed?',
  rules: [
    'CHANGE: a change with a planned time. WINDOW and BLACKOUT: schedules that a tool keeps. FREEZE: declared in Muster. DEPLOYMENT: from its trigger, or the moment it waits for, to its end; one that still runs ends now.',
    'What touches the period is shown whole. What comes again is a row for each time, at its wall-clock time in its own zone; a schedule without a zone is read in UTC.',
    'CANCELLED: a change that was canceled, a deployment that was refused or canceled, a freeze that was lifted before it began. TENTATIVE: a change that is not scheduled yet or is on hold, a deployment that waits, a record that its tool no longer shows. Everything else is CONFIRMED.',
    'uid stays the same while the record does, so that in a calendar what moves, moves; revision grows with each alteration.',
    'A change belongs to the services and environments of the releases it is linked with; a freeze without a scope, and a schedule, to all.',
    'Changes without a planned beginning are left out.',
    'calendar.ics is a calendar (RFC 5545) to subscribe to, in UTC. Programs that can send no header sign in to it, and to nothing else, by HTTP Basic with any user name and, as the password, an API token of Muster that has the role VIEWER alone.',
  ],
  definedBy: [{ title: 'RFC 5545, iCalendar', url: 'https://www.rfc-editor.org/rfc/rfc5545' }],
  parameters: [
    parameter({ name: 'since', kind: 'MOMENT', says: `From this moment on: a day (from its beginning in timeZone) or an instant. Left out: the Monday ${usualWeeksBack} weeks before now.` }),
    parameter({ name: 'until', kind: 'MOMENT', says: `Before this moment: a day or an instant, at most five years after since. Left out: the Monday ${usualWeeks} weeks after this week’s.` }),
    timeZone, service, team, parameter({ name: 'environment', kind: 'TEXTS', says: 'Only these environments. Left out: all.' }), connection,
    parameter({ name: 'kind', kind: 'WORDS', words: kinds, says: 'Only these kinds. Left out: all.' }), asOf,
  ],
  behind: ['record_id'],
  columns: [
    rowId,
    text('kind', `One of ${kinds.join(', ')}.`, brief),
    text('title', 'What it is.', brief),
    text('starts', 'When it begins, in timeZone: 2026-11-02 09:00.', brief),
    text('ends', 'When it ends, in timeZone; null when nobody said.', { isNullable: true, ...brief }),
    text('status', 'CONFIRMED, TENTATIVE or CANCELLED.', brief),
    text('state', 'Its state in its own words; null when it has none.', { isNullable: true }),
    text('services', 'Keys of the services it is about, with commas; null: all, or nobody said.', { isNullable: true, ...brief }),
    text('environments', 'Names of the environments it is about; null: all, or nobody said.', { isNullable: true, ...brief }),
    text('release', 'Key of the release that is deployed.', { isNullable: true }),
    text('note', 'Why, or what else is said of it.', { isNullable: true }),
    moment('starts_at', 'When it begins.'),
    moment('ends_at', 'When it ends.', { isNullable: true }),
    truth('is_open_ended', 'Whether it lasts until further notice.'),
    text('connection', 'Name of the tool’s connection; "muster" for what Muster keeps.'),
    text('uid', 'What it is in every calendar.'),
    moment('updated_at', 'When it was last altered, as far as was read.'),
    count('revision', 'Grows with each alteration: seconds since the beginning of 2026.', { isTotal: false }),
    text('url', 'Where its tool shows it.', { isNullable: true }),
    record('record_id', 'The change, schedule, freeze or deployment.'),
  ],
  moreTotals: [count('entries', 'All of them.'), ...kinds.map((kind) => count(kind.toLowerCase(), `Entries ${kind}.`)), count('cancelled', 'Those that are cancelled.')],
  restsOn: ['change', 'window', 'deployment'],
  looksAhead: true,
});
