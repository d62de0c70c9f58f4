import { artifactAnswer, buildAnswer, keyOf, type Item, type Place } from '../tools/artifactory.ts';
import type { ServiceAnswer } from '../tools/answers.ts';
import { serviceOf, type KnownRelease } from '../tools/catalogue.ts';
import { workItemAnswer } from '../tools/jira.ts';
import { approvalAnswer, changeAnswer, itemAnswer, serviceAbove, stored, type Row } from '../tools/servicenow.ts';
import type { CmdbItem, Loaders } from './loaders.ts';

interface First { readonly first: number }
const deepest = 6;

/** How each field is answered, one loader at a time, as Apollo's guides tell it. */
export const resolvers = {
  Query: {
    release: (_root: unknown, { key }: { readonly key: string }, { catalogue }: Loaders) => catalogue.releases.find((release) => release.key === key) ?? null,
    releases: (_root: unknown, { first }: First, { catalogue }: Loaders) => ({ totalCount: catalogue.releases.length, nodes: catalogue.releases.slice(0, first) }),
  },
  Release: {
    owner: ({ owner }: KnownRelease) => ({ name: owner }),
    service: async (release: KnownRelease, _args: unknown, loaders: Loaders) => {
      const service = await loaders.service.load(serviceOf(loaders.catalogue, release).name);
      return service === null ? null : { ...service, source: { isStale: false } };
    },
    changes: async (release: KnownRelease, { first }: First, { changes }: Loaders) => page(await changes.load(release), first),
    workItems: async (release: KnownRelease, { first }: First, loaders: Loaders) => {
      const { project } = serviceOf(loaders.catalogue, release);
      const [planned, build] = await Promise.all([loaders.planned.load({ project, version: release.version }), loaders.build.load(release.build)]);
      const missing = build.workItemKeys.filter((key) => !planned.some((issue) => issue.key === key));
      const more = await Promise.all(missing.map((key) => loaders.issue.load(key)));
      return page([...planned, ...more.filter((issue) => issue !== null)].map((issue) => workItemAnswer(issue, loaders.tools.jira)), first);
    },
    package: (release: KnownRelease) => release,
    configurationItems: async (release: KnownRelease, { first }: First, loaders: Loaders) => page(await itemsOf(release, loaders), first),
    environments: () => [],
    deployments: () => ({ nodes: [] }),
  },
  Change: {
    ...fieldsOf(['number', 'title', 'type', 'state', 'stateLabel', 'approval', 'risk', 'plannedStartAt', 'plannedEndAt', 'source'], (row: Row, { tools }) => changeAnswer(row, tools.servicenow)),
    approvals: async (row: Row, _args: unknown, { approvals }: Loaders) => (await approvals.load(stored(row, 'sys_id'))).map(approvalAnswer),
  },
  ReleasePackage: {
    artifacts: async ({ build }: KnownRelease, _args: unknown, loaders: Loaders) => (await loaders.build.load(build)).files.map((place) => ({ place, build })),
  },
  PackagedArtifact: {
    reference: ({ place }: Packaged) => `artifactory:artifact:${keyOf(place)}`,
    artifact: async ({ place, build }: Packaged, _args: unknown, { file }: Loaders): Promise<Labelled | null> => {
      const item = await file.load(place);
      return item === null ? null : { item, build };
    },
  },
  Artifact: {
    ...fieldsOf(['name', 'sha256', 'sizeBytes', 'source'], ({ item }: Labelled, { tools }) => artifactAnswer(item, tools.artifactory)),
    build: async ({ item, build }: Labelled, _args: unknown, loaders: Loaders) => buildAnswer(item, [await loaders.build.load(build)]),
  },
  ConfigurationItem: {
    ...fieldsOf(['name', 'className', 'operationalState', 'runningVersion', 'source'], ({ item }: CmdbItem) => item),
    impactedServices: ({ id }: CmdbItem, _args: unknown, loaders: Loaders) => servicesAbove(id, loaders),
  },
};

interface Packaged { readonly place: Place; readonly build: KnownRelease['build'] }
interface Labelled { readonly item: Item; readonly build: KnownRelease['build'] }

async function itemsOf(release: KnownRelease, loaders: Loaders): Promise<readonly CmdbItem[]> {
  const targets = Promise.all(serviceOf(loaders.catalogue, release).targets.map((name) => loaders.itemByName.load(name)));
  const changes = await loaders.changes.load(release);
  const affected = await Promise.all(changes.map((row) => loaders.itemsOfChange.load(stored(row, 'sys_id'))));
  const primary = changes.filter((row) => stored(row, 'cmdb_ci') !== '').map((row) => ({ id: stored(row, 'cmdb_ci'), item: itemAnswer(row, 'cmdb_ci', loaders.tools.servicenow) }));
  return [...new Map([...(await targets).filter((item) => item !== null), ...primary, ...affected.flat()].map((item) => [item.id, item])).values()];
}

/** Each item walks for itself; the loader makes one call of what all walks ask in one tick. */
async function servicesAbove(id: string, { above }: Loaders): Promise<readonly ServiceAnswer[]> {
  const reached = new Set([id]);
  const services: ServiceAnswer[] = [];
  let level: readonly string[] = [id];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const rows = (await above.loadMany(level)).flatMap((some) => (some instanceof Error ? [] : some));
    const fresh = [...new Map(rows.map((row) => [stored(row, 'parent'), row])).values()].filter((row) => !reached.has(stored(row, 'parent')));
    for (const row of fresh) {
      reached.add(stored(row, 'parent'));
      const service = serviceAbove(row);
      if (service !== null) services.push(service);
    }
    level = fresh.map((row) => stored(row, 'parent'));
  }
  return services;
}

function page<T>(all: readonly T[], first: number): { readonly totalCount: number; readonly nodes: readonly T[] } {
  return { totalCount: all.length, nodes: all.slice(0, first) };
}

/** Fields that one translation of the parent tells. */
function fieldsOf<P, K extends string>(names: readonly K[], translate: (parent: P, loaders: Loaders) => { readonly [name in K]: unknown }): Record<K, (parent: P, args: unknown, loaders: Loaders) => unknown> {
  return Object.fromEntries(names.map((name) => [name, (parent: P, _args: unknown, loaders: Loaders) => translate(parent, loaders)[name]])) as Record<K, (parent: P, args: unknown, loaders: Loaders) => unknown>;
}
