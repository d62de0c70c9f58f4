import DataLoader from 'dataloader';
import { atPlaces, buildOf, itemsOf, keyOf, type Build, type Item, type Place } from '../tools/artifactory.ts';
import type { ItemAnswer, ServiceAnswer } from '../tools/answers.ts';
import type { Catalogue, KnownRelease } from '../tools/catalogue.ts';
import { issuesByKey, isPlannedFor, issuesOf, type Issue } from '../tools/jira.ts';
import { approvalColumns, changeColumns, changeIdOfApproval, isIn, isOf, itemAnswer, itemColumns, relationColumns, rowsOf, stored, type Row } from '../tools/servicenow.ts';
import type { Tool } from '../tools/tool.ts';

/** An item with its sys_id. */
export interface CmdbItem { readonly id: string; readonly item: ItemAnswer }
interface Planned { readonly project: string; readonly version: string }

/** One loader per kind of thing, born with the request. */
export interface Loaders {
  readonly catalogue: Catalogue;
  readonly tools: Tools;
  readonly changes: DataLoader<KnownRelease, readonly Row[]>;
  readonly approvals: DataLoader<string, readonly Row[]>;
  readonly itemsOfChange: DataLoader<string, readonly CmdbItem[]>;
  readonly itemByName: DataLoader<string, CmdbItem | null>;
  readonly above: DataLoader<string, readonly Row[]>;
  readonly service: DataLoader<string, ServiceAnswer | null>;
  readonly planned: DataLoader<Planned, readonly Issue[], string>;
  readonly issue: DataLoader<string, Issue | null>;
  readonly build: DataLoader<KnownRelease['build'], Build, string>;
  readonly file: DataLoader<Place, Item | null, string>;
}

export interface Tools { readonly servicenow: Tool; readonly jira: Tool; readonly artifactory: Tool }

export function createLoaders(catalogue: Catalogue, tools: Tools): Loaders {
  return { catalogue, tools, ...serviceNowLoaders(tools.servicenow), ...workLoaders(tools.jira), ...packageLoaders(tools.artifactory) };
}

function serviceNowLoaders(tool: Tool) {
  return {
    changes: new DataLoader<KnownRelease, readonly Row[]>(async (releases) => {
      const keys = releases.map(({ key }) => key);
      const texts = keys.flatMap((key) => [`short_descriptionLIKE${key}`, `descriptionLIKE${key}`]);
      const rows = await rowsOf(tool, 'change_request', [...isIn('correlation_id', keys), ...isIn('number', releases.flatMap(({ changes }) => changes)), ...texts], [...changeColumns, ...itemColumns('cmdb_ci')]);
      return releases.map(({ key, changes }) => rows.filter((row) => isOf(row, key) || changes.includes(stored(row, 'number'))));
    }),
    approvals: new DataLoader<string, readonly Row[]>(async (ids) => {
      const rows = Map.groupBy(await rowsOf(tool, 'sysapproval_approver', [...isIn('sysapproval', ids), ...isIn('document_id', ids)], approvalColumns), changeIdOfApproval);
      return ids.map((id) => rows.get(id) ?? []);
    }),
    itemsOfChange: new DataLoader<string, readonly CmdbItem[]>(async (ids) => {
      const rows = Map.groupBy(await rowsOf(tool, 'task_ci', isIn('task', ids), ['task', ...itemColumns('ci_item')]), (row) => stored(row, 'task'));
      return ids.map((id) => (rows.get(id) ?? []).map((row) => ({ id: stored(row, 'ci_item'), item: itemAnswer(row, 'ci_item', tool) })));
    }),
    itemByName: new DataLoader<string, CmdbItem | null>(async (names) => {
      const rows = new Map((await rowsOf(tool, 'cmdb_ci_appl', isIn('name', names), ['name', 'sys_class_name', 'operational_status', 'version'])).map((row) => [stored(row, 'name'), row]));
      return names.map((name) => {
        const row = rows.get(name);
        const behind: Row | undefined = row && { 'it': row['sys_id'], 'it.name': row['name'], 'it.sys_class_name': row['sys_class_name'], 'it.operational_status': row['operational_status'], 'it.ref_cmdb_ci_appl.version': row['version'] };
        return behind === undefined ? null : { id: stored(behind, 'it'), item: itemAnswer(behind, 'it', tool) };
      });
    }),
    above: new DataLoader<string, readonly Row[]>(async (ids) => {
      const rows = Map.groupBy(await rowsOf(tool, 'cmdb_rel_ci', isIn('child', ids), relationColumns), (row) => stored(row, 'child'));
      return ids.map((id) => rows.get(id) ?? []);
    }),
    service: new DataLoader<string, ServiceAnswer | null>(async (names) => {
      const rows = new Map((await rowsOf(tool, 'cmdb_ci_service', isIn('name', names), ['name', 'busines_criticality'])).map((row) => [stored(row, 'name'), row]));
      return names.map((name) => {
        const row = rows.get(name);
        return row === undefined ? null : { name, criticality: stored(row, 'busines_criticality') || null };
      });
    }),
  };
}

function workLoaders(tool: Tool) {
  return {
    planned: new DataLoader<Planned, readonly Issue[], string>(async (asked) => {
      const projects = [...Map.groupBy(asked, ({ project }) => project)];
      const found = new Map(await Promise.all(projects.map(async ([project, its]) => [project, await issuesOf(tool, project, its.map(({ version }) => version))] as const)));
      return asked.map(({ project, version }) => (found.get(project) ?? []).filter((issue) => isPlannedFor(issue, version)));
    }, { cacheKeyFn: ({ project, version }) => `${project} ${version}` }),
    issue: new DataLoader<string, Issue | null>(async (keys) => {
      const found = new Map((await issuesByKey(tool, keys)).map((issue) => [issue.key, issue]));
      return keys.map((key) => found.get(key) ?? null);
    }),
  };
}

function packageLoaders(tool: Tool) {
  return {
    build: new DataLoader<KnownRelease['build'], Build, string>((builds) => Promise.all(builds.map(({ name, number }) => buildOf(tool, name, number))), { cacheKeyFn: ({ name, number }) => `${name}/${number}` }),
    file: new DataLoader<Place, Item | null, string>(async (places) => {
      const found = new Map((await itemsOf(tool, atPlaces(places))).map((item) => [keyOf(item), item]));
      return places.map((place) => found.get(keyOf(place)) ?? null);
    }, { cacheKeyFn: keyOf }),
  };
}
