import { inFolder, itemsOf, keyOf, type Item } from '../tools/artifactory.ts';
import { serviceOf, type Catalogue, type KnownRelease } from '../tools/catalogue.ts';
import { isPlannedFor, issuesOf, workItemAnswer, type Issue } from '../tools/jira.ts';
import { changeAnswer, isIn, isOf, itemAnswer, itemColumns, rowsOf, stored, type Row } from '../tools/servicenow.ts';
import type { Tool } from '../tools/tool.ts';
import type { Tools } from './page.ts';

const changeColumns = ['number', 'short_description', 'description', 'correlation_id', 'state', 'approval', ...itemColumns('cmdb_ci')];

/** The board: every tool is asked for all releases at once, and files are found by the folder that the company keeps a version's package in. */
export async function boardOf(catalogue: Catalogue, tools: Tools): Promise<object> {
  const { releases } = catalogue;
  const [changes, targets, issues, files] = await Promise.all([changesOf(tools.servicenow, releases), targetsOf(tools.servicenow, catalogue), workOf(tools.jira, catalogue), filesOf(tools.artifactory, catalogue)]);
  return {
    releases: {
      totalCount: releases.length,
      nodes: releases.map((release) => {
        const its = changes.of(release);
        const service = serviceOf(catalogue, release);
        const items = new Map([...service.targets.flatMap((name) => targets.get(name) ?? []), ...its.flatMap(changes.items)].map((item) => [item.name, { name: item.name, operationalState: item.operationalState }]));
        const work = (issues.get(service.key) ?? []).filter((issue) => isPlannedFor(issue, release.version));
        return {
          key: release.key, version: release.version,
          changes: { nodes: its.slice(0, 10).map((row) => { const { number, state, approval } = changeAnswer(row, tools.servicenow); return { number, state, approval, source: { isStale: false } }; }) },
          workItems: { totalCount: work.length, nodes: work.slice(0, 50).map((issue) => ({ progress: workItemAnswer(issue, tools.jira).progress })) },
          package: { artifacts: (files.get(`${service.folder}/${release.version}`) ?? []).map((item) => ({ reference: `artifactory:artifact:${keyOf(item)}`, artifact: { sha256: item.sha256 } })) },
          configurationItems: { nodes: [...items.values()].slice(0, 30) },
        };
      }),
    },
  };
}

async function changesOf(tool: Tool, releases: readonly KnownRelease[]) {
  const keys = releases.map(({ key }) => key);
  const found = await rowsOf(tool, 'change_request', [
    ...isIn('correlation_id', keys), ...isIn('number', releases.flatMap(({ changes }) => changes)),
    ...keys.flatMap((key) => [`short_descriptionLIKE${key}`, `descriptionLIKE${key}`]),
  ], changeColumns);
  const affected = Map.groupBy(await rowsOf(tool, 'task_ci', isIn('task', found.map((row) => stored(row, 'sys_id'))), ['task', ...itemColumns('ci_item')]), (row) => stored(row, 'task'));
  return {
    of: ({ key, changes }: KnownRelease): readonly Row[] => found.filter((row) => isOf(row, key) || changes.includes(stored(row, 'number'))),
    items: (change: Row) => [
      ...(stored(change, 'cmdb_ci') === '' ? [] : [itemAnswer(change, 'cmdb_ci', tool)]),
      ...(affected.get(stored(change, 'sys_id')) ?? []).map((row) => itemAnswer(row, 'ci_item', tool)),
    ],
  };
}

async function targetsOf(tool: Tool, { services }: Catalogue): Promise<ReadonlyMap<string, ReturnType<typeof itemAnswer>>> {
  const rows = await rowsOf(tool, 'cmdb_ci', isIn('name', services.flatMap(({ targets }) => targets)), ['name', 'sys_class_name', 'operational_status']);
  return new Map(rows.map((row) => [stored(row, 'name'), itemAnswer({ 'it': row['sys_id'], 'it.name': row['name'], 'it.sys_class_name': row['sys_class_name'], 'it.operational_status': row['operational_status'] }, 'it', tool)]));
}

/** By service: the issues of all its versions on the board. */
async function workOf(tool: Tool, { services, releases }: Catalogue): Promise<ReadonlyMap<string, readonly Issue[]>> {
  return new Map(await Promise.all(services.map(async ({ key, project }) => [key, await issuesOf(tool, project, releases.filter(({ serviceKey }) => serviceKey === key).map(({ version }) => version))] as const)));
}

/** By folder. */
async function filesOf(tool: Tool, catalogue: Catalogue): Promise<ReadonlyMap<string, readonly Item[]>> {
  const items = await itemsOf(tool, catalogue.releases.map((release) => {
    const { repository, folder } = serviceOf(catalogue, release);
    return inFolder(repository, `${folder}/${release.version}`);
  }));
  return Map.groupBy(items, ({ path }) => path);
}
