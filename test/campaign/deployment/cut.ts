import { chance } from '../../../src/domain/chance.fixture.ts';
import { startLine } from './line-to-database.ts';
import type { Part } from './part.ts';
import { Stage } from './stage.ts';
import { suspended } from './stale.ts';

const services = 4;

/** The first node's connections to its database are cut, or stay open and carry nothing, and nobody can connect anew. */
export const cut: Part = {
  name: 'cut',
  round: 'one node without its database past its lease, by turns cut off and half open',
  rounds: { full: 40, short: 2 },
  async open(server) {
    const line = await startLine(new URL(server));
    const stage = await Stage.open({ server, nodes: 2, yard: { services, deployers: ['github'] }, databaseUrlOf: (nth, url) => (nth === 0 ? line.through(url) : url) });
    return {
      close: async () => {
        await stage.close();
        await line.close();
      },
      play: (round) => suspended(stage, services, chance(round)() * 1_200, { suspend: () => { line.cut(round % 2 === 0 ? 'closed' : 'half-open'); }, resume: () => { line.mend(); } }),
    };
  },
};
