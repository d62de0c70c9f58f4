import type { Request, Response, Router } from 'express';
import { baseOf, fieldsOf, param, refuse, refuseField, refusePayload } from './answers.ts';
import { callerOf } from './door.ts';
import type { Jira } from './heart.ts';
import { mayChange } from './permissions.ts';
import type { Project, Version } from './state.ts';

/** Projects and their versions; the same versions once paged and once as a plain list. */
export function versionRoutes(router: Router, jira: Jira): void {
  router.get(`${jira.ways.root}/project/search`, (req, res) => {
    const rows = callerOf(res) === null ? [] : jira.data.projects.filter((project) => isAsked(project, req));
    res.json(paged(rows.map((project) => projectView(project, jira, baseOf(req))), req));
  });
  router.get(`${jira.ways.root}/project/:project`, (req, res) => {
    withProject(jira, req.params.project, res, (project) => { res.json({ ...projectView(project, jira, baseOf(req)), versions: versionsOf(jira, project).map((one) => versionView(one, project, jira, baseOf(req))) }); });
  });
  router.get(`${jira.ways.root}/project/:project/versions`, (req, res) => {
    withProject(jira, req.params.project, res, (project) => { res.json(versionsOf(jira, project).map((one) => versionView(one, project, jira, baseOf(req)))); });
  });
  router.get(`${jira.ways.root}/project/:project/version`, (req, res) => {
    withProject(jira, req.params.project, res, (project) => {
      const rows = versionsOf(jira, project).filter((version) => isWanted(version, req));
      res.json(paged(rows.map((one) => versionView(one, project, jira, baseOf(req))), req));
    });
  });
  router.get(`${jira.ways.root}/version/:version`, (req, res) => {
    withVersion(jira, req.params.version, res, (version, project) => { res.json(versionView(version, project, jira, baseOf(req))); });
  });
  router.put(`${jira.ways.root}/version/:version`, (req, res) => {
    withVersion(jira, req.params.version, res, (version, project) => { put(jira, version, project, req, res); });
  });
}

function isAsked({ key, name, id }: Project, req: Request): boolean {
  const query = (param(req, 'query') ?? '').toLowerCase();
  const among = (name_: string, value: string): boolean => { const asked: unknown = req.query[name_]; return asked === undefined || [asked].flat().includes(value); };
  return `${key} ${name}`.toLowerCase().includes(query) && among('keys', key) && among('id', String(id));
}

function isWanted(version: Version, req: Request): boolean {
  const states = (param(req, 'status') ?? 'released,unreleased,archived').split(',');
  const state = version.isArchived ? 'archived' : version.isReleased ? 'released' : 'unreleased';
  return states.includes(state) && `${version.name} ${version.description}`.toLowerCase().includes((param(req, 'query') ?? '').toLowerCase());
}

function paged(rows: readonly unknown[], req: Request): Record<string, unknown> {
  const startAt = Math.max(0, Number(param(req, 'startAt') ?? 0) || 0);
  const maxResults = Math.min(50, Math.max(1, Number(param(req, 'maxResults') ?? 50) || 50));
  const at = (start: number): string => {
    const url = new URL(req.originalUrl, baseOf(req));
    url.searchParams.set('startAt', String(start));
    url.searchParams.set('maxResults', String(maxResults));
    return url.href;
  };
  const isLast = startAt + maxResults >= rows.length;
  return { self: at(startAt), ...(isLast ? {} : { nextPage: at(startAt + maxResults) }), maxResults, startAt, total: rows.length, isLast, values: rows.slice(startAt, startAt + maxResults) };
}

function versionsOf(jira: Jira, project: Project): readonly Version[] {
  return jira.data.versions.filter(({ projectKey }) => projectKey === project.key);
}

function withProject(jira: Jira, idOrKey: string, res: Response, then: (project: Project) => void): void {
  const project = jira.data.projects.find(({ id, key }) => String(id) === idOrKey || key === idOrKey.toUpperCase());
  if (project === undefined || callerOf(res) === null) refuse(res, 404, `No project could be found with key '${idOrKey}'.`);
  else then(project);
}

function withVersion(jira: Jira, id: string, res: Response, then: (version: Version, project: Project) => void): void {
  const version = jira.data.versions.find((one) => String(one.id) === id);
  const project = jira.data.projects.find(({ key }) => key === version?.projectKey);
  if (version === undefined || project === undefined || callerOf(res) === null) refuse(res, 404, `Could not find version for id '${id}'`);
  else then(version, project);
}

function put(jira: Jira, version: Version, project: Project, req: Request, res: Response): void {
  const body = fieldsOf(req.body, ['name', 'description', 'released', 'archived', 'releaseDate', 'startDate', 'id', 'self', 'project', 'projectId', 'userReleaseDate', 'expand', 'moveUnfixedIssuesTo', 'overdue']);
  if (body === undefined || !mayChange(project.key, callerOf(res))) {
    if (body === undefined) refusePayload(res);
    else refuse(res, 400, 'You must have project administration or global administration rights in order to modify versions.');
    return;
  }
  const { name = version.name, description = version.description, released = version.isReleased, archived = version.isArchived, releaseDate = version.releaseDate } = body;
  if (typeof name !== 'string' || typeof description !== 'string' || typeof released !== 'boolean' || typeof archived !== 'boolean') refusePayload(res);
  else if (versionsOf(jira, project).some((other) => other !== version && other.name === name)) refuseField(res, 'name', 'A version with this name already exists in this project.');
  else if (releaseDate !== null && !(typeof releaseDate === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(releaseDate))) refuseField(res, 'releaseDate', 'Date value must be in the format yyyy-MM-dd');
  else {
    const before = { ...version };
    Object.assign(version, { name, description, isReleased: released, isArchived: archived, releaseDate });
    jira.changed();
    jira.herald.versionUpdated(version, before);
    res.json(versionView(version, project, jira, baseOf(req)));
  }
}

function projectView(project: Project, jira: Jira, base: string): Record<string, unknown> {
  return {
    expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight', self: `${base}${jira.ways.root}/project/${project.id}`, id: String(project.id), key: project.key, name: project.name,
    projectTypeKey: 'software', simplified: false, style: 'classic', isPrivate: false, properties: {},
    ...(project.leadAccountId === null ? {} : { lead: jira.ways.user(project.leadAccountId, jira.data, base) }),
  };
}

/** Dates are days without a zone; `userReleaseDate` is the same day as the account's language writes it. */
function versionView(version: Version, project: Project, jira: Jira, base: string): Record<string, unknown> {
  const { releaseDate } = version;
  const dated = releaseDate === null ? {} : { userReleaseDate: localDay(releaseDate), ...(version.isReleased ? {} : { overdue: releaseDate < jira.now().toISOString().slice(0, 10) }) };
  return { ...jira.ways.version(version, base), ...dated, projectId: project.id };
}

function localDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(day)).replaceAll(' ', '/');
}
