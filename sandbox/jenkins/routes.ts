import type express from 'express';
import type { Request, Response } from 'express';
import type { Outbox } from '../kernel/index.ts';
import { announce } from './announce.ts';
import { answer, refuse, send, sign } from './answers.ts';
import { visitorOf } from './door.ts';
import { schedule } from './schedule.ts';
import { hasLeft, phaseOf } from './settle.ts';
import type { Build, JenkinsData, Job } from './state.ts';
import { buildView, configuredUrl, itemView, jobUrl, jobView, stagesView } from './views.ts';

/** The stand-in's heart as its routes see it. */
export interface Jenkins {
  readonly data: JenkinsData;
  readonly runMs: number;
  readonly now: () => Date;
  readonly changed: () => void;
  readonly box: Outbox;
}

export function queueRoutes(router: express.Router, { data, changed }: Jenkins): void {
  router.get('/queue/api/json', (req, res) => {
    answer(req, res, { _class: 'hudson.model.Queue', discoverableItems: [], items: data.items.filter((item) => !hasLeft(item)).map(itemView) });
  });
  router.get('/queue/item/:id/api/json', (req, res) => {
    const item = data.items.find(({ id }) => String(id) === req.params.id);
    if (item === undefined) refuse(res, 404, 'Not Found');
    else answer(req, res, itemView(item));
  });
  const cancel = (id: unknown, res: Response, done: () => void): void => {
    const item = data.items.find((one) => String(one.id) === id);
    if (item === undefined || hasLeft(item)) refuse(res, 404, 'Not Found');
    else {
      item.canceledMs = Date.now();
      changed();
      done();
    }
  };
  router.post('/queue/cancelItem', (req, res) => {
    cancel(req.query['id'], res, () => {
      sign(res);
      res.status(204).end();
    });
  });
  router.post('/queue/item/:id/cancelQueue', (req, res) => { cancel(req.params.id, res, () => { send(res, 302, `${configuredUrl}/queue/`); }); });
}

/** /job/{folder}/job/{name}/…: as deep as the folders go. */
export function jobRoutes(router: express.Router, jenkins: Jenkins): void {
  router.use((req, res, next) => {
    const place = /^((?:\/job\/[^/]+)+)(?:\/(\d+))?\/(api\/json|buildWithParameters|build|stop|wfapi\/describe|consoleText|logText\/progressiveText)$/.exec(req.path);
    if (place === null) {
      next();
      return;
    }
    const [, path = '', number, verb = ''] = place;
    const fullName = path.split('/job/').slice(1).map(decodeURIComponent).join('/');
    const job = jenkins.data.jobs.find((one) => one.fullName === fullName);
    const build = jenkins.data.builds.find((one) => one.job === fullName && String(one.number) === number);
    const serve = job === undefined || (number !== undefined && build === undefined) ? undefined : verbs[`${req.method === 'HEAD' ? 'GET' : req.method} ${build === undefined ? 'job' : 'build'} ${verb}`];
    if (job === undefined || serve === undefined) refuse(res, 404, 'Not Found');
    else serve(jenkins, req, res, { job, build });
  });
}

type Verb = (jenkins: Jenkins, req: Request, res: Response, of: { readonly job: Job; readonly build: Build | undefined }) => void;

const verbs: Readonly<Record<string, Verb>> = {
  'GET job api/json': ({ data }, req, res, { job }) => { answer(req, res, jobView(data, job, Date.now())); },
  'POST job buildWithParameters': trigger,
  'POST job build': trigger,
  'GET build api/json': (_jenkins, req, res, { build }) => { if (build !== undefined) answer(req, res, buildView(build, Date.now())); },
  'GET build wfapi/describe': (_jenkins, req, res, { build }) => { if (build !== undefined) answer(req, res, stagesView(build, Date.now())); },
  'GET build consoleText': (_jenkins, _req, res, { build }) => { if (build !== undefined) log(res, build); },
  'GET build logText/progressiveText': (_jenkins, _req, res, { build }) => { if (build !== undefined) log(res, build); },
  'POST build logText/progressiveText': (_jenkins, _req, res, { build }) => { if (build !== undefined) log(res, build); },
  'POST build stop': ({ changed }, _req, res, { build }) => {
    if (build === undefined) return;
    if (visitorOf(res).isReader) {
      refuse(res, 403, 'vera.lind is missing the Job/Cancel permission');
      return;
    }
    if (phaseOf(build, Date.now()).building) build.stoppedMs = Date.now();
    changed();
    send(res, 302, `${jobUrl(build.job)}${build.number}/`);
  },
};

/** A log that still grows says so in a header. */
function log(res: Response, build: Build): void {
  const { building, result } = phaseOf(build, Date.now());
  const text = `Started by user ${build.user}\n${building ? '' : `Finished: ${String(result)}\n`}`;
  sign(res);
  res.setHeader('X-Text-Size', String(Buffer.byteLength(text)));
  if (building) res.setHeader('X-More-Data', 'true');
  res.type('text/plain').send(text);
}

function trigger(jenkins: Jenkins, req: Request, res: Response, { job }: { readonly job: Job }): void {
  const { user, isReader } = visitorOf(res);
  if (isReader) refuse(res, 403, `${user} is missing the Job/Build permission`);
  else if (job.isDisabled) refuse(res, 409, `${job.fullName} is not buildable`);
  else if (req.path.endsWith('/build') === (job.parameters !== null)) refuse(res, 400, job.parameters === null ? 'Job is not parameterized' : 'Nothing is submitted');
  else {
    const asked = { ...strings(req.query), ...strings(req.body) };
    const { item, isNew } = schedule(jenkins.data, job, asked, { now: jenkins.now(), wallMs: Date.now(), runMs: jenkins.runMs, user });
    if (isNew) announce(jenkins, item);
    jenkins.changed();
    send(res, isNew ? 201 : 303, `${configuredUrl}/queue/item/${item.id}/`);
  }
}

function strings(values: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries((values ?? {}) as Readonly<Record<string, unknown>>).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
