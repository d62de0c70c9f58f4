import { isDeepStrictEqual } from 'node:util';
import { dieAt } from '../../system/kill/die-at.ts';
import { due, met } from '../../system/kill/expected.ts';
import { everyAnswer } from '../../system/kill/points.ts';
import { takeSnapshot } from '../../system/kill/snapshot.ts';
import type { Part } from './part.ts';
import { shuffled } from '../../../src/domain/chance.fixture.ts';

/** In an order of chance that is always the same, so that a shortened run is a sample of the whole. */
const deaths = shuffled(everyAnswer, 5);

/** The hub dies at one point of one deployment with one answer, and is started again. */
export const crash: Part = {
  name: 'crash',
  round: 'one death at one point with one answer',
  rounds: { full: deaths.length, short: 8 },
  async open(server) {
    const snapshot = await takeSnapshot(server);
    return {
      close: () => snapshot.drop(),
      async play(round) {
        const death = deaths[round % deaths.length];
        if (death === undefined) throw new Error(`there is no death ${round}`);
        const fate = await dieAt(snapshot, death);
        const { tally } = fate;
        const isAsDue = isDeepStrictEqual(met(fate), due(death));
        const doubled = [tally.incidents > 1, tally.cmdbWrites > 1, tally.changeMoves > 2, tally.promotions > 1, tally.versionReleases > 1].filter(Boolean).length;
        return {
          counts: { crashPoints: 1, kills: 1, doubleTriggers: tally.dispatches > 1 ? 1 : 0, doubleEffects: doubled, lostDeployments: fate.state === null ? 1 : 0 },
          seconds: { takeover: fate.takeoverMs === null ? [] : [fate.takeoverMs / 1_000] },
          wrong: isAsDue ? [] : [`${death.deployer} ${death.answer} ${death.run} ${death.point}: ${JSON.stringify(met(fate))} instead of ${JSON.stringify(due(death))}; ${fate.because}`],
        };
      },
    };
  },
};
