import type { Router } from 'express';
import { commitMeant, committedAt } from '../bank/commits.ts';
import type { Story } from '../bank/story.ts';
import { baseOf, notFound } from './answers.ts';
import type { GitLab } from './gitlab.ts';

/** One commit by its sha, a branch or a tag, as GitLab's documentation shows it; moments have the offset of whoever committed. */
export function commitRoutes(router: Router, gitlab: GitLab, story: Story): void {
  router.get('/projects/:id/repository/commits/:sha', (req, res) => {
    gitlab.withProject(req.params, res, (project) => {
      const sha = commitMeant(project.refs, req.params.sha);
      if (sha === undefined) {
        notFound(res, 'Commit');
        return;
      }
      const at = inBerlin(committedAt(story, sha));
      res.json({
        id: sha, short_id: sha.slice(0, 8), created_at: at, parent_ids: [], title: 'A change', message: 'A change\n', author_name: 'North Bank', author_email: 'build@northbank.example', authored_date: at,
        committer_name: 'North Bank', committer_email: 'build@northbank.example', committed_date: at, trailers: {}, extended_trailers: {}, web_url: `${baseOf(req)}/${project.path}/-/commit/${sha}`,
        status: null, project_id: project.id, last_pipeline: null, ...(req.query['stats'] === 'false' ? {} : { stats: { additions: 1, deletions: 1, total: 2 } }),
      });
    });
  });
}

/** Two hours ahead of UTC, whatever the season: the same moment in other words. */
function inBerlin(moment: string): string {
  return new Date(Date.parse(moment) + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
}
