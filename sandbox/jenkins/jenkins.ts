import express from 'express';
import type { Story } from '../bank/story.ts';
import { hookRoutes, listen, openState, outbox, signedHeaders } from '../kernel/index.ts';
import type { StandIn, StandInOptions } from '../kernel/index.ts';
import { answer, errorPage, refuse } from './answers.ts';
import { controlRoutes } from './control.ts';
import { door, visitorOf } from './door.ts';
import { jobRoutes, queueRoutes } from './routes.ts';
import { settle } from './settle.ts';
import { tellJenkins } from './state.ts';
import { jobUrl } from './views.ts';

export interface JenkinsOptions extends StandInOptions {
  readonly story: Story;
  /** How long a build takes, milliseconds; before it, it waits a fifth of that in the queue. Default 3000. */
  readonly runMs?: number;
}

/** Starts Jenkins: jobs in folders, the queue, builds, as apis/README.md §12 tells them. */
export async function startJenkins(options: JenkinsOptions): Promise<StandIn> {
  const state = openState(() => tellJenkins(options.story), options.stateFile);
  const box = outbox(options.now, signedHeaders);
  const jenkins = { data: state.data, now: options.now, changed: state.changed, runMs: options.runMs ?? 3_000, box };
  const app = express();
  app.disable('x-powered-by');
  hookRoutes(app, box);
  controlRoutes(app, state.data, state.changed);
  app.use((_req, _res, next) => {
    if (settle(state.data, Date.now(), options.now())) state.changed();
    next();
  });
  app.use(door());
  app.use(express.urlencoded({ extended: false }));
  app.get('/api/json', (req, res) => { answer(req, res, { _class: 'hudson.model.Hudson', mode: 'NORMAL', nodeDescription: 'the Jenkins controller\'s built-in node', useCrumbs: true, useSecurity: true, jobs: state.data.jobs.map(({ fullName }) => ({ _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob', name: fullName, url: jobUrl(fullName), color: 'blue' })) }); });
  app.get('/me/api/json', (req, res) => { answer(req, res, { _class: 'hudson.model.User', id: visitorOf(res).user, fullName: visitorOf(res).user }); });
  queueRoutes(app, jenkins);
  jobRoutes(app, jenkins);
  app.use((_req, res) => { refuse(res, 404, 'Not Found'); });
  return listen({
    name: 'jenkins', options, app, onClose: () => { box.close(); return state.flush(); },
    emptyAnswer: () => ({ body: {} }),
    statusAnswer: (status) => ({ body: errorPage(status, 'The sandbox was told to answer so'), headers: { 'X-Jenkins': '2.541.3' } }),
  });
}
