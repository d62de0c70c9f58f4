import { agreeToPlan } from '../../../sandbox/seed/operations.ts';
import { artifactoryRows, frozen, jiraRows, musterRows, plan } from '../../system/gates/other.rows.ts';
import { change, idOf, mutate, patchRow, release, type GateRow } from '../../system/gates/row.ts';
import { opened, overwritten, servicenowRows, solvedProblem, resolvedIncident, stored } from '../../system/gates/servicenow.rows.ts';
import { atTool, patchChange, rowsOf, signIns } from '../../system/tools.ts';
import type { World } from '../../system/world.ts';

/** Something that people do between a judgement and the trigger it was made for. */
export interface Move {
  readonly name: string;
  /** true: the verdict does not rest on it. */
  readonly isHarmless: boolean;
  does(world: World): Promise<unknown>;
  undoes(world: World): Promise<unknown>;
}

/** The gates that production judges by here, beside those of the sandbox. */
export const moreGates: Readonly<Record<string, object>> = {
  'no-freeze': { isBlocking: true, parameters: { blackouts: ['Year end freeze'] } }, 'backout-plan-is-written': { isBlocking: true }, 'risk-is-accepted': { isBlocking: true }, 'no-conflicting-change': { isBlocking: true },
  'no-open-major-incident': { isBlocking: true, parameters: { goesByPriority: true } }, 'no-blocking-problem': { isBlocking: true }, 'people-are-current': { isBlocking: true }, 'knowledge-is-transferred': { isBlocking: true },
  'service-levels-hold': { isBlocking: true }, 'artifact-licences-are-allowed': { isBlocking: true, parameters: { denied: ['AGPL-3.0-only'] } },
};

const unjudged = new Set(['package-is-tested', 'package-is-signed']);
const approved = `sysapproval.number=${change}^state=approved`;
const hourMs = 3_600_000;
const nothing = (): Promise<void> => Promise.resolve();
const written = (field: string, value: string, before = ''): Pick<Move, 'does' | 'undoes'> => ({ does: (world) => patchChange(world, change, { [field]: value }), undoes: (world) => patchChange(world, change, { [field]: before }) });
const ofItem = (field: string, value: string, before: string): Pick<Move, 'does' | 'undoes'> => ({ does: (world) => patchRow(world, 'cmdb_ci', 'name=ledger-api-prod', { [field]: value }), undoes: (world) => patchRow(world, 'cmdb_ci', 'name=ledger-api-prod', { [field]: before }) });
const ofIssue = (fields: object): Pick<Move, 'does' | 'undoes'> => ({ does: (world) => atTool(world, 'jira', 'PUT /rest/api/3/issue/LED-1003', signIns.kenji, { fields }), undoes: nothing });
const text = (words: string): object => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }] });

async function newPlan(world: World): Promise<void> {
  const { id, version } = await plan(world, release, 'production');
  await world.data(agreeToPlan, { input: { planId: id, planVersion: version } }, 'changeAuthority');
}

/** Every gate's fact turned by hand, as test/system/every-gate does, and what stands beside the gates. */
const moving: readonly Move[] = [
  ...[...servicenowRows, ...jiraRows, ...musterRows, ...artifactoryRows].filter(({ gate }) => !unjudged.has(gate))
    .map((row): Move => ({ name: `${row.gate}: ${row.because}`, isHarmless: false, ...acted(row) })),
  { name: 'one of its approvals is asked for anew', isHarmless: false, ...ofApproval('requested') },
  { name: 'one of its approvers has to be asked no more, and then again', isHarmless: false, ...ofApproval('not requested') },
  { name: 'the change is said to be of another version in its description', isHarmless: false, ...written('description', 'Deploy Ledger 1.9.3 to production') },
  { name: 'the change is said to be for another environment', isHarmless: false, ...written('short_description', 'Deploy Ledger 1.9.2 to staging', 'Deploy Ledger 1.9.2 to production') },
  { name: 'the requester becomes the one who approved', isHarmless: false, ...requestedByApprover() },
  { name: 'another plan was made and agreed to', isHarmless: false, does: newPlan, undoes: nothing },
  { name: 'the item is retired', isHarmless: false, ...ofItem('operational_status', '6', '1') },
  { name: 'the item is in repair', isHarmless: false, ...ofItem('operational_status', '3', '1') },
  { name: 'the window is over', isHarmless: false, ...overwrittenWindow() },
  { name: 'the end of its window comes early', isHarmless: false, ...writtenOver({ end_date: stored(Date.now() - 600_000) }) },
  { name: 'its window begins later', isHarmless: false, ...writtenOver({ start_date: stored(Date.now() + 4 * hourMs) }) },
  { name: 'nobody planned a time any more', isHarmless: false, ...writtenOver({ start_date: '', end_date: '' }) },
  { name: 'its correlation id is that of another release', isHarmless: false, ...writtenOver({ correlation_id: 'ledger-1.9.3' }) },
  { name: 'its back-out plan is emptied', isHarmless: false, ...writtenOver({ backout_plan: '' }) },
  { name: 'the change is said to be of another service', isHarmless: false, ...writtenOver({ short_description: 'Deploy Cards 1.9.2 to production' }) },
  { name: 'its database is retired', isHarmless: false, ...acted(overwritten('cmdb_ci', 'name=ledger-db-prod', { operational_status: '6' })) },
  { name: 'an incident of priority 1 about the service itself', isHarmless: false, ...acted(opened('incident', 'service', { impact: '1', urgency: '1', priority: '1' }, resolvedIncident)) },
  { name: 'a problem with its item', isHarmless: false, ...acted(opened('problem', 'item', {}, solvedProblem)) },
  { name: 'its article is a draft again', isHarmless: false, ...acted(overwritten('kb_knowledge', 'number=KB0010011', { workflow_state: 'draft' })) },
  { name: 'a freeze of all of production', isHarmless: false, ...acted(frozen({ environments: ['production'] })) },
  { name: 'a freeze of its service alone', isHarmless: false, ...acted(frozen({ services: ['ledger'], environments: ['production'] })) },
];

