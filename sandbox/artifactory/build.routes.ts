import { Router } from 'express';
import type { Request } from 'express';
import type { BuildInfo, StoredBuild } from './data.ts';
import { fromBuildInstant } from './instants.ts';
import { Refusal } from './refusal.ts';
import { objectOf, paramOf, queryOf } from './request.ts';
import { baseOf } from './shop.ts';
import type { Shop } from './shop.ts';

/** /api/build: what the pipelines published. A build in a project is not there unless the project is named. */
export function buildRoutes(shop: Shop): Router {
  return Router()
    .get('/api/build/:name', (req, res) => {
      shop.caller(req);
      const name = paramOf(req, 'name');
      const found = buildsOf(shop, req).filter(({ info }) => info.name === name);
      if (found.length === 0) throw new Refusal(404, `No build was found for build name: ${name}`);
      res.json({ uri: uriOf(req, name), buildsNumbers: found.map(({ info }) => ({ uri: `/${encodeURIComponent(info.number)}`, started: info.started })) });
    })
    .get('/api/build/:name/:number', (req, res) => {
      shop.caller(req);
      res.json({ buildInfo: buildAsked(shop, req).info, uri: uriOf(req, paramOf(req, 'name'), paramOf(req, 'number')) });
    })
    .put('/api/build', (req, res) => {
      shop.caller(req);
      const info = readBuildInfo(objectOf(req));
      const project = projectOf(req);
      const isSame = (build: StoredBuild): boolean => build.project === project && build.info.name === info.name && build.info.number === info.number && build.info.started === info.started;
      const at = shop.data.builds.findIndex(isSame);
      const build = { project, info };
      shop.data.builds.splice(at < 0 ? shop.data.builds.length : at, at < 0 ? 0 : 1, build);
      shop.changed();
      shop.herald.build('uploaded', build);
      res.status(204).end();
    });
}

/**
 * The build that the address, `started` and `project` or `buildRepo` name; of several runs of one number the latest.
 * @throws Refusal 404 when there is none in that project.
 */
export function buildAsked(shop: Shop, req: Request): StoredBuild {
  const [name, number, started] = [paramOf(req, 'name'), paramOf(req, 'number'), queryOf(req, 'started')];
  const runs = buildsOf(shop, req)
    .filter(({ info }) => info.name === name && info.number === number && (started === undefined || info.started === started))
    .toSorted((a, b) => fromBuildInstant(b.info.started) - fromBuildInstant(a.info.started));
  if (runs[0] === undefined) throw new Refusal(404, `No build was found for build name: ${name}, build number: ${number}`);
  return runs[0];
}

function buildsOf(shop: Shop, req: Request): readonly StoredBuild[] {
  const project = projectOf(req);
  return shop.data.builds.filter((build) => build.project === project);
}

function projectOf(req: Request): string | null {
  const project = queryOf(req, 'project') ?? queryOf(req, 'buildRepo')?.replace(/-build-info$/, '') ?? 'default';
  return project === 'default' || project === 'artifactory' ? null : project;
}

function uriOf(req: Request, ...parts: readonly string[]): string {
  return `${baseOf(req)}/api/build/${parts.map(encodeURIComponent).join('/')}`;
}

function readBuildInfo(body: Readonly<Record<string, unknown>>): BuildInfo {
  const { name, number, started } = body;
  const isDated = typeof started === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d{4})$/.test(started);
  if (typeof name !== 'string' || typeof number !== 'string' || !isDated) throw new Refusal(400, 'Build info needs name, number and started as yyyy-MM-dd\'T\'HH:mm:ss.SSSZ');
  return { ...body, name, number, started };
}
