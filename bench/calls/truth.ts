import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { tamperedArtifact } from '../../sandbox/bank/four.ts';
import type { Story, StoryRelease } from '../../sandbox/bank/story.ts';

/** One release as board.graphql answers it. */
export interface BoardRelease {
  readonly key: string;
  /** Null for a declared change that the tool hides. */
  readonly changes: { readonly nodes: readonly ({ readonly number: string } | null)[] };
  readonly workItems: { readonly totalCount: number };
  readonly package: { readonly artifacts: readonly { readonly artifact: { readonly sha256: string } | null }[] };
  readonly configurationItems: { readonly nodes: readonly { readonly name: string }[] };
}

/** What one release must hold: texts to compare, sorted. */
type Held = Readonly<Record<'changes' | 'workItems' | 'artifacts' | 'items', readonly string[]>>;

/** Sentences about every release of which the board says something else than the story tells; none when they are equal. */
export function differences(story: Story, board: readonly BoardRelease[]): readonly string[] {
  const answered = new Map(board.map((release) => [release.key, release]));
  return story.releases.flatMap((release) => {
    const one = answered.get(release.key);
    const [expected, actual] = [told(story, release), one === undefined ? null : held(one)];
    return isDeepStrictEqual(expected, actual) ? [] : [`${release.key}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
  });
}

function held({ changes, workItems, package: { artifacts }, configurationItems }: BoardRelease): Held {
  return {
    changes: changes.nodes.flatMap((change) => change?.number ?? []).toSorted(),
    workItems: [String(workItems.totalCount)],
    artifacts: artifacts.map(({ artifact }) => artifact?.sha256 ?? 'none').toSorted(),
    items: configurationItems.nodes.map(({ name }) => name).toSorted(),
  };
}

/** Changes called "Restricted" are hidden from the hub's account; the items of the service's targets belong to every release of it. */
function told(story: Story, release: StoryRelease): Held {
  const changes = release.changes.filter(({ title }) => !title.startsWith('Restricted:'));
  const targets = Object.values(story.services.find(({ key }) => key === release.serviceKey)?.target ?? {});
  return {
    changes: changes.map(({ number }) => number).toSorted(),
    workItems: [String(new Set(release.workItems.map(({ key }) => key)).size)],
    artifacts: release.artifacts.map(({ name, content }) => digest(name === tamperedArtifact.name ? tamperedArtifact.content : content)).toSorted(),
    items: [...new Set([...targets, ...changes.flatMap(({ items }) => items)])].toSorted(),
  };
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
