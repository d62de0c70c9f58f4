import type { Artifact, Build } from '../../domain/artifact.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { SourceProblem } from '../../domain/source.ts';
import { rules } from './rules.ts';
import type { Finds, Look, Search } from './search.ts';

type Listed = Build['artifacts'][number];

const look: Look = { rule: rules.build, relations: ['ARTIFACT'] };

/**
 * The files that builds list, as they stand in the library now, in one question for all of them. What stands at the place
 * that was said is the answer even if its content changed since (the seal must see that); a file that moved is found by
 * its digest, best at the same path in another repository. One that is found nowhere is a gap.
 */
export async function findListed(search: Search, builds: readonly Build[]): Promise<(build: Build) => Finds<Artifact>> {
  const places = await search.read('artifact', builds.flatMap(({ artifacts }) => artifacts.flatMap(({ reference }) => reference ?? [])));
  const isOpen = (file: Listed): boolean => file.reference === null || places.get(file.reference)?.state === 'absent';
  const moved = await findByDigest(search, builds, isOpen);
  return (build) => {
    const elsewhere = moved.get(build.source.connection) ?? { records: [], gaps: [] };
    const finds = build.artifacts.map((file) => findOne(file, file.reference === null ? undefined : places.get(file.reference), elsewhere.records));
    const lost = build.artifacts.filter((file, index) => finds[index]?.records.length === 0 && isOpen(file));
    return {
      records: [...new Map(finds.flatMap(({ records }) => records).map((artifact) => [artifact.id, artifact])).values()],
      gaps: [
        ...firstProblem(finds).flatMap((problem) => search.gap(build.source.connection, look, problem)),
        ...(build.artifacts.some(isOpen) ? elsewhere.gaps : []),
        ...(lost[0] === undefined ? [] : search.gap(build.source.connection, look, search.problem('UNEXPECTED_ANSWER', `${build.source.reference} lists files that are nowhere to be found: ${lost[0].reference ?? lost[0].name}${lost.length > 1 ? ` and ${lost.length - 1} more` : ''}`))),
      ],
    };
  };
}

/** Per connection, everything with the content of a file that is not at its place. */
async function findByDigest(search: Search, builds: readonly Build[], isOpen: (file: Listed) => boolean): Promise<ReadonlyMap<string, Finds<Artifact>>> {
  const open = builds.flatMap(({ source, artifacts }) => artifacts.filter(isOpen).flatMap(({ sha256 }) => (sha256 === null ? [] : [{ connection: source.connection, sha256 }])));
  const perConnection = Map.groupBy(open, ({ connection }) => connection);
  return new Map(await Promise.all([...perConnection].map(async ([connection, files]): Promise<[string, Finds<Artifact>]> =>
    [connection, await search.find('artifacts.bySha256', { digests: [...new Set(files.map(({ sha256 }) => sha256))] }, { ...look, connections: [connection] })])));
}

interface Find {
  readonly records: readonly Artifact[];
  readonly problem: SourceProblem | null;
}

function findOne({ path, sha256 }: Listed, reading: Reading<Artifact> | undefined, moved: readonly Artifact[]): Find {
  if (reading?.state === 'found') return { records: [reading.value], problem: reading.problem };
  if (reading?.state === 'unreadable') return { records: [], problem: reading.problem };
  const sameContent = sha256 === null ? [] : moved.filter((artifact) => artifact.sha256 === sha256);
  const samePath = sameContent.filter(({ source, repository }) => source.key === `${repository}/${path ?? ''}`);
  return { records: samePath.length > 0 ? samePath : sameContent, problem: null };
}

function firstProblem(finds: readonly Find[]): readonly SourceProblem[] {
  return finds.flatMap(({ problem }) => problem ?? []).slice(0, 1);
}

