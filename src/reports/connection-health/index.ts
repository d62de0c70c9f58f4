import { brief, count, measure, moment, rowId, text, truth } from '../columns.ts';
import { asOf, parameter, timeZone } from '../parameters.ts';
import { readings } from '../readings.ts';
import { define, type Report } from '../report.ts';
import { Values } from '../values.ts';

/** How far each tool is read in the background. */
export const connectionHealth: Report = {
  definition: define({
    name: 'connection-health',
    title: 'Connection health',
    says: 'How far is each tool read in the background, how long ago, and what is in the way?',
    rules: [
      'A row is one kind of record of one connection, or what others deployed of one service in one environment.',
      'Lag is the time since a reading last came to its end. A reading that never did has no lag, and is counted apart.',
      'How many records there are is not told of kinds of which rules of Muster hide some from you: is_count_told is false then, total is null, and the 0 of read and hidden says nothing.',
      'What was read stands in the mirror, in the view of its kind (docs/sql.md) by connection: it is too much to name here.',
      'What readings said of themselves is kept as long as the mirror’s history (keepHistory), from the day on which the database got its migration 26-readings: as of an earlier moment there are no rows.',
    ],
    parameters: [timeZone, parameter({ name: 'connection', kind: 'TEXTS', says: 'Only these connections, those for tests included. Left out: all.' }), asOf],
    behind: ['connection', 'kind'],
    columns: [
      rowId,
      text('connection', 'Name of the connection.', brief),
      text('kind', 'Kind of record; "deployment" stands for what others deployed.', brief),
      text('place', 'Service and environment of what others deployed.', { isNullable: true, ...brief }),
      moment('read_at', 'When a reading last came to its end.', { isNullable: true, ...brief }),
      measure('lag', 's', 'How long ago.', { isTotal: false, ...brief }),
      count('read', 'Records read in the pass under way, else in the last one; see is_count_told.', { isTotal: false }),
      count('total', 'How many there are, where the tool says so; see is_count_told.', { isTotal: false, isNullable: true }),
      count('hidden', 'Records of that pass that access rules of the tool hid; see is_count_told.', { isTotal: false }),
      truth('is_count_told', 'false: rules of Muster hide some records of the kind from you, and how many there are is not told.'),
      count('failures', 'How often in a row it failed.', brief),
      text('problem', 'Code of what is in the way.', { isNullable: true, ...brief }),
      text('because', 'The same in words.', { isNullable: true }),
      moment('next_at', 'When it will be read on.'),
    ],
    moreTotals: [count('readings', 'All of them.'), count('failing', 'Those that fail at present.'), count('never', 'Those that never came to an end.'), measure('worst_lag', 's', 'The longest lag.')],
    restsOn: [],
  }),
  sql(asked) {
    const values = new Values();
    const names = asked.texts('connection');
    const at = values.as('timestamptz', asked.at);
    const base = `
      reading as (${readings(asked, values)}),
      shown as (select *, round(greatest(0, extract(epoch from ${at} - read_at))::numeric, 3)::float8 as lag_s from reading ${names === null ? '' : `where connection = any(${values.as('text[]', names)})`})`;
    const untold = [...new Set(asked.hidden.map(({ connection, kind }) => `${connection}/${kind}`))];
    const told = (column: string, otherwise = '0'): string => (untold.length === 0 ? column : `case when concat(connection, '/', kind) = any(${values.as('text[]', untold)}) then ${otherwise} else ${column} end`);
    const lag = 'case when read_at is not null then lag_s end';
    return {
      base, values,
      rows: `select concat_ws('|', connection, kind, place) as id, connection, kind, place, read_at, ${lag} as lag, ${told('read')} as read, ${told('total', 'null::int')} as total, ${told('hidden')} as hidden, ${told('true', 'false')} as is_count_told, failures, problem ->> 'code' as problem, problem ->> 'message' as because, next_at from shown`,
      totals: `select count(*)::int as readings, (count(*) filter (where problem is not null))::int as failing, (count(*) filter (where read_at is null))::int as never, coalesce(sum(failures), 0)::int as failures, max(${lag}) as worst_lag from shown`,
    };
  },
};
