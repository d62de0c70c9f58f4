import { rewritten, type Fault, type Station } from './fault.ts';
import type { Delivery, Told } from './relay.ts';
import { stations } from './stations.ts';

// What the tools' answers look like, as far as they go wrong here.
interface Cell { readonly value: string; readonly display_value: string | null }
type Row = Readonly<Record<string, Cell>>;
interface Table { readonly result: readonly Row[] }
interface Issue { readonly id: string; readonly key: string; readonly fields: Readonly<Record<string, unknown>> & { readonly status: object; readonly fixVersions: readonly object[] } }
interface Issues { readonly issues: readonly Issue[] }
type File = Readonly<Record<string, unknown>>;
interface Files { readonly results: readonly File[]; readonly range: object }
interface Summary { readonly artifacts: readonly { readonly general: object; readonly issues: readonly object[] }[] }

type Change<T> = (body: T, chance: number) => unknown;
const oneOf = <T>(list: readonly T[], chance: number): T => list[chance % list.length] as T;
const at = <T>(station: Station, name: string, plays: readonly string[], change: Change<T>): Fault => ({
  name, plays, stations: [station],
  distort: (told, chance) => rewritten(told, (body) => change(body as T, chance)),
});
/** One of a list, by chance, is another. */
const oneOther = <T>(list: readonly T[], chance: number, other: (one: T) => T): readonly T[] => list.map((one, index) => (index === chance % list.length ? other(one) : one));
const without = <T>(all: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> => Object.fromEntries(Object.entries(all).filter(([one]) => one !== name));
const cell = (value: string, display: string | null = value): Cell => ({ value, display_value: display });

const rows = (station: Station, name: string, plays: readonly string[], change: (all: readonly Row[], chance: number) => readonly Row[]): Fault =>
  at<Table>(station, name, plays, (body, chance) => ({ ...body, result: change(body.result, chance) }));
/** One row's field says something else, or nothing. */
const says = (station: Station, field: string, values: readonly (string | null)[], plays: readonly string[] = []): Fault =>
  rows(station, `${field} is ${values.map((value) => JSON.stringify(value)).join(' or ')}`, plays, (all, chance) => oneOther(all, chance, (row) => {
    const value = oneOf(values, Math.floor(chance / 64));
    return value === null ? without(row, field) : { ...row, [field]: cell(value) };
  }));

/** The count in the header says that there is more than came. */
const counted = (station: Station, name: string, plays: readonly string[], count: string | null): Fault => ({
  name, plays, stations: [station],
  distort: (told): Delivery | undefined => {
    const left = without(told.headers, 'x-total-count');
    return { ...told, headers: count === null ? left : { ...left, 'x-total-count': count } };
  },
});
const cut = (station: Station, plays: readonly string[]): Fault => counted(station, 'fewer rows than are counted', plays, '999');
const countless = (station: Station): Fault => counted(station, 'rows without a count', ['X-Total-Count may be missing'], null);
/** The rows are there and their count is honest, but they are of something else. */
const foreign = (station: Station, fields: readonly string[]): Fault =>
  rows(station, 'rows of something else', ['An unknown column in a query is dropped in silence and more rows match'], (all) => all.map((row) => ({ ...row, ...Object.fromEntries(fields.filter((field) => field in row).map((field) => [field, cell('a'.repeat(32))])) })));
const none = (station: Station, plays: readonly string[]): Fault => ({
  name: 'no row, and a count of none', plays, stations: [station],
  distort: (told) => ({ ...told, headers: { ...told.headers, 'x-total-count': '0' }, bytes: Buffer.from('{"result":[]}') }),
});
/** The same row once more, and it says the contrary. */
const twice = (station: Station, field: string, value: string): Fault => ({
  name: `a row twice, with two words for ${field}`, plays: ['Offsets slide under concurrent writes'], stations: [station],
  distort: (told, chance) => doubled(told, (row) => ({ ...row, [field]: cell(value) }), chance),
});

function doubled(told: Told, other: (row: Row) => Row, chance: number): Delivery | undefined {
  const { result } = JSON.parse(told.bytes.toString('utf8')) as Table;
  const row = result[chance % result.length];
  if (row === undefined) return undefined;
  const both = [row, other(row)];
  const all = [...(chance % 2 === 0 ? both : both.toReversed()), ...result.filter((one) => one !== row)];
  return { ...told, headers: { ...told.headers, 'x-total-count': String(all.length) }, bytes: Buffer.from(JSON.stringify({ result: all })) };
}

const { change, changeItem, affected, approvals, items, search, work, build, files, scanStatus, scanSummary } = stations;

const servicenow: readonly Fault[] = [
  says(change, 'state', ['-5', '-4', '-3', '0', '3', '4', '-7', '', 'null', 'Scheduled', null], ['States by value: labels are renamed and translated']),
  says(change, 'state', ['17', 'implementing', '-2.5'], ['Change models have states and values of their own']),
  says(change, 'approval', ['requested', 'rejected', '', 'duplicate', 'cancelled', null]),
  says(change, 'approval', ['not requested', 'not_requested'], ['"not requested" is written with a space']),
  says(change, 'on_hold', ['true', '', 'maybe', null], ['On hold is a flag beside the state']),
  says(change, 'start_date', ['2099-01-01 00:00:00', '', '2026-02-31 99:00:00', 'tomorrow', '29.11.2026 15:28:37', null], ['Display values are local moments and labels']),
  says(change, 'end_date', ['2020-01-01 00:00:00', '', 'never', '0000-00-00 00:00:00', null]),
  rows(change, 'the requester is hidden', ['Hidden columns are left out or empty'], (all) => all.map((row) => Object.fromEntries(Object.entries(row).filter(([field]) => !field.startsWith('requested_by'))))),
  rows(change, 'the requester is nobody any more', ['A reference may lead to what is hidden or gone'], (all) => all.map((row) => ({ ...row, ...person('requested_by', 'a'.repeat(32), '', '', '') }))),
  rows(change, 'an approver asked for it', [], (all) => all.map((row) => ({ ...row, ...person('requested_by', 'd40974c13f070e55559c73970e4ff77e', 'omar.haddad', 'Omar Haddad', 'omar.haddad@northbank.example') }))),
  rows(change, 'its texts are of another version', [], (all) => all.map((row) => ({ ...row, short_description: cell('Deploy Ledger 1.9.3 to production'), description: cell('Deploys ledger-1.9.3.') }))),
  foreign(change, ['sys_id', 'number']), none(change, ['404 is also what access rules answer']), twice(change, 'on_hold', 'true'), twice(change, 'approval', 'rejected'), twice(change, 'state', '4'),
  says(approvals, 'state', ['requested', 'rejected', '', 'delegated', 'not requested', null], ['A rejection sends a change back to New']),
  says(approvals, 'sysapproval', ['a'.repeat(32)], ['Generic approvals leave sysapproval empty']),
  rows(approvals, 'approvals of another change', [], (all) => all.map((row) => ({ ...row, sysapproval: cell('a'.repeat(32)), document_id: cell('a'.repeat(32)) }))),
  cut(approvals, ['Limits are applied before access rules: a short page is not the last', 'X-Total-Count counts what is hidden']), countless(approvals), none(approvals, []), twice(approvals, 'state', 'rejected'),
  cut(affected, ['A page in the middle may be empty, so that there is no cursor', 'X-Total-Count counts what is hidden']), countless(affected), foreign(affected, ['task']),
  none(changeItem, ['The primary item is not necessarily among the affected']), foreign(changeItem, ['sys_id']),
  says(items, 'operational_status', ['2', '6', '', '77', 'Operational', null], ['An empty choice shows null', 'Hidden columns are left out or empty']),
  says(items, 'name', ['ledger-ghost-prod', ''], ['The database compares without case']),
  foreign(items, ['sys_id', 'name']), none(items, []), twice(items, 'operational_status', '6'),
  rows(items, 'items of another environment', [], (all) => all.map((row) => ({ ...row, environment: cell('Staging'), used_for: cell('Staging') }))),
];

function person(field: string, id: string, userName: string, name: string, email: string): Row {
  return { [field]: cell(id, name), [`${field}.user_name`]: cell(userName), [`${field}.name`]: cell(name), [`${field}.email`]: cell(email) };
}

const issues = (station: Station, name: string, plays: readonly string[], other: (all: readonly Issue[], chance: number) => readonly Issue[]): Fault =>
  at<Issues>(station, name, plays, (body, chance) => ({ ...body, issues: other(body.issues, chance) }));
const category = (issue: Issue, key: unknown): Issue => ({ ...issue, fields: { ...issue.fields, status: { ...issue.fields.status, statusCategory: key === undefined ? undefined : { key, name: 'Done' } } } });

const jira: readonly Fault[] = [
  issues(search, 'a search that leaves work out', ['search is behind what was written'], (all, chance) => all.filter((_, index) => index !== chance % all.length)),
  issues(search, 'a search that finds the work of another version', ['the name of a version is every project\'s'], (all) => all.map((issue) => ({ ...issue, fields: { ...issue.fields, fixVersions: [{ name: '1.9.3' }] } }))),
  at<object>(search, 'a search that warns', ['a search may cut clauses off, and says so in warnings'], (body) => ({ ...body, warnings: ['the clause fixVersion was ignored'] })),
  at<object>(search, 'a search whose pages go round', ['pages go round for ever', 'a search may go round its tokens for ever'], (body) => ({ ...body, nextPageToken: 'again', isLast: true })),
  at<Issues>(search, 'a search that finds nothing', ['a bad token finds nothing, with 200'], (body) => ({ ...body, issues: [] })),
  issues(search, 'ids alone', ['a search answers ids alone unless fields are asked for'], (all) => all.map(({ id }) => ({ id }) as Issue)),
  issues(work, 'work that is not done', ['names of statuses are translated and renamed, and mislead'], (all, chance) => oneOther(all, chance, (issue) => category(issue, oneOf(['new', 'indeterminate', 'undefined', '', 'Done', 'Fertig', null, 3, undefined], Math.floor(chance / 64))))),
  issues(work, 'work that is left out', ['bulk fetch leaves out the missing and forbidden without a word, in an order of its own'], (all, chance) => all.filter((_, index) => index !== chance % all.length)),
  issues(work, 'an issue twice, open and done', [], (all) => all.flatMap((issue) => [category(issue, 'new'), issue])),
  issues(work, 'issues without fields', [], (all) => all.map(({ id, key }) => ({ id, key }) as Issue)),
];

const filesAre = (name: string, plays: readonly string[], other: (all: readonly File[], chance: number) => readonly File[]): Fault =>
  at<Files>(files, name, plays, (body, chance) => {
    const results = other(body.results, chance);
    return { results, range: { ...body.range, total: results.length } };
  });
const digests = ['f'.repeat(64), '', 'latest', 'f'.repeat(40), null, 7, undefined] as const;

const artifactory: readonly Fault[] = [
  filesAre('another digest, or none', [], (all, chance) => oneOther(all, chance, (file) => ({ ...file, sha256: oneOf(digests, Math.floor(chance / 64)) }))),
  filesAre('a file that is not there', ['The limit comes before permissions: a short page is not the last', 'range.total counts the rows returned'], (all, chance) => all.filter((_, index) => index !== chance % all.length)),
  filesAre('no file at all', ['A token that may see nothing gets 200 and nothing'], () => []),
  filesAre('another file in its place', ['Remote content lives in <repo>-cache'], (all, chance) => oneOther(all, chance, (file) => ({ ...file, [oneOf(['repo', 'path', 'name'], Math.floor(chance / 64))]: 'elsewhere' }))),
  filesAre('a place twice, with two digests', [], (all) => all.flatMap((file) => [{ ...file, sha256: 'f'.repeat(64) }, file])),
  at<Files>(files, 'a search that is cut at the hard limit', ['Results are cut at a hard limit, with a notification'], ({ results, range }) => ({ results: results.slice(1), range: { ...range, total: results.length - 1, notification: 'AQL query reached the search hard limit, results are trimmed.' } })),
  at<Files>(files, 'fewer files than are counted', [], ({ results, range }) => ({ results: results.slice(1), range })),
  at<{ buildInfo: object }>(build, 'another build', ['Numbers repeat with different `started`, which is compared as text'], (body, chance) => ({ ...body, buildInfo: { ...body.buildInfo, [oneOf(['number', 'name'], chance)]: oneOf(['999', '', null], Math.floor(chance / 64)) } })),
  at<{ buildInfo?: object }>(build, 'no build inside', ['A build in a project is 404 unless the project is named'], () => ({ uri: 'http://127.0.0.1/artifactory/api/build' })),
  at<{ overall: object; details: { sca: object } }>(scanStatus, 'a scan that is not done', ['Only the status tells: DONE, PENDING, FAILED, NOT_SUPPORTED', 'No known issue looks the same for clean and never scanned'], (body, chance) => {
    const status = oneOf(['PENDING', 'FAILED', 'NOT_SUPPORTED', 'NOT_SCANNED', '', 'done?', null, undefined], Math.floor(chance / 64));
    return chance % 2 === 0 ? { ...body, overall: { ...body.overall, status } } : { ...body, details: { ...body.details, sca: { ...body.details.sca, status } } };
  }),
  at<Summary>(scanSummary, 'a vulnerability', [], (body, chance) => ({ ...body, artifacts: oneOther(body.artifacts, chance, (one) => ({ ...one, issues: [{ severity: oneOf(['Critical', 'High', 'critical', 'Apocalyptic', '', null], Math.floor(chance / 64)), issue_type: 'security' }] })) })),
  at<Summary>(scanSummary, 'a scan of another content', ['Digests beside paths are ignored in a summary'], (body, chance) => ({ ...body, artifacts: oneOther(body.artifacts, chance, (one) => ({ ...one, general: { ...one.general, sha256: 'f'.repeat(64) } })) })),
  at<Summary>(scanSummary, 'a scan that is left out', ['What is not indexed stands under errors, with 200'], (body, chance) => ({ artifacts: body.artifacts.filter((_, index) => index !== chance % body.artifacts.length), errors: [{ identifier: 'x', error: 'Artifact does not exist or is not indexed in Xray' }] })),
  at<Summary>(scanSummary, 'issues that are hidden', [], (body) => ({ ...body, artifacts: body.artifacts.map(({ general }) => ({ general })) })),
];

/** Ways in which a part of an answer goes wrong while the rest stays as it should be. */
export const partFaults: readonly Fault[] = [...servicenow, ...jira, ...artifactory];
