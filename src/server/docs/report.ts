import type { ReportColumn, ReportDefinition, ReportParameter } from '../../domain/report.ts';
import { camelCase } from '../../domain/report.ts';
import { reportDefinitions } from '../../reports/index.ts';

/** docs/reports.md, derived from the reports themselves: what each answers, how its words are meant, what may be asked, what comes back. */
export function reportDocs(): string {
  const list = reportDefinitions.map(({ name, says }) => `- [${name}](#${name}): ${says}`).join('\n');
  return `${head}\n${list}\n\n${reportDefinitions.map(section).join('\n')}`;
}

const head = `# Reports

Derived from \`src/reports\` by \`npm run docs\`; do not edit. Each report is the same in every form, with the same parameters
and for the same roles:

| form | how |
|---|---|
| GraphQL | \`{ reports { deliveryPerformance(since: "2026-10-01", by: TEAM) { totalCount totals { … } nodes { … } sources { … } } } }\`; names in camelCase, pages by \`first\` and \`after\` |
| file | \`GET /reports/delivery-performance.csv?since=2026-10-01&by=TEAM\` with \`Authorization: Bearer …\`; \`.csv\`, \`.json\` (with totals and sources), \`.ndjson\`, \`.parquet\` |
| calendar | \`GET /reports/calendar.ics\` alone: RFC 5545, to subscribe to; see [calendar](#calendar) |
| command line | \`muster report delivery-performance --since 2026-10-01 --param by=TEAM --format csv --output delivery.csv\`; \`muster report list\` |
| SQL | what the reports rest on, as views with typed columns and their history: [sql.md](sql.md); examples for psql and Grafana in [examples/analysts](examples/analysts/README.md) |

Sign in as for everything else; \`muster token create\` makes a token for a program. On the command line MUSTER_URL and MUSTER_TOKEN say where and who.

- **Parameters** may all be left out. MOMENT: a day (\`2026-11-02\`, from its beginning in timeZone) or an instant (\`2026-11-02T09:00:00Z\`).
  TIME_ZONE: an IANA name (\`Europe/Berlin\`). TEXTS: one or several names. DURATION: ISO 8601 without months and years (\`PT24H\`, \`P7D\`). COUNT: a whole
  number. On the command line \`--since\`, \`--until\`, \`--as-of\`, \`--time-zone\`, \`--service\`, \`--team\`, \`--environment\`, and \`--param NAME=VALUE\` for all others.
- **Columns.** INTEGER counts, NUMBER measures (unit \`s\` seconds, \`1/d\` per day, \`%\` percentage points), TRUTH is true or false, INSTANT a moment in UTC, DATE a day of
  timeZone. A table of the command line shows some columns; files and GraphQL have all.
- **As of.** With \`asOf\` a report says what it said at that moment, from the mirror's history. What configuration says (teams, policies, what is production) is today's.
- **Time.** A day begins in \`timeZone\`; \`until\` is not part of the report; instants come in UTC, durations in seconds.
- **Links.** Columns of type RECORD and RECORDS hold ids: \`{ node(id: "…") { … } }\` answers the record behind a number, and \`behind it\` below
  says which columns lead to which. What a total counts stands in the rows. In CSV several ids are joined by spaces.
- **Freshness.** Reports read Muster's own tables and its mirror of the tools, and ask no tool. \`sources\` says up to when each
  was read and what is in the way; files say it in the header \`muster-sources\`. A source that fails leaves its last copies.
- **Unknown is null**, and what could not be measured is counted apart. Records that are gone from their tool count as they
  were last read.
- **Lists** of texts and words are written with commas, or by naming the parameter again.
- **Files.** UTF-8; a CSV text that a spreadsheet would take for a formula begins with an apostrophe; rows are sorted by \`id\`. An
  answer of up to 256 KiB that is read within half a second, or is asked for with \`If-None-Match\` (which spares the body), has an
  ETag; any other is sent while it is read, from one moment of the database, and breaks off rather than end early when it fails.
- A parameter that is unknown or cannot be read is refused (400, BAD_USER_INPUT) by name.
`;

function section({ name, title, says, rules, definedBy, parameters, columns, moreTotals, restsOn, roles }: ReportDefinition): string {
  return [
    `## ${name}`, '', `${title}. ${says}`, '',
    ...rules.map((rule) => `- ${rule}`), '',
    ...(definedBy.length === 0 ? [] : [`Defined after ${definedBy.map((origin) => `[${origin.title}](${origin.url})`).join(', ')}.`]),
    `Rests on ${restsOn.length === 0 ? 'Muster’s own tables alone' : restsOn.map((kind) => `\`${kind}\``).join(', ')}. For ${roles.join(', ')}.`, '',
    '| parameter | may be | left out | |', '|---|---|---|---|', ...parameters.map(parameterLine), '',
    '| column | in GraphQL | type | behind it | |', '|---|---|---|---|---|', ...columns.map(rowColumnLine), '',
    ...(moreTotals.length === 0 ? [] : ['Its totals have besides:', '', '| column | in GraphQL | type | |', '|---|---|---|---|', ...moreTotals.map((column) => columnLine(column)), '']),
  ].join('\n');
}

function parameterLine({ name, kind, words, usual, says }: ReportParameter): string {
  return `| \`${name}\` | ${words.length > 0 ? `${kind === 'WORDS' ? 'some of ' : ''}${words.join(', ')}` : kind} | ${usual ?? ''} | ${says} |`;
}

function rowColumnLine(column: ReportColumn): string {
  return columnLine(column, ` ${column.behind.map((name) => `\`${name}\``).join(', ')} |`);
}

function columnLine({ name, type, unit, says, isNullable, isTotal }: ReportColumn, behind = ''): string {
  const notes = [...(isNullable ? ['nullable'] : []), ...(isTotal ? ['in totals'] : [])];
  return `| \`${name}\` | \`${camelCase(name)}\` | ${type}${unit === null ? '' : `, ${unit}`}${notes.length === 0 ? '' : ` (${notes.join(', ')})`} |${behind} ${says} |`;
}
