import { artifactAnswer, atPlaces, buildAnswer, buildOf, itemsOf, keyOf } from '../tools/artifactory.ts';
import type { ApprovalAnswer, ItemAnswer } from '../tools/answers.ts';
import { serviceOf, type Catalogue, type KnownRelease } from '../tools/catalogue.ts';
import { isPlannedFor, issuesByKey, issuesOf, workItemAnswer, type Issue } from '../tools/jira.ts';
import { approvalAnswer, approvalColumns, changeAnswer, changeColumns, changeIdOfApproval, isIn, isOf, itemAnswer, itemColumns, rowsOf, stored, type Row } from '../tools/servicenow.ts';
import type { Tool } from '../tools/tool.ts';
import { impactOf, startImpact } from './impact.ts';

export interface Tools { readonly servicenow: Tool; readonly jira: Tool; readonly artifactory: Tool }

/**
 * The page in three trips. First everything that the release's key names, affected items by a dot-walk over their change;
 * then approvals, files and the relations of the items; then the relations above those. Nine calls.
 */
export async function pageOf(catalogue: Catalogue, tools: Tools, key: string): Promise<object> {
  const release = catalogue.releases.find((one) => one.key === key);
  if (release === undefined) return { release: null };
  const [changesAndItems, workItems, packed] = await Promise.all([serviceNowPart(catalogue, tools.servicenow, release), workPart(catalogue, tools.jira, release), packagePart(tools.artifactory, release)]);
  const extra = await missingWork(tools.jira, workItems, packed.workItemKeys);
  const { service, ...its } = changesAndItems;
  return {
    release: {
      key, version: release.version, owner: { name: release.owner }, service,
      ...its,
      workItems: { totalCount: workItems.length + extra.length, nodes: [...workItems, ...extra].slice(0, 50).map((issue) => workItemAnswer(issue, tools.jira)) },
      package: { artifacts: packed.artifacts },
    },
  };
}

async function serviceNowPart(catalogue: Catalogue, tool: Tool, release: KnownRelease) {
  const service = serviceOf(catalogue, release);
  const walk = startImpact(tool, catalogue);
  const [found, affected] = await Promise.all([
    rowsOf(tool, 'change_request', ofRelease('', release), [...changeColumns, ...itemColumns('cmdb_ci')]),
    rowsOf(tool, 'task_ci', ofRelease('task.', release), ['task', ...itemColumns('ci_item')]),
  ]);
  const changes = found.filter((row) => isOf(row, release.key) || release.changes.includes(stored(row, 'number')));
  const ids = new Set(changes.map((row) => stored(row, 'sys_id')));
  const items = itemsOfChanges(tool, changes, affected.filter((row) => ids.has(stored(row, 'task'))));
  const [approvals, [all, impact]] = await Promise.all([
    rowsOf(tool, 'sysapproval_approver', [...isIn('sysapproval', ids), ...isIn('document_id', ids)], approvalColumns),
    targetsBeside(tool, service.targets, items).then(async (beside) => {
      const both = new Map([...items, ...beside]);
      return [both, await impactOf(tool, walk, both.keys())] as const;
    }),
  ]);
  const known = [...impact.services.values()].find(({ name }) => name === service.name) ?? await serviceByName(tool, service.name);
  const approvalsOf = Map.groupBy(approvals, changeIdOfApproval);
  return {
    service: { ...known, source: { isStale: false } },
    changes: { nodes: changes.slice(0, 10).map((row) => ({ ...changeAnswer(row, tool), approvals: (approvalsOf.get(stored(row, 'sys_id')) ?? []).map((one): ApprovalAnswer => approvalAnswer(one)) })) },
    configurationItems: { nodes: [...all].slice(0, 30).map(([id, item]) => ({ ...item, impactedServices: impact.of(id) })) },
  };
}

/** What belongs to the release by correlation id, by its key in the text, or by declaration; `walk` leads to the change. */
function ofRelease(walk: '' | 'task.', { key, changes }: KnownRelease): readonly string[] {
  return [`${walk}correlation_id=${key}`, `${walk}short_descriptionLIKE${key}`, `${walk}descriptionLIKE${key}`, ...isIn(`${walk}number`, changes)];
}

function itemsOfChanges(tool: Tool, changes: readonly Row[], affected: readonly Row[]): ReadonlyMap<string, ItemAnswer> {
  const primary = changes.filter((row) => stored(row, 'cmdb_ci') !== '').map((row) => [stored(row, 'cmdb_ci'), itemAnswer(row, 'cmdb_ci', tool)] as const);
  return new Map([...primary, ...affected.map((row) => [stored(row, 'ci_item'), itemAnswer(row, 'ci_item', tool)] as const)]);
}

/** Items that hold the running version and that no change lists: a call more, where there are any. */
async function targetsBeside(tool: Tool, targets: readonly string[], items: ReadonlyMap<string, ItemAnswer>): Promise<ReadonlyMap<string, ItemAnswer>> {
  const listed = new Set([...items.values()].map(({ name }) => name));
  const missing = targets.filter((name) => !listed.has(name));
  if (missing.length === 0) return new Map();
  const rows = await rowsOf(tool, 'cmdb_ci_appl', isIn('name', missing), ['name', 'sys_class_name', 'operational_status', 'version']);
  return new Map(rows.map((row) => {
    const behind: Row = { 'it': row['sys_id'], 'it.name': row['name'], 'it.sys_class_name': row['sys_class_name'], 'it.operational_status': row['operational_status'], 'it.ref_cmdb_ci_appl.version': row['version'] };
    return [stored(row, 'sys_id'), itemAnswer(behind, 'it', tool)];
  }));
}

async function serviceByName(tool: Tool, name: string): Promise<{ readonly name: string; readonly criticality: string | null } | null> {
  const [row] = await rowsOf(tool, 'cmdb_ci_service', [`name=${name}`], ['name', 'busines_criticality']);
  return row === undefined ? null : { name, criticality: stored(row, 'busines_criticality') || null };
}

async function workPart(catalogue: Catalogue, tool: Tool, release: KnownRelease): Promise<readonly Issue[]> {
  return (await issuesOf(tool, serviceOf(catalogue, release).project, [release.version])).filter((issue) => isPlannedFor(issue, release.version));
}

async function missingWork(tool: Tool, found: readonly Issue[], keys: readonly string[]): Promise<readonly Issue[]> {
  const missing = keys.filter((key) => !found.some((issue) => issue.key === key));
  return missing.length === 0 ? [] : issuesByKey(tool, missing);
}

async function packagePart(tool: Tool, release: KnownRelease) {
  const build = await buildOf(tool, release.build.name, release.build.number);
  const items = await itemsOf(tool, atPlaces(build.files));
  return {
    workItemKeys: build.workItemKeys,
    artifacts: items.map((item) => ({ reference: `artifactory:artifact:${keyOf(item)}`, artifact: { ...artifactAnswer(item, tool), build: buildAnswer(item, [build]) } })),
  };
}
