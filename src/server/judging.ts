import { UserMistake } from '../domain/error.ts';
import { judgingFromNow } from '../domain/ports/ask.ts';
import type { Outcomes } from '../domain/ports/outbox.ts';
import type { JudgementBasis, JudgementPurpose, Readiness } from '../domain/readiness.ts';
import { redactedReadiness, type Outlook } from '../domain/redaction.ts';
import type { Release } from '../domain/release.ts';
import { judgeWithFacts, type Judgement, type ReadinessPorts } from '../readiness/index.ts';
import { watchedJudgement, type Watches } from './watched-work.ts';

type Asked = readonly [release: Release, environment: string, basis: JudgementBasis, purpose?: JudgementPurpose, signal?: AbortSignal];

/** How this hub judges: each judgement counted and traced, and its facts kept for as long as somebody holds it. */
export interface Judging {
  judge(...asked: Asked): Promise<Judgement>;
  /** The same from live facts, and how it came out is remembered, for those who are told of a change. */
  judgeToTell(release: Release, environment: string): Promise<Judgement>;
  /** The same by key. @throws UserMistake NOT_FOUND for a key that is none. */
  judgeKeyToTell(releaseKey: string, environment: string): Promise<Judgement>;
  /** A judgement as it may be told where nobody knows who reads: without words about restricted records. */
  toldToAnybody(readiness: Readiness): Promise<Readiness>;
  /** What a judgement was made of; null for one that was stored. */
  factsBehind(readiness: Readiness): Judgement['facts'] | null;
}

interface Told {
  readonly outcomes: Outcomes;
  readonly anybody: Outlook;
  readonly watches: Watches;
}

export function judgingOf(ports: ReadinessPorts, { outcomes, anybody, watches }: Told): Judging {
  const toldToAnybody: Judging['toldToAnybody'] = (readiness) => redactedReadiness(readiness, anybody);
  const factsOf = new WeakMap<Readiness, Judgement['facts']>();
  const judge: Judging['judge'] = async (release, environment, basis, purpose = 'RELEASE', signal) => {
    const ask = basis === 'LIVE' && { ask: { ...judgingFromNow(), ...(signal && { signal }) } };
    const judgement = await watchedJudgement(watches, { releaseKey: release.key, environment, basis }, () => judgeWithFacts(ports, { release, environment, basis, purpose, ...ask }));
    factsOf.set(judgement.readiness, judgement.facts);
    return judgement;
  };
  const judgeToTell: Judging['judgeToTell'] = async (release, environment) => {
    const judgement = await judge(release, environment, 'LIVE');
    await outcomes.record(await toldToAnybody(judgement.readiness));
    return judgement;
  };
  return {
    judge, judgeToTell, toldToAnybody,
    async judgeKeyToTell(releaseKey, environment) {
      const release = (await ports.releases.byKeys([releaseKey])).get(releaseKey);
      if (release === undefined) throw new UserMistake('NOT_FOUND', `There is no release ${releaseKey}.`, ['releaseKey']);
      return judgeToTell(release, environment);
    },
    factsBehind: (readiness) => factsOf.get(readiness) ?? null,
  };
}
