import { deploymentStates } from '../../domain/deployment.ts';
import { judgementPurposes, readinessOutcomes, verdictOutcomes } from '../../domain/readiness.ts';
import { linkOrigins, linkRelations, stakeholderRoles } from '../../domain/release.ts';
import { seenName, seenOrNull, unlessRestricts } from './seen.ts';
import { actor, column, integer, key, moment, partsOf, refersTo, text, texts, textsOf, truth, type View, type ViewColumn } from './view.ts';

const oneOf = (words: readonly string[]): string => `${words.join(', ')}.`;
const release = (sql: string, more: object = {}): ViewColumn => text('release', 'Key of the release.', sql, { ...refersTo('report.release.key'), ...more });
/** What each relation of a release leads to. */
const linked = ['change', 'work_item', 'artifact', 'configuration_item', 'service', 'incident', 'problem', 'knowledge_article'].map((kind) => `mirror.${kind}.id`);
const environment = (sql: string, more: object = {}): ViewColumn => text('environment', 'Name of the environment.', sql, more);
/** Behind what may speak of any record. */
const unlessRestricted = '; null where the configuration restricts any record.';
const ofReading = (count: string): string => unlessRestricts(count, 'rule.connection = s.connection and rule.kind = s.kind');
const at = (json: string): string => `${json} ->> 'at'`;

