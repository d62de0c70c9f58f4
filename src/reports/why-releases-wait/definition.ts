import { brief, count, measure, moment, records, rowId, spread, text, truth } from '../columns.ts';
import { asOf, parameter, production, service, since, team, timeZone, until } from '../parameters.ts';
import { define } from '../report.ts';

const either = { isNullable: true } as const;
const ofApproval = ['change_ids'];

export const definition = define({
  name: 'why-releases-wait',
  title: 'Why releases wait',
  says: 'For each release, gate, tool and approval: how long did it hold the release back before it was READY, and how often did the verdict turn?',
  rules: [
    'It rests on the judgements that were stored (validateReadiness, muster readiness, and those of deployments); nobody knows what a gate would have said in between.',
    'A gate holds a release from a stored judgement that was not READY, and in which the gate was blocking and red (FAIL or UNKNOWN), until the next stored judgement; after the last one until the release is closed or canceled, until, or now.',
    'What a judgement of before since held on into the period is not counted: begin the period early enough.',
    'Several gates may hold a release at the same time: their times do not add up.',
    'A turn is a stored verdict that differs from the one before it.',
    'TOOL: a row per release and connection, since a release waits for one tool at a time less often than for several. A tool holds a release while any red verdict rests on records of it; the stretches of several gates on one tool are one stretch, counted once. Red verdicts that rest on no record of a tool, or on one that you may not see, have a row whose tools is empty. Rows of one tool add up over releases; those of one release do not.',
    'APPROVAL: a row per approval of a change that is linked to a release, as the mirror read it. No tool that is connected says when an approval was asked for: asked_at is the moment at which it was first read as asked for (again, if it was asked for anew). One that was asked for already when the approvals of its change were first read has no such moment: waited is null, it is counted apart, and waited_at_least runs from when it was first read.',
    'An approval is decided when its tool says so, else when it was first read as decided; one that was decided already when it was first read, by a tool that does not say when, has no such moment.',
    'Approvals are read when a release is judged or its change is looked at, and not in the background: between two readings nobody knows when an approval was asked for or let off.',
    'An approval waits no longer once it is decided or let off, is no longer among those of its change, its change is gone, or all its releases are closed or canceled; it counts, whole, in the period in which that came. One that still waits counts where it was asked for before until. One that is gone says what was last read of it.',
  ],
  parameters: [
    since, until, timeZone, service, team, production,
    parameter({ name: 'by', kind: 'WORD', words: ['RELEASE', 'GATE', 'TOOL', 'APPROVAL'], usual: 'RELEASE', says: 'A row per release and gate, per gate over all releases, per release and tool, or per approval; see the rules.' }),
    parameter({ name: 'slowest', kind: 'COUNT', says: 'Only so many rows, those that waited longest; totals are of them alone. Left out: all.' }), asOf,
  ],
  behind: ['assessment_ids', ...ofApproval],
  columns: [
    rowId,
    text('environment', 'Name of the environment; of an approval those for which its change is linked, joined by spaces, and empty where it is linked for all.', brief),
    text('gate', 'Name of the gate; of a tool or an approval those whose red verdicts rest on it, joined by spaces.', brief),
    text('release', 'Key of the release; null when rows are by gate, and of an approval of several releases.', { ...either, ...brief }),
    text('service', 'Key of its service; null when rows are by gate, and of an approval for several.', either),
    text('team', 'Who looks after the service; null when nobody said, or when rows are by gate.', either),
    text('tools', 'Connections whose records the red verdicts rest on, joined by spaces; of a tool or an approval its connection.', brief),
    text('responsible', 'Who could have turned it green, as the verdicts name them, joined by commas; of an approval who is asked.', either),
    measure('waited', 's', 'How long it held the release, or the releases together; of an approval how long it waited, null where nobody knows since or until when.', brief),
    measure('longest', 's', 'The longest stretch of that without a judgement in between; of an approval all of it.', {}),
    count('releases', 'Releases that it held; of an approval those that its change is linked to.'),
    count('red_judgements', 'Stored judgements in which it was red; of an approval those in which, while it waited, a red verdict rested on its change.', brief),
    count('turns', 'How often its verdict turned; of a tool the verdicts of its gates, of an approval how often it was read as standing otherwise.', { ...brief, behind: ['turn_ids', ...ofApproval] }),
    truth('is_red_now', 'Whether it was red in the last stored judgement of one of them; of an approval whether it still waits.', brief),
    moment('first_red_at', 'When it was first judged red.', either),
    moment('last_red_at', 'When it was last judged red.', either),
    records('assessment_ids', 'The stored judgements in which it was red.'),
    records('turn_ids', 'The stored judgements in which its verdict turned.'),
    text('change', 'Number of the change that the approval is of; null unless rows are approvals.', either),
    text('approver', 'Name of who is asked, else their e-mail; null where the tool names nobody.', either),
    text('approval_group', 'The group for which they are asked.', either),
    text('phase', 'BUILD_AND_TEST or RELEASE; null where nobody can tell.', either),
    text('approval_state', 'What was last read of it: REQUESTED, APPROVED, REJECTED, CANCELED, NOT_REQUESTED (again) or UNKNOWN.', either),
    moment('asked_at', 'When it was first read as asked for; null where it was so already.', either),
    moment('decided_at', 'When it was decided; null while it is not, and where nobody said.', either),
    measure('waited_at_least', 's', 'How long it is known to have waited: from when it was first read as asked for, or was so already.', { isTotal: false }),
    records('change_ids', 'The change that the approval is of.'),
  ],
  moreTotals: [
    count('approvals', 'All approvals that are shown; like what follows null unless rows are approvals.', either),
    count('open_approvals', 'Those that still wait.', either),
    count('approvals_of_unknown_wait', 'Those of which waited is null.', either),
    ...spread('approval_wait', 'Of those that were decided, from asked to decided'),
  ],
  restsOn: ['change'],
});
