import type { Story } from './story.ts';

/** How long before its build begins a release's commit is made. */
const beforeBuildMs = 37 * 60_000;
/** Of what no release was built of. */
const firstCommitAt = '2024-01-01T00:00:00.000Z';

/** When a commit of the bank's repositories was made. */
export function committedAt(story: Story, sha: string): string {
  const built = story.releases.find(({ build }) => build.vcsRevision === sha);
  return built === undefined ? firstCommitAt : new Date(Date.parse(built.build.startedAt) - beforeBuildMs).toISOString();
}

/** The commit that a ref, a sha or the beginning of one means in a repository; undefined when there is none, or when several begin so. */
export function commitMeant(refs: Readonly<Record<string, string>>, ref: string): string | undefined {
  const all = [...new Set(Object.values(refs))];
  const meant = ref in refs ? [refs[ref]] : ref.length < 4 ? [] : all.filter((sha) => sha.startsWith(ref.toLowerCase()));
  return meant.length === 1 ? meant[0] : undefined;
}
