import { randomUUID } from 'node:crypto';
import type { Part } from './part.ts';
import { Stage } from './stage.ts';

const atOnce = 64;
const nodes = 3;
const services = 10;

/** One idempotency key, posted 64 times at once over three nodes. */
export const keys: Part = {
  name: 'keys',
  round: `one idempotency key posted ${atOnce} times at once over ${nodes} nodes`,
  rounds: { full: 500, short: 4 },
  async open(server) {
    const stage = await Stage.open({ server, nodes, yard: { services, deployers: ['github'] } });
    return {
      close: () => stage.close(),
      async play(round) {
        const before = stage.posts('github');
        const key = randomUUID();
        const ids = await Promise.all(Array.from({ length: atOnce }, (_, nth) => stage.trigger(nth, round % services, 'github', key)));
        const different = [...new Set(ids)];
        const standing = await stage.ended(different);
        const runs = (await stage.runs('github', different)).reduce((sum, made) => sum + made, 0);
        const posts = stage.posts('github') - before;
        const isRight = different.length === 1 && runs === 1 && posts === 1 && standing[0]?.state === 'SUCCEEDED';
        return {
          counts: { idempotencyKeys: 1, idempotencyExtraDeployments: different.length - 1, doubleTriggers: Math.max(0, posts - 1) },
          wrong: isRight ? [] : [`${different.length} deployments, ${posts} posts, ${runs} runs: ${standing.map(({ because }) => because).join(' ')}`],
        };
      },
    };
  },
};
