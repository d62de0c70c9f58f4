import type { Request, Response, Router } from 'express';
import { baseOf, notFound, page, refuse } from './answers.ts';
import type { GitLab } from './gitlab.ts';
import { isApproved, phaseOf } from './phase.ts';
import type { Job } from './phase.ts';
import type { Pipeline, Project } from './state.ts';
import { jobView } from './views.ts';

/** The jobs of a pipeline, and starting one that waits for a person. */
export function jobRoutes(router: Router, gitlab: GitLab): void {
  router.get('/projects/:id/pipelines/:pipeline/jobs', (req, res) => {
    gitlab.withPipeline(req.params, res, (pipeline, project) => {
      const nowMs = Date.now();
      const jobs = phaseOf(pipeline, nowMs).jobs.toReversed();
      res.json(page(req, res, jobs, gitlab.mostCounted).map((job) => jobView(job, pipeline, project.id, baseOf(req), nowMs)));
    });
  });
  router.get('/projects/:id/pipelines/:pipeline/bridges', (req, res) => {
    gitlab.withPipeline(req.params, res, () => { res.json(page(req, res, [], gitlab.mostCounted)); });
  });
  router.get('/projects/:id/jobs/:job', (req, res) => {
    withJob(gitlab, req, res, (job, pipeline, project) => { res.json(jobView(job, pipeline, project.id, baseOf(req), Date.now())); });
  });
  router.post('/projects/:id/jobs/:job/play', (req, res) => {
    withJob(gitlab, req, res, (job, pipeline, project) => { play(gitlab, job, pipeline, project, req, res); });
  });
}

function play(gitlab: GitLab, job: Job, pipeline: Pipeline, project: Project, req: Request, res: Response): void {
  const deployment = gitlab.data.deployments.find(({ pipelineId }) => pipelineId === pipeline.id);
  if (job.status !== 'manual') {
    refuse(res, 400, '400 Bad request - Unplayable Job');
  } else if (pipeline.outcome === 'blocked' && (deployment === undefined || !isApproved(deployment))) {
    refuse(res, 403, '403 Forbidden - The deployment of this job waits for its approvals.');
  } else {
    pipeline.playedMs = Date.now() - pipeline.acceptedMs;
    gitlab.changed();
    const played = phaseOf(pipeline, Date.now()).jobs.find(({ id }) => id === job.id) ?? job;
    res.json(jobView(played, pipeline, project.id, baseOf(req), Date.now()));
  }
}

function withJob(gitlab: GitLab, req: Request<{ id: string; job: string }>, res: Response, then: (job: Job, pipeline: Pipeline, project: Project) => void): void {
  gitlab.withProject(req.params, res, (project) => {
    const pipeline = gitlab.data.pipelines.find((one) => one.project === project.path && one.id === Math.floor(Number(req.params.job) / 10));
    const job = pipeline === undefined ? undefined : phaseOf(pipeline, Date.now()).jobs.find(({ id }) => String(id) === req.params.job);
    if (pipeline === undefined || job === undefined) notFound(res, '');
    else then(job, pipeline, project);
  });
}
