import { Router } from 'express';
import { buildAsked } from './build.routes.ts';
import type { BuildArtifact, StoredFile } from './data.ts';
import { fullPath } from './data.ts';
import { transfer } from './deploy.ts';
import type { Caller } from './door.ts';
import { buildInstant } from './instants.ts';
import { Refusal } from './refusal.ts';
import { contentTypeOf, objectOf } from './request.ts';
import type { Shop } from './shop.ts';

const promotionRequest = 'application/vnd.org.jfrog.artifactory.build.promotionrequest+json';

interface Wish { readonly status: string; readonly comment: string; readonly sourceRepo: string | undefined; readonly targetRepo: string | undefined; readonly isMove: boolean; readonly isDry: boolean; readonly isFailingFast: boolean }
interface Message { readonly level: 'error' | 'warning' | 'info'; readonly message: string }

/** POST /api/build/promote: moves (unless copy is said) a build's artifacts, and stamps the build with a status. */
export function promotionRoutes(shop: Shop): Router {
  return Router().post('/api/build/promote/:name/:number', (req, res) => {
    const caller = shop.caller(req);
    if (![promotionRequest, 'application/json'].includes(contentTypeOf(req))) throw new Refusal(415, 'Unsupported Media Type');
    const wish = readWish(objectOf(req));
    const build = buildAsked(shop, req);
    const artifacts = (build.info.modules ?? []).flatMap((module) => module.artifacts ?? []);
    const messages = wish.targetRepo === undefined ? [] : promote(shop, caller, artifacts, wish, wish.targetRepo);
    if (!wish.isDry) {
      const stamp = { status: wish.status, comment: wish.comment, timestamp: buildInstant(shop.now()), user: caller.userName, ciUser: caller.userName, ...(wish.targetRepo === undefined ? {} : { repository: wish.targetRepo }) };
      build.info.statuses = [...(build.info.statuses ?? []), stamp];
      shop.changed();
      shop.herald.build('promoted', build);
    }
    // With failFast off a promotion that lost files still answers 200: the levels tell (apis/README.md §9).
    res.json({ messages });
  });
}

function promote(shop: Shop, caller: Caller, artifacts: readonly BuildArtifact[], wish: Wish, targetRepo: string): readonly Message[] {
  if (!Object.hasOwn(shop.data.repositories, targetRepo) || !caller.maySee(targetRepo)) throw new Refusal(404, `Cannot find the target repository: ${targetRepo}`);
  const messages: Message[] = [];
  for (const artifact of artifacts) {
    const file = find(shop, caller, artifact, wish.sourceRepo);
    if (file === undefined) {
      const message = `Unable to find artifact '${artifact.name}' with sha1 ${artifact.sha1 ?? '(none)'} of the build`;
      if (wish.isFailingFast) throw new Refusal(400, message);
      messages.push({ level: 'error', message });
      continue;
    }
    if (file.repo === targetRepo) messages.push({ level: 'warning', message: `${artifact.name} is in ${targetRepo} already` });
    else if (!wish.isDry) transfer(shop, caller, file, fullPath(targetRepo, file.path, file.name), wish.isMove);
  }
  return [...messages, { level: 'info', message: `${artifacts.length - messages.length} artifacts ${wish.isMove ? 'moved' : 'copied'} to ${targetRepo}${wish.isDry ? ' (dry run)' : ''}` }];
}

/** Artifacts are found by content, not by place: an overwritten file is no longer the build's. */
function find(shop: Shop, caller: Caller, artifact: BuildArtifact, sourceRepo: string | undefined): StoredFile | undefined {
  const known = shop.data.repositories;
  return Object.values(shop.data.files).find((file) => file.sha1 === artifact.sha1 && caller.maySee(file.repo)
    && known[file.repo]?.isHidden === false && (sourceRepo === undefined || file.repo === sourceRepo));
}

function readWish(body: Readonly<Record<string, unknown>>): Wish {
  const text = (key: string): string | undefined => (typeof body[key] === 'string' && body[key] !== '' ? body[key] : undefined);
  return {
    status: text('status') ?? '', comment: text('comment') ?? '', sourceRepo: text('sourceRepo'), targetRepo: text('targetRepo'),
    isMove: body['copy'] !== true, isDry: body['dryRun'] === true, isFailingFast: body['failFast'] !== false,
  };
}
