import type { ArtifactEvidence } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { ArtifactoryClient } from '../client.ts';
import type { PinnedPlace } from '../place.ts';
import { toMoment, toSha256 } from '../translate.ts';
import { unbelievable } from '../unbelievable.ts';
import { toTestReport } from './test-report.ts';
import { searchSchema } from './wire.ts';
import type { EvidenceNode, EvidencePage } from './wire.ts';

/** So many subjects are asked about in one query, each under a name of its own. */
const subjectsPerQuery = 20;
const pageSize = 100;
const mostPages = 10;

interface Search {
  readonly subject: PinnedPlace;
  readonly after: string | null;
}

/** Everything that is kept about each file, in the order of the files; all pages, or SourceError UNEXPECTED_ANSWER. */
export async function readEvidence(client: ArtifactoryClient, subjects: readonly PinnedPlace[], ask: Ask): Promise<readonly (readonly EvidenceNode[])[]> {
  const found = subjects.map((): EvidenceNode[] => []);
  let open = subjects.map((subject, index) => ({ index, search: { subject, after: null as string | null } }));
  for (let page = 0; open.length > 0; page += 1) {
    if (page === mostPages) throw unbelievable(client, 'keeps more evidence about one artifact than can be read');
    const further: typeof open = [];
    for (let at = 0; at < open.length; at += subjectsPerQuery) {
      const some = open.slice(at, at + subjectsPerQuery);
      const answers = await searchAll(client, some.map(({ search }) => search), ask);
      for (const [nth, { index, search }] of some.entries()) {
        const { nodes, next } = answers[nth] ?? { nodes: [], next: null };
        found[index]?.push(...nodes);
        if (next !== null) further.push({ index, search: { ...search, after: next } });
      }
    }
    open = further;
  }
  return found;
}

/** One GraphQL query; values from outside are variables, never text of the query. */
async function searchAll(client: ArtifactoryClient, searches: readonly Search[], ask: Ask): Promise<readonly { readonly nodes: readonly EvidenceNode[]; readonly next: string | null }[]> {
  const declared = searches.map((_, nth) => `$w${nth}: EvidenceWhereInput!, $a${nth}: String`).join(', ');
  const fields = searches.map((_, nth) => `s${nth}: searchEvidence(where: $w${nth}, first: ${pageSize}, after: $a${nth}) { pageInfo { hasNextPage endCursor } edges { node { name sha256 predicateType predicate createdAt createdBy verified downloadPath subject { repositoryKey path name sha256 } } } }`).join(' ');
  const entries = searches.flatMap(({ subject, after }, nth): (readonly [string, unknown])[] => [[`w${nth}`, { hasSubjectWith: whereOf(subject) }], [`a${nth}`, after]]);
  const variables = Object.fromEntries<unknown>(entries);
  const { body } = await client.send({ method: 'POST', isRead: true, path: '/onemodel/api/v1/graphql', json: { query: `query (${declared}) { evidence { ${fields} } }`, variables }, schema: searchSchema, ask, doing: `reading the evidence of ${searches.length} artifacts` });
  const pages: Readonly<Record<string, EvidencePage | undefined>> = body.data.evidence;
  return searches.map(({ subject }, nth) => {
    const page = pages[`s${nth}`];
    if (page === undefined || (page.pageInfo.hasNextPage && page.pageInfo.endCursor === null)) throw unbelievable(client, 'did not answer every part of a question about evidence');
    return { nodes: page.edges.map(({ node }) => node).filter((node) => isAbout(node, subject)), next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null };
  });
}

/** The vendor's examples write the folder without a slash at its end; that the root is empty is not documented. */
function whereOf({ place, sha256 }: PinnedPlace): Readonly<Record<string, string>> {
  return { repositoryKey: place.repo, path: place.path === '.' ? '' : place.path, name: place.name, ...(sha256 === null ? {} : { sha256 }) };
}

function isAbout({ subject }: EvidenceNode, { place }: PinnedPlace): boolean {
  return subject.repositoryKey === place.repo && subject.name === place.name && subject.path.replace(/^\/+|\/+$/g, '') === (place.path === '.' ? '' : place.path);
}

export function toEvidence({ name, predicateType, predicate, verified, createdAt, createdBy, sha256, subject }: EvidenceNode): ArtifactEvidence {
  return {
    name, predicateType: predicateType ?? null, isVerified: verified ?? null, createdAt: toMoment(createdAt), createdBy: createdBy ?? null, sha256: toSha256(sha256),
    subjectSha256: toSha256(subject.sha256), tests: toTestReport(predicateType ?? null, predicate),
  };
}
