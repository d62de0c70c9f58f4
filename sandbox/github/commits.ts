import type express from 'express';
import { commitMeant, committedAt } from '../bank/commits.ts';
import type { Story } from '../bank/story.ts';
import { baseOf, page, refuse } from './answers.ts';
import type { GitHub } from './github.ts';
import { account } from './repository.view.ts';
import type { Repository } from './state.ts';

const author = 'build-bot';

/** Commits, as GitHub's own description has them: a list, and one by its sha, a branch or a tag. Seconds are the smallest unit that git knows. */
export function commitRoutes(router: express.Router, github: GitHub, story: Story): void {
  router.get('/repos/:owner/:repo/commits', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const all = [...new Set(Object.values(repository.refs))].toSorted((one, other) => committedAt(story, other).localeCompare(committedAt(story, one)));
    res.json(page(req, res, all).map((sha) => commitView(repository, sha, story, baseOf(req))));
  });
  router.get('/repos/:owner/:repo/commits/:ref', (req, res) => {
    const repository = github.repository(req.params, res);
    if (repository === undefined) return;
    const sha = commitMeant(repository.refs, req.params.ref);
    if (sha === undefined) refuse(res, 422, `No commit found for SHA: ${req.params.ref}`, '/commits/commits#get-a-commit');
    else res.json({ ...commitView(repository, sha, story, baseOf(req)), stats: { total: 2, additions: 1, deletions: 1 }, files: [] });
  });
}

function commitView(repository: Repository, sha: string, story: Story, base: string): Record<string, unknown> {
  const url = `${base}/repos/${repository.fullName}`;
  const signed = { name: 'North Bank', email: 'build@northbank.example', date: committedAt(story, sha).replace(/\.\d{3}Z$/, 'Z') };
  return {
    url: `${url}/commits/${sha}`, sha, node_id: `C_${sha.slice(0, 12)}`, html_url: `${base}/${repository.fullName}/commit/${sha}`, comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`, author: signed, committer: signed, message: 'A change', comment_count: 0, tree: { sha, url: `${url}/git/trees/${sha}` },
      verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null },
    },
    author: account(author, base), committer: account(author, base), parents: [],
  };
}
