import { chance } from '../../../src/domain/chance.fixture.ts';
import type { Part } from './part.ts';
import { Stage } from './stage.ts';
import { suspended } from './stale.ts';

const services = 4;

/** SIGSTOP and, past the lease, SIGCONT. */
export const paused: Part = {
  name: 'paused',
  round: 'one node stopped past its lease and let go on',
  rounds: { full: 40, short: 2 },
  async open(server) {
    const stage = await Stage.open({ server, nodes: 2, yard: { services, deployers: ['github'] } });
    return {
      close: () => stage.close(),
      play: (round) => suspended(stage, services, chance(round)() * 1_200, { suspend: () => { stage.hubs[0]?.signal('SIGSTOP'); }, resume: () => { stage.hubs[0]?.signal('SIGCONT'); } }),
    };
  },
};
