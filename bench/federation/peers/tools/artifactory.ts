import type { ArtifactAnswer } from './answers.ts';
import type { Tool } from './tool.ts';

export interface Place { readonly repo: string; readonly path: string; readonly name: string }
export interface Item extends Place {
  readonly size: number;
  readonly sha256: string;
  readonly properties?: readonly { readonly key: string; readonly value: string }[];
}
export interface Build {
  readonly name: string;
  readonly number: string;
  readonly files: readonly Place[];
  readonly digests: ReadonlySet<string>;
  readonly workItemKeys: readonly string[];
}

interface BuildInfo {
  readonly buildInfo: {
    readonly modules?: readonly { readonly artifacts?: readonly { readonly name: string; readonly sha256: string; readonly path: string; readonly originalDeploymentRepo: string }[] }[];
    readonly issues?: { readonly affectedIssues?: readonly { readonly key: string }[] };
  };
}

/** One call: there is no bulk read of builds. */
export async function buildOf(tool: Tool, name: string, number: string): Promise<Build> {
  const { buildInfo } = await tool.get<BuildInfo>(`/artifactory/api/build/${encodeURIComponent(name)}/${encodeURIComponent(number)}`);
  const artifacts = (buildInfo.modules ?? []).flatMap((module) => module.artifacts ?? []);
  return {
    name, number,
    files: artifacts.map((file) => ({ repo: file.originalDeploymentRepo, path: folderOf(file.path, file.name), name: file.name })),
    digests: new Set(artifacts.map(({ sha256 }) => sha256)),
    workItemKeys: (buildInfo.issues?.affectedIssues ?? []).map(({ key }) => key),
  };
}

function folderOf(path: string, name: string): string {
  const folder = path === name || path.endsWith(`/${name}`) ? path.slice(0, -name.length - 1) : path;
  return folder.replace(/^\/+/, '');
}

/** Files that match one of the criteria, in as few queries of 6,000 characters as they need. */
export async function itemsOf(tool: Tool, criteria: readonly string[]): Promise<readonly Item[]> {
  const parts: string[][] = [];
  let left = 0;
  for (const criterion of criteria) {
    if (parts.length === 0 || criterion.length + 1 > left) {
      parts.push([]);
      left = 5_700;
    }
    parts.at(-1)?.push(criterion);
    left -= criterion.length + 1;
  }
  const answers = await Promise.all(parts.map((part) => {
    const query = `items.find({"type":"file","$or":[${part.join(',')}]}).include("repo","path","name","size","sha256","property")`;
    return tool.post<{ readonly results: readonly Item[] }>('/artifactory/api/search/aql', query, 'text/plain');
  }));
  return answers.flatMap(({ results }) => results);
}

/** Everything in a folder. */
export function inFolder(repo: string, path: string): string {
  return JSON.stringify({ repo, path });
}

/** The named files, a criterion per folder. */
export function atPlaces(places: readonly Place[]): readonly string[] {
  const folders = Map.groupBy(places, ({ repo, path }) => JSON.stringify({ repo, path }).slice(1, -1));
  return [...folders].map(([folder, its]) => `{${folder},"$or":[${its.map(({ name }) => JSON.stringify({ name })).join(',')}]}`);
}

export function keyOf({ repo, path, name }: Place): string {
  return `${repo}/${path}/${name}`;
}

export function artifactAnswer(item: Item, tool: Tool): ArtifactAnswer {
  return { name: item.name, sha256: item.sha256, sizeBytes: item.size, source: { url: `${tool.url}/ui/repos/tree/General/${keyOf(item).split('/').map(encodeURIComponent).join('/')}`, isStale: false } };
}

/** The build a file is labelled with, when that build lists its digest. */
export function buildAnswer({ sha256, properties }: Item, builds: readonly Build[]): { readonly name: string; readonly number: string } | null {
  const label = (key: string): string | undefined => properties?.find((property) => property.key === key)?.value;
  const build = builds.find(({ name, number }) => name === label('build.name') && number === label('build.number'));
  return build?.digests.has(sha256) === true ? { name: build.name, number: build.number } : null;
}
