import { UserMistake } from '../../../domain/error.ts';
import type { Promotion, Sha256 } from '../../../domain/artifact.ts';
import type { Ask } from '../../../domain/ports/ask.ts';
import type { BuildPromotion } from '../../../domain/ports/desk.ts';
import { HttpProblem } from '../../http/index.ts';
import { allOf, equals, itemQueries } from '../aql.ts';
import { readBuildInfo } from '../build.reader.ts';
import { inOneSentence } from '../bundles/promotion-state.ts';
import type { ArtifactoryClient } from '../client.ts';
import type { Scope } from '../options.ts';
import { toBuildStatuses, toSha256 } from '../translate.ts';
import { promotedSchema } from '../wire.ts';
import type { BuildInfo } from '../wire.ts';

const contentType = 'application/vnd.org.jfrog.artifactory.build.PromotionRequest+json';

/**
 * Copies (the tool's default is to move, which would take the sealed files away) and says COMPLETED only when every file
 * of the build stands in the target with the digest that the build told. Posted once: whether a lost answer did it is
 * looked up. What stands there already, with the status already said, is not posted again.
 */
export async function promoteBuild(client: ArtifactoryClient, order: BuildPromotion, ask: Ask): Promise<Promotion> {
  const found = await findBuild(client, order, ask);
  if (found === null) throw new UserMistake('NOT_FOUND', `There is no build ${order.name}/${order.number}, or it is hidden from us.`, ['name']);
  const expected = filesOf(found.info);
  const at = client.origin().fetchedAt;
  const isSaid = toBuildStatuses(found.info).some(({ status, repository }) => status === order.status && repository === order.targetRepository);
  const before = await missingFrom(client, order.targetRepository, expected, ask);
  if (isSaid && before.length === 0 && expected.length > 0) return toPromotion(order, 'COMPLETED', at, null);
  const told = await post(client, order, found.scope, ask);
  if (told !== null) return toPromotion(order, 'FAILED', at, told);
  const missing = await missingFrom(client, order.targetRepository, expected, ask);
  if (expected.length === 0) return toPromotion(order, 'UNKNOWN', at, 'the build tells no digest of a file, so nobody can say that it is there');
  return missing.length === 0 ? toPromotion(order, 'COMPLETED', at, null) : toPromotion(order, 'FAILED', at, `${missing.length} of ${expected.length} files of the build are not in ${order.targetRepository}, the first is ${missing[0]?.name ?? ''}`);
}

interface ExpectedFile { readonly name: string; readonly sha256: Sha256 | null }

async function findBuild(client: ArtifactoryClient, { name, number }: BuildPromotion, ask: Ask): Promise<{ readonly info: BuildInfo; readonly scope: Scope } | null> {
  for (const scope of client.scopes) {
    const info = await readBuildInfo({ ...client, scopes: [scope] }, { name, number, startedAt: null }, ask);
    if (info !== null) return { info, scope };
  }
  return null;
}

function filesOf({ modules }: BuildInfo): readonly ExpectedFile[] {
  return (modules ?? []).flatMap(({ artifacts }) => artifacts ?? []).map(({ name, sha256 }) => ({ name, sha256: toSha256(sha256) }));
}

/** The files that do not stand in that repository with their digest; one whose digest nobody told is never called there. */
async function missingFrom(client: ArtifactoryClient, repository: string, expected: readonly ExpectedFile[], ask: Ask): Promise<readonly ExpectedFile[]> {
  const digests = [...new Set(expected.flatMap(({ sha256 }) => sha256 ?? []))];
  const { items } = await client.aql(itemQueries(digests.map((digest) => allOf(equals('repo', repository), equals('sha256', digest)))), ask);
  const there = new Set(items.filter(({ repo }) => repo === repository).map(({ name, sha256 }) => `${name}@${toSha256(sha256) ?? ''}`));
  return expected.filter(({ name, sha256 }) => sha256 === null || !there.has(`${name}@${sha256}`));
}

/** Null when the tool complains of nothing, or its answer was lost on the way: then what stands there decides. */
async function post(client: ArtifactoryClient, order: BuildPromotion, scope: Scope, ask: Ask): Promise<string | null> {
  const wish = {
    status: order.status, comment: order.comment, timestamp: client.origin().fetchedAt.replace('Z', '+0000'), dryRun: false, sourceRepo: order.sourceRepository, targetRepo: order.targetRepository,
    copy: true, artifacts: true, dependencies: false, properties: order.properties, failFast: true,
  };
  try {
    const { body } = await client.send({
      method: 'POST', path: `/artifactory/api/build/promote/${encodeURIComponent(order.name)}/${encodeURIComponent(order.number)}`, query: { ...scope }, text: { body: JSON.stringify(wish), contentType }, schema: promotedSchema, ask, doing: 'promoting a build',
    });
    const failures = (body.messages ?? []).filter(({ level }) => level.toLowerCase() === 'error');
    return failures.length === 0 ? null : inOneSentence(failures.map(({ message }) => message)) ?? 'the library reported an error';
  } catch (error) {
    if (error instanceof HttpProblem && !error.isDefiniteRefusal && error.mayHaveArrived && await isPromoted(client, order, ask)) return null;
    throw error;
  }
}

/** Whether the build says that it was promoted there: only then did the lost answer belong to something done. */
async function isPromoted(client: ArtifactoryClient, order: BuildPromotion, ask: Ask): Promise<boolean> {
  const found = await findBuild(client, order, ask).catch(() => null);
  return found !== null && toBuildStatuses(found.info).some(({ status, repository }) => status === order.status && repository === order.targetRepository);
}

function toPromotion({ targetRepository, status }: BuildPromotion, state: Promotion['state'], at: string, because: string | null): Promotion {
  return { target: targetRepository, state, stateLabel: status, at, because };
}