/** What Muster itself remembers, as reports read it. Free text that nobody reports on, parameters of plans, receipts and facts are left out. */
export const reportViews: readonly View[] = [
  {
    schema: 'report', name: 'release', says: 'A release: one version of one service, planned to go out.',
    from: `muster.release as r left join lateral (select revision, sealed_at, digest from muster.sealed_package as s where s.release_key = r.key order by revision desc limit 1) as s on true`,
    columns: [
      text('id', 'Its node id.', 'r.id', key), text('key', 'What people call it by.', 'r.key'), text('name', 'Its name.', 'r.name'), text('version', 'Its version.', 'r.version'), text('service', 'Key of the service.', 'r.service_key'),
      text('owner_email', 'E-mail of who owns it.', 'r.owner_email'), text('train', 'Name of the train it is part of; null: none.', 'r.train'), texts('depends_on', 'Keys of the releases it depends on.', textsOf('r.depends_on')),
      moment('created_at', 'When it was created.', 'r.created_at'), moment('canceled_at', 'When it was canceled.', 'r.canceled_at'), moment('closed_at', 'When it was closed.', 'r.closed_at'),
      integer('sealed_revision', 'Revision of its package that was sealed last; null: none.', 's.revision'), moment('sealed_at', 'When that was sealed.', 's.sealed_at'), text('package_digest', 'Digest of that package.', 's.digest'),
    ],
  },
  {
    schema: 'report', name: 'stakeholder', says: 'A person’s role in a release.', from: `muster.release as r ${partsOf('r.stakeholders')}`,
    columns: [release('r.key', key), text('email', 'E-mail of the person.', `part.content ->> 'email'`, key), text('role', oneOf(stakeholderRoles), `part.content ->> 'role'`, key)],
  },
  {
    schema: 'report', name: 'sealed_package', says: 'A revision of a release’s package, every digest pinned; it never changes.', from: 'muster.sealed_package as s',
    columns: [
      release('s.release_key', key), integer('revision', 'Its number within the release.', 's.revision', key), text('digest', 'Its digest: what deployments are compared with.', 's.digest'),
      moment('sealed_at', 'When it was sealed.', 's.sealed_at'), ...actor('sealed_by', 'sealed it', 's.sealed_by'), integer('artifacts', 'How many artifacts it pins; null where artifacts are restricted.', unlessRestricts('jsonb_array_length(s.artifacts)', `rule.kind = 'artifact'`)),
    ],
  },
  {
    schema: 'report', name: 'pinned_artifact', says: 'An artifact of a sealed package.', from: `muster.sealed_package as s ${partsOf('s.artifacts')}`, where: seenName(`(part.content ->> 'reference')`),
    columns: [
      release('s.release_key', key), integer('revision', 'Revision of the package.', 's.revision', key), column('bigint')('place', 'Its place in the package, from 1.', 'part.place', key),
      text('reference', 'The reference it was sealed by.', `part.content ->> 'reference'`, refersTo('mirror.artifact.reference')), text('name', 'Its name.', `part.content ->> 'name'`), text('sha256', 'sha256 of its content, in hex.', `part.content ->> 'sha256'`),
    ],
  },
  {
    schema: 'report', name: 'linked_record', says: 'A record of a tool that belongs to a release.', from: 'muster.link as l', where: `${seenName('l.reference')} and ${seenName('l.identity')}`,
    columns: [
      text('id', 'Its node id.', 'l.id', key), release('l.release_key'), text('relation', oneOf(linkRelations), 'l.relation'), text('reference', 'The reference it was linked by.', 'l.reference'),
      text('record_id', 'The record: `id` of the view of its kind in schema mirror; null until it was read.', 'l.identity', refersTo(...linked)), text('environment', 'The environment it counts for; null: all.', 'l.environment'),
      text('origin', oneOf(linkOrigins), 'l.origin'), text('drawn_by', 'The rule that found it, or who declared it.', 'l.drawn_by'), moment('linked_at', 'When it was linked.', 'l.linked_at'),
      truth('is_excluded', 'Whether it was taken out of judging; one that still needs a second person is not.', `l.excluded is not null and not ((l.excluded ->> 'needsAgreement')::boolean and l.excluded ->> 'agreedBy' is null)`),
      moment('excluded_at', 'When that was asked for.', at('l.excluded')), text('excluded_because', 'Why.', `l.excluded ->> 'because'`),
    ],
  },
  {
    schema: 'report', name: 'plan', says: 'A version of a release’s deployment plan for an environment.', from: 'muster.plan as p',
    columns: [
      text('id', 'Its node id.', 'p.id', key), release('p.release_key'), environment('p.environment'), integer('version', 'Its number within release and environment.', 'p.version'),
      moment('window_start_at', 'When its window begins; null: the change’s own is the only one.', `p.time_window ->> 'startAt'`), moment('window_end_at', 'When its window ends.', `p.time_window ->> 'endAt'`),
      text('deployer', 'Name of the deployer.', 'p.deployer'), truth('backs_out_by_itself', 'Whether a deployment that fails is backed out without anybody’s asking.', 'p.backs_out_by_itself'),
      column('numeric')('expected_duration_s', 'How long it is expected to take, seconds; null: as the deployer’s declaration says.', 'p.expected_duration_ms / 1000.0'),
      ...actor('proposed_by', 'proposed it', 'p.proposed_by'), moment('proposed_at', 'When it was proposed.', 'p.proposed_at'),
    ],
  },
  {
    schema: 'report', name: 'agreement', says: 'A person’s agreement to a plan, in a role.', from: 'muster.agreement as a',
    columns: [
      integer('number', 'Its number.', 'a.number', key), text('plan_id', 'The plan.', 'a.plan_id', refersTo('report.plan.id')), text('email', 'E-mail of the person.', 'a.email'), text('role', oneOf(stakeholderRoles), 'a.role'),
      integer('plan_version', 'Version of the plan that was agreed to.', 'a.plan_version'), moment('agreed_at', 'When.', 'a.agreed_at'),
    ],
  },
  {
    schema: 'report', name: 'deployment', says: 'One act of moving a release’s package to an environment, ours or another’s.', from: 'muster.deployment as d',
    columns: [
      text('id', 'Its node id.', 'd.id', key), text('origin', 'TRIGGERED: by Muster. OBSERVED: by others.', 'd.origin'), release('d.release_key'), environment('d.environment'), text('service', 'Key of the service.', 'd.service_key'),
      integer('sequence', 'Order of acceptance.', 'd.sequence'), text('package_digest', 'Digest of what went out; null: not known.', 'd.package_digest', refersTo('report.sealed_package.digest')), text('plan_id', 'The plan.', 'd.plan_id', refersTo('report.plan.id')),
      text('state', oneOf(deploymentStates), 'd.state'), text('because', `Why it is in that state${unlessRestricted}`, unlessRestricts('d.because')), truth('needs_attention', 'Whether it waits for a person.', 'd.needs_attention'),
      ...actor('requested_by', 'asked for it', 'd.requested_by'), moment('requested_at', 'When it was asked for.', 'd.requested_at'), moment('triggered_at', 'When it was triggered; null: never.', 'd.triggered_at'),
      moment('live_at', 'When it went live; null: never.', 'd.live_at'), moment('finished_at', 'When it ended; null: not yet.', 'd.finished_at'), moment('ended_at', 'When it went live, else when it ended: the moment at which delivery-performance counts it.', 'coalesce(d.live_at, d.finished_at)'),
      text('deployer', 'Name of the deployer’s connection.', `d.run #>> '{source,connection}'`), text('run_status', 'The deployer’s own word for how its run ended.', `d.run ->> 'status'`), text('run_url', 'Where people look at the run.', `d.run ->> 'url'`),
      text('incident_id', 'The incident that was opened for it.', seenOrNull('d.incident_id'), refersTo('mirror.incident.id')), text('back_out_of_id', 'The deployment that it takes back; null: none.', 'd.back_out_of_id', refersTo('report.deployment.id')),
      column('numeric')('downtime_s', 'How long a service that it reaches had an urgent incident open during its watch, seconds; null: not known.', `(d.availability ->> 'downtimeMs')::numeric / 1000`),
    ],
  },
  {
    schema: 'report', name: 'deployment_change', says: 'A change that a deployment acted under.', from: `muster.deployment as d cross join lateral jsonb_array_elements_text(d.change_ids) as change`, where: seenName('change'),
    columns: [
      text('deployment_id', 'The deployment.', 'd.id', { ...key, ...refersTo('report.deployment.id') }), text('change_id', 'The change.', 'change', { ...key, ...refersTo('mirror.change.id') }),
    ],
  },
  {
    schema: 'report', name: 'deployment_step', says: 'A step of a deployment.', from: `muster.deployment as d ${partsOf('d.steps')}`,
    columns: [
      text('deployment_id', 'The deployment.', 'd.id', { ...key, ...refersTo('report.deployment.id') }), column('bigint')('place', 'Its place among the steps, from 1.', 'part.place', key),
      text('name', 'Its name.', `part.content ->> 'name'`), text('state', 'PENDING, RUNNING, SUCCEEDED, FAILED, SKIPPED, UNCLEAR.', `part.content ->> 'state'`), text('because', `Why it is in that state${unlessRestricted}`, unlessRestricts(`part.content ->> 'because'`)),
      moment('started_at', 'When it was first tried.', `part.content ->> 'startedAt'`), moment('finished_at', 'When it ended.', `part.content ->> 'finishedAt'`), integer('attempts', 'How often it was tried.', `part.content ->> 'attempts'`),
    ],
  },
  {
    schema: 'report', name: 'assessment', says: 'A stored judgement of a release’s readiness.', from: 'muster.assessment as a',
    columns: [
      text('id', 'Its node id.', 'a.id', key), integer('number', 'Order in which they were stored.', 'a.number'), release('a.release_key'), environment('a.environment'), text('outcome', oneOf(readinessOutcomes), `a.readiness ->> 'outcome'`),
      text('basis', 'LIVE: asked of the tools then; MIRROR: from copies.', `a.readiness ->> 'basis'`), text('purpose', oneOf(judgementPurposes), `coalesce(a.readiness ->> 'purpose', 'RELEASE')`), moment('judged_at', 'When it was judged.', `a.readiness ->> 'judgedAt'`),
      text('policy_name', 'Name of the policy.', `a.readiness #>> '{policy,name}'`), text('policy_version', 'Version of the policy.', `a.readiness #>> '{policy,version}'`), text('package_digest', 'Digest of the package that was judged.', `a.readiness ->> 'packageDigest'`),
      text('plan_id', 'The plan that was judged.', `a.readiness ->> 'planId'`, refersTo('report.plan.id')), integer('plan_version', 'Its version.', `a.readiness ->> 'planVersion'`),
      moment('ready_from_at', 'When only time stood in the way: from when on it would be READY.', `a.readiness ->> 'readyFromAt'`), ...actor('assessed_by', 'asked for it', 'a.assessed_by'),
    ],
  },
  {
    schema: 'report', name: 'verdict', says: 'What one gate said in a stored judgement.', from: `muster.assessment as a ${partsOf(`a.readiness -> 'verdicts'`)}`,
    columns: [
      text('assessment_id', 'The judgement.', 'a.id', { ...key, ...refersTo('report.assessment.id') }), text('gate', 'Name of the gate.', `part.content ->> 'gate'`, key), release('a.release_key'), environment('a.environment'),
      moment('judged_at', 'When it was judged.', `a.readiness ->> 'judgedAt'`), text('outcome', oneOf(verdictOutcomes), `part.content ->> 'outcome'`), truth('is_blocking', 'Whether the policy lets it stop the release.', `part.content ->> 'isBlocking'`),
      text('because', `Why, in words${unlessRestricted}`, unlessRestricts(`part.content ->> 'because'`)), moment('passes_from_at', 'When only time stood in its way: from when on it would pass.', `part.content ->> 'passesFromAt'`),
    ],
  },
  {
    schema: 'report', name: 'waiver', says: 'A gate that somebody lets go for one package in one environment, until a moment.', from: 'muster.waiver as w',
    columns: [
      text('id', 'Its node id.', 'w.id', key), release('w.release_key'), environment('w.environment'), text('gate', 'Name of the gate.', 'w.gate'), text('package_digest', 'Digest of the package.', 'w.package_digest', refersTo('report.sealed_package.digest')),
      integer('package_revision', 'Revision of the package.', 'w.package_revision'), text('reason', 'Why.', 'w.reason'), ...actor('requested_by', 'asked for it', 'w.requested_by'), moment('requested_at', 'When it was asked for.', 'w.requested_at'), moment('expires_at', 'Until when it counts.', 'w.expires_at'),
      truth('is_break_glass', 'Whether it was asked for in an emergency.', 'w.break_glass is not null'), truth('is_approved', 'Whether it was granted; null: nobody has decided.', `w.decision ->> 'isApproved'`), ...actor('decided_by', 'decided', `(w.decision -> 'by')`), moment('decided_at', 'When.', at('w.decision')),
      moment('revoked_at', 'When it was revoked.', at('w.revoked')), text('revoked_because', 'Why it was revoked.', `w.revoked ->> 'reason'`),
      text('follow_up_owner_email', 'Of an emergency: who looks into it afterwards.', `w.break_glass #>> '{followUp,ownerEmail}'`), moment('follow_up_due_at', 'By when.', `w.break_glass #>> '{followUp,dueAt}'`), moment('follow_up_settled_at', 'When that was settled.', `w.break_glass #>> '{followUp,settled,at}'`),
    ],
  },
  {
    schema: 'report', name: 'freeze', says: 'Time in which nothing may go out, as it was declared in Muster.', from: 'muster.freeze as f',
    columns: [
      text('id', 'Its node id.', 'f.id', key), text('name', 'Its name.', 'f.name'), text('reason', 'Why.', 'f.reason'), texts('environments', 'The environments it is about; null: all.', textsOf(`f.scope -> 'environments'`)), texts('services', 'Keys of the services it is about; null: all.', textsOf(`f.scope -> 'services'`)),
      text('time_zone', 'IANA name of its zone.', 'f.time_zone'), text('recurrence', 'RFC 5545 rule; null: it happens once.', 'f.recurrence'), moment('first_start_at', 'When it first begins.', `f.first ->> 'startAt'`), moment('first_end_at', 'When that ends; null: until further notice.', `f.first ->> 'endAt'`),
      ...actor('declared_by', 'declared it', 'f.declared_by'), moment('declared_at', 'When it was declared.', 'f.declared_at'), moment('lifted_at', 'When it was lifted.', at('f.lifted')), text('lifted_because', 'Why it was lifted.', `f.lifted ->> 'reason'`),
    ],
  },
  {
    schema: 'report', name: 'sync', says: 'How far a kind of record is read over a connection in the background.', from: 'muster.sync as s',
    columns: [
      text('connection', 'Name of the connection.', 's.connection', key), text('kind', 'Kind of record.', 's.kind', key), moment('finished_at', 'When a reading last came to its end: up to then the mirror is complete.', 's.finished_at'), moment('whole_at', 'When all of it was last read, and not only what moved.', 's.whole_at'),
      integer('done', 'Records read in the pass under way, else in the last one; null where some of them are restricted.', ofReading('s.done')), integer('total', 'How many there are, where the tool says so; null where some of them are restricted.', ofReading('s.total')), integer('hidden', 'Records of that pass that access rules hid; null where some are restricted.', ofReading('s.hidden')), integer('failures', 'How often in a row it failed.', 's.failures'),
      text('problem_code', 'Code of what is in the way; null: nothing.', `s.problem ->> 'code'`), text('problem', 'The same in words.', `s.problem ->> 'message'`), moment('next_at', 'When it will be read on.', 's.next_at'),
    ],
  },
  {
    schema: 'report', name: 'observation', says: 'How far a deployer’s history of a service in an environment is looked at.', from: 'muster.observation as o',
    columns: [
      text('connection', 'Name of the deployer’s connection.', 'o.connection', key), text('service', 'Key of the service.', 'o.service_key', key), environment('o.environment', key), moment('looked_at', 'When it was last looked at.', 'o.looked_at'),
      integer('failures', 'How often in a row that failed.', 'o.failures'), text('problem_code', 'Code of what is in the way; null: nothing.', `o.problem ->> 'code'`), text('problem', 'The same in words.', `o.problem ->> 'message'`), moment('next_at', 'When it will be looked at again.', 'o.next_at'),
    ],
  },
];
