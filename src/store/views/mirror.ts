import { promotionStates, scanStates } from '../../domain/artifact.ts';
import { approvalPhases, approvalStates, changeStates, changeTypes, riskLevels, taskStates } from '../../domain/change.ts';
import { operationalStates } from '../../domain/configuration-item.ts';
import { buildCommit } from '../../domain/ports/undated-builds.ts';
import { workProgress } from '../../domain/work-item.ts';
import { aboutViews, partViews, recordViews } from './mirror-view.ts';
import { seenOrNull, unlessRestricts } from './seen.ts';
import { column, refersTo, textsOf, type SqlType, type View, type ViewColumn } from './view.ts';

/** Columns of a record, each a field of its content of the same name in camelCase. */
type Field = (name: string, says: string, more?: { readonly at?: string; readonly refersTo?: string }) => ViewColumn;

const fieldsOf = (content: string): Readonly<Record<'text' | 'integer' | 'numeric' | 'truth' | 'moment' | 'date' | 'texts', Field>> => {
  const field = (type: SqlType, read: (path: string) => string): Field => (name, says, { at = camel(name), refersTo: other } = {}) =>
    other === undefined ? column(type)(name, says, read(at)) : column(type)(name, says, seenOrNull(`(${read(at)})`), refersTo(other));
  const plain = (at: string): string => (at.includes(',') ? `${content} #>> '{${at}}'` : `${content} ->> '${at}'`);
  return {
    text: field('text', plain), integer: field('integer', plain), numeric: field('numeric', plain), truth: field('boolean', plain), moment: field('timestamptz', plain), date: field('date', plain),
    texts: field('text[]', (at) => textsOf(`${content} -> '${at}'`)),
  };
};
const camel = (name: string): string => name.replaceAll(/_([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());

const { text, integer, numeric, truth, moment, date, texts } = fieldsOf('c.content');
const part = fieldsOf('part.content');

/** An account of the tool, by name and e-mail. */
function account(name: string, who: string, at = camel(name)): readonly ViewColumn[] {
  return [
    text(`${name}_name`, `${who}: the name.`, { at: `${at},name` }),
    text(`${name}_email`, `${who}: the e-mail, where the tool says one.`, { at: `${at},email` }),
  ];
}

const isThere = (name: string, says: string): ViewColumn => column('boolean')(name, says, `coalesce(c.content ->> '${camel(name.replace(/^has_/, ''))}', '') <> ''`);
const oneOf = (words: readonly string[]): string => `${words.join(', ')}.`;
const item = 'mirror.configuration_item.id';

/** Every kind of record, and the lists of records that reports need. */
export const mirrorViews: readonly View[] = [
  ...recordViews({ name: 'change', kind: 'change', says: 'A change of the change tool.', columns: [
    text('number', 'Its number.'), text('title', 'Its title.'), text('type', oneOf(changeTypes)), text('state', oneOf(changeStates)), text('state_label', 'The tool’s own word for its state.'),
    text('approval', oneOf(approvalStates)), text('risk', oneOf(riskLevels)), truth('is_on_hold', 'Whether it is on hold.'),
    moment('planned_start_at', 'When its planned time begins.'), moment('planned_end_at', 'When its planned time ends.'),
    ...account('assigned_to', 'Who it is assigned to'), ...account('requested_by', 'Who asked for it'),
    isThere('has_backout_plan', 'Whether it says how it would be taken back.'), isThere('has_test_plan', 'Whether it says how it is tested.'),
    text('correlation_id', 'The key that another system gave it.'), text('service_name', 'Name of the service or item that it says it is about.'),
    text('template', 'The standard change it was made from.'), moment('conflicts_checked_at', 'When it was last checked for conflicts.'),
  ] }),
  ...partViews({ name: 'change_approval', kind: 'change.approvals', says: 'An approval of a change.', columns: [
    part.text('approver_name', 'Who is asked: the name.', { at: 'approver,name' }), part.text('approver_email', 'Who is asked: the e-mail, where the tool says one.', { at: 'approver,email' }),
    part.text('approval_group', 'The group for which they are asked.', { at: 'group' }), part.text('phase', oneOf(approvalPhases)), part.text('state', oneOf(approvalStates)), part.moment('decided_at', 'When they decided.'),
  ] }, 'change'),
  ...partViews({ name: 'change_configuration_item', kind: 'change.configurationItems', says: 'An item that a change says it affects.', columns: [
    part.text('configuration_item_id', 'The item.', { at: 'id', refersTo: item }), part.text('name', 'Its name.'), part.text('class_name', 'Its class.'),
  ] }, 'change'),
  ...partViews({ name: 'change_task', kind: 'change.tasks', says: 'A step of a change that somebody has to do.', columns: [
    part.text('number', 'Its number.'), part.text('title', 'Its title.'), part.text('state', oneOf(taskStates)), part.text('state_label', 'The tool’s own word for its state.'),
    part.moment('planned_start_at', 'When its planned time begins.'), part.moment('planned_end_at', 'When its planned time ends.'),
  ] }, 'change'),
  ...recordViews({ name: 'work_item', kind: 'work-item', says: 'A piece of planned work.', columns: [
    text('title', 'Its title.'), text('item_kind', 'The tool’s own word for its kind.'), text('status_label', 'The tool’s own word for its status.'), text('progress', oneOf(workProgress)),
    ...account('assignee', 'Who works on it'), texts('fix_versions', 'Names of the versions it is planned for; null: not known.'),
  ] }),
  ...recordViews({ name: 'planned_version', kind: 'version', says: 'A version that work is planned for.', columns: [
    text('project', 'Key of its project.'), text('name', 'Its name.'), truth('is_released', 'Whether it is released.'), truth('is_archived', 'Whether it is archived.'), date('released_on', 'The day of its release, planned or past.'),
  ] }),
  ...recordViews({ name: 'artifact', kind: 'artifact', says: 'A file of the definitive media library.', columns: [
    text('repository', 'Its repository.'), text('path', 'Its folder within the repository; "." at the root.'), text('name', 'Its name.'), column('bigint')('size_bytes', 'Its size.', `c.content ->> 'sizeBytes'`),
    text('sha256', 'sha256 of its content, in hex.'), text('build_name', 'Name of the build that made it.', {}), text('build_number', 'Number of that build.'),
  ] }),
  ...aboutViews({ name: 'artifact_scan', kind: 'artifact.scan', says: 'What the scanner knows of an artifact: not scanned is not clean.', columns: [
    text('state', oneOf(scanStates)), integer('critical', 'Critical findings; null unless it was scanned.'), integer('high', 'Findings of high severity.'), integer('medium', 'Findings of medium severity.'), integer('low', 'Findings of low severity.'),
    moment('scanned_at', 'When it was scanned.'), texts('licences', 'SPDX ids of the licences of everything within; null: nobody said.'),
  ] }, 'artifact'),
  ...recordViews({ name: 'build', kind: 'build', says: 'A build, as the library was told of it.', columns: [
    text('name', 'Its name.'), text('number', 'Its number.'), moment('started_at', 'When it started.'), truth('tests_passed', 'What evidence or build status says of its tests; null: nobody said.'), text('vcs_revision', 'The commit it was made from.'),
    column('text[]')('work_item_keys', 'Keys of the work items it names; null where work items are restricted.', unlessRestricts(textsOf(`c.content -> 'workItemKeys'`), `rule.kind = 'work-item'`)),
  ], later: [text('vcs_repository', 'Where that commit is kept: host and path of its repository.')] }),
  ...aboutViews({ name: 'build_commit', kind: buildCommit, says: 'When the commit was made that a build was made from, as the tool tells that keeps the source code.', columns: [
    text('revision', 'The commit, as the build names it.'), text('repository', 'Host and path of its repository.'), moment('committed_at', 'When it was committed.'), text('told_by', 'Name of the connection whose tool told.', { at: 'connection' }), text('commit_url', 'Where people look at it.', { at: 'url' }),
  ] }, 'build'),
  ...recordViews({ name: 'release_bundle', kind: 'bundle', says: 'A signed set of artifacts in the library.', columns: [
    text('name', 'Its name.'), text('version', 'Its version.'), text('state', oneOf(promotionStates)), text('state_label', 'The tool’s own word for its state.'), moment('created_at', 'When it was made.'),
  ] }),
  ...recordViews({ name: 'configuration_item', kind: 'ci', says: 'An item of the CMDB.', columns: [
    text('name', 'Its name.'), text('class_name', 'Its class.'), text('operational_state', oneOf(operationalStates)), text('running_version', 'The version that the CMDB believes is running.'), text('environment', 'The environment it says it belongs to.'),
    ...account('owner', 'Who owns it'),
  ] }),
  ...partViews({ name: 'configuration_item_dependency', kind: 'ci.dependsOn', says: 'An item that another one depends on, directly.', columns: [
    part.text('depends_on_id', 'The item that it depends on.', { at: 'id', refersTo: item }), part.text('depends_on_name', 'The name of that item.', { at: 'name' }),
  ] }, 'configuration_item'),
  ...recordViews({ name: 'service', kind: 'service', says: 'A business service of the CMDB.', columns: [
    text('name', 'Its name.'), text('criticality', 'How critical it is, in the tool’s own words.'), ...account('owner', 'Who owns it'),
  ] }),
  ...recordViews({ name: 'incident', kind: 'incident', says: 'An incident.', columns: [
    text('number', 'Its number.'), text('title', 'Its title.'), integer('priority', 'From 1, the gravest, to 5.'), truth('is_open', 'Whether it is open.'), truth('is_major', 'Whether it is a major incident.'),
    moment('opened_at', 'When it was opened.'), moment('resolved_at', 'When it was resolved; one that was reopened is open, whatever stands here.'),
    text('configuration_item_id', 'The item it is about.', { refersTo: item }), text('problem_id', 'The problem behind it.', { refersTo: 'mirror.problem.id' }),
  ], later: [text('caused_by_change_id', 'The change that it says caused it.', { refersTo: 'mirror.change.id' })] }),
  ...recordViews({ name: 'problem', kind: 'problem', says: 'A problem.', columns: [
    text('number', 'Its number.'), text('title', 'Its title.'), truth('is_open', 'Whether it is open.'), truth('is_known_error', 'Whether it is a known error.'),
  ] }),
  ...recordViews({ name: 'knowledge_article', kind: 'knowledge', says: 'A knowledge article.', columns: [
    text('number', 'Its number.'), text('title', 'Its title.'), truth('is_published', 'Whether it is published.'), moment('updated_at', 'When it was last altered.'), moment('expires_at', 'From when on it no longer holds.'),
  ] }),
  ...recordViews({ name: 'change_window', kind: 'window', says: 'A maintenance or blackout schedule.', columns: [
    truth('is_blackout', 'Whether nothing may go out in it.'), text('time_zone', 'IANA name of its zone.'), truth('is_partial', 'true: part of it could not be understood, and more time may be covered.'),
    column('integer')('recurring_entries', 'How many of its entries recur; their occurrences are not spelled out here.', `case when jsonb_typeof(c.content -> 'recurring') = 'array' then jsonb_array_length(c.content -> 'recurring') end`),
  ] }),
  ...partViews({ name: 'change_window_occurrence', kind: 'window', says: 'A stretch of time of a schedule, as far as the tool spelled them out.', columns: [
    part.moment('start_at', 'When it begins.'), part.moment('end_at', 'When it ends; that moment is no longer part of it.'),
  ] }, 'change_window', `c.content -> 'occurrences'`),
  ...recordViews({ name: 'account', kind: 'account', says: 'An account of a tool’s directory.', columns: [
    text('user_name', 'The tool’s own name for it.'), text('name', 'The name of who holds it.'), text('email', 'Their e-mail.'), truth('is_active', 'Whether it is active.'), truth('is_service', 'Whether it is a pipeline’s or an interface’s.'),
  ] }),
  ...recordViews({ name: 'licence', kind: 'licence', says: 'Rights to use a product, as bought.', columns: [
    text('name', 'Its name.'), text('product', 'The product.'), integer('rights', 'How many may be used.'), numeric('monthly_cost', 'What one right costs a month, in currency.'), text('currency', 'ISO 4217.'), moment('starts_at', 'From when on it holds.'), moment('ends_at', 'When it ends.'),
  ] }),
  ...recordViews({ name: 'entitlement', kind: 'entitlement', says: 'One right of a licence, given to somebody.', columns: [
    text('licence_id', 'The licence.', { refersTo: 'mirror.licence.id' }), ...account('held_by', 'Who holds it'), moment('since', 'Since when.'), truth('is_active', 'Whether it is in force.'),
  ] }),
];