function acted(row: Pick<GateRow, 'breaks' | 'mends'>): Pick<Move, 'does' | 'undoes'> {
  return { does: (world) => row.breaks(world), undoes: (world) => row.mends(world) };
}

function writtenOver(fields: Readonly<Record<string, string>>): Pick<Move, 'does' | 'undoes'> {
  return acted(overwritten('change_request', `number=${change}`, fields));
}

function ofApproval(state: string): Pick<Move, 'does' | 'undoes'> {
  return {
    does: (world) => patchRow(world, 'sysapproval_approver', approved, { state }),
    undoes: (world) => patchRow(world, 'sysapproval_approver', `sysapproval.number=${change}^state=${state}`, { state: 'approved' }),
  };
}

function requestedByApprover(): Pick<Move, 'does' | 'undoes'> {
  let before = '';
  return {
    does: async (world) => {
      const [row] = await rowsOf<{ readonly requested_by: { readonly value: string } }>(world, 'change_request', `number=${change}`, 'requested_by');
      const [approval] = await rowsOf<{ readonly approver: { readonly value: string } }>(world, 'sysapproval_approver', approved, 'approver');
      before = row?.requested_by.value ?? '';
      await patchChange(world, change, { requested_by: approval?.approver.value ?? '' });
    },
    undoes: (world) => patchChange(world, change, { requested_by: before }),
  };
}

function overwrittenWindow(): Pick<Move, 'does' | 'undoes'> {
  const hours = (later: number): string => stored(Date.now() + later * hourMs);
  return { does: (world) => patchChange(world, change, { start_date: hours(-5), end_date: hours(-4) }), undoes: (world) => patchChange(world, change, { start_date: hours(-1), end_date: hours(8) }) };
}

const harmless: readonly Move[] = [
  { name: 'the change moves on to Implement', isHarmless: true, does: (world) => patchChange(world, change, { state: '-1' }), undoes: nothing },
  { name: 'a work note on the change', isHarmless: true, ...written('work_notes', 'Looked at it again.') },
  { name: 'a comment on the change', isHarmless: true, ...written('comments', 'Thanks.') },
  { name: 'the change\'s description is longer', isHarmless: true, ...written('description', 'As discussed, with more words.') },
  { name: 'the change\'s justification is written', isHarmless: true, ...written('justification', 'Customers wait for it.') },
  { name: 'the change\'s test plan is written', isHarmless: true, ...written('test_plan', 'Book and unbook.') },
  { name: 'the change\'s communication plan is written', isHarmless: true, ...written('implementation_plan', 'As ever.') },
  { name: 'the change is written twice', isHarmless: true, does: async (world) => { await patchChange(world, change, { work_notes: 'one' }); await patchChange(world, change, { work_notes: 'two' }); }, undoes: nothing },
  { name: 'the item\'s comments', isHarmless: true, ...ofItem('comments', 'Rack 4.', '') },
  { name: 'the item\'s description', isHarmless: true, ...ofItem('short_description', 'The ledger.', '') },
  { name: 'a comment on a work item', isHarmless: true, does: (world) => atTool(world, 'jira', 'POST /rest/api/3/issue/LED-1003/comment', signIns.kenji, { body: text('Well done.') }), undoes: nothing },
  { name: 'a work item\'s summary', isHarmless: true, ...ofIssue({ summary: 'Said better' }) },
  { name: 'a work item\'s labels', isHarmless: true, ...ofIssue({ labels: ['seen'] }) },
  { name: 'a property on the artifact', isHarmless: true, does: (world) => atTool(world, 'artifactory', 'PUT /artifactory/api/storage/libs-release-local/northbank/ledger/1.9.2/ledger-api-1.9.2.tgz?properties=looked.at=yes', signIns.artifactoryAdmin), undoes: nothing },
  { name: 'an incident about another service', isHarmless: true, does: async (world) => atTool(world, 'servicenow', 'POST /api/now/table/incident', signIns.servicenowAdmin, { short_description: 'Cards are slow', impact: '1', urgency: '1', business_service: await idOf(world, 'cmdb_ci_service', 'name=Cards') }), undoes: nothing },
  { name: 'a small incident about the service', isHarmless: true, does: async (world) => atTool(world, 'servicenow', 'POST /api/now/table/incident', signIns.servicenowAdmin, { short_description: 'A typing mistake', impact: '3', urgency: '3', priority: '5', business_service: await idOf(world, 'cmdb_ci_service', 'name=Ledger') }), undoes: nothing },
  { name: 'another service\'s plan', isHarmless: true, does: (world) => plan(world, 'cards-3.1.0', 'production'), undoes: nothing },
  { name: 'the release\'s description in Muster', isHarmless: true, does: (world) => mutate(world, 'updateRelease', { key: release, description: 'Said better.' }), undoes: nothing },
  { name: 'a plan for another environment', isHarmless: true, does: (world) => plan(world, release, 'staging'), undoes: nothing },
  { name: 'nothing at all', isHarmless: true, does: nothing, undoes: nothing },
];

export const moves: readonly Move[] = [...moving, ...harmless];
