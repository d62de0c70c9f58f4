import DataLoader from 'dataloader';
import { UserMistake } from '../domain/error.ts';
import type { JudgementBasis, JudgementPurpose, Readiness } from '../domain/readiness.ts';
import type { Release } from '../domain/release.ts';

export interface JudgementKey {
  readonly release: Release;
  readonly environment: string;
  readonly basis: JudgementBasis;
  readonly purpose: JudgementPurpose;
}

/** Judging live asks every tool anew for every release, so one request may have this many releases judged so. */
export const liveReleasesPerRequest = 10;

/**
 * Judgements of one request. More than ten releases judged LIVE are refused, all of them and before any tool is asked,
 * however the request spells its list (a page, aliases, nodes).
 */
export function readinessLoader(judge: (key: JudgementKey) => Promise<Readiness>): DataLoader<JudgementKey, Readiness, string> {
  const live = new Set<string>();
  return new DataLoader<JudgementKey, Readiness, string>(
    (keys) => {
      for (const { release, basis } of keys) if (basis === 'LIVE') live.add(release.key);
      return Promise.all(keys.map(async (key) => (key.basis === 'LIVE' && live.size > liveReleasesPerRequest ? tooMany(live.size) : answerOrError(judge(key)))));
    },
    { cacheKeyFn: ({ release, environment, basis, purpose }) => `${basis} ${purpose} ${environment} ${release.key}` },
  );
}

/** A judgement that fails is one key's error, not the batch's. */
async function answerOrError(judgement: Promise<Readiness>): Promise<Readiness | Error> {
  try {
    return await judgement;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function tooMany(count: number): UserMistake {
  return new UserMistake('INVALID', `${count} releases were asked to be judged LIVE in one request; ${liveReleasesPerRequest} is the most. Ask with basis: MIRROR, or for fewer releases.`, ['basis']);
}
