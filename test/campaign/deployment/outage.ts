import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { chance } from '../../../src/domain/chance.fixture.ts';
import type { Part } from './part.ts';
import { ownPostgres } from './postgres-of-own.ts';
import { Stage } from './stage.ts';

const services = 5;

/** PostgreSQL is stopped, in order or as by a crash, while deployments are under way, and started again. */
export const outage: Part = {
  name: 'outage',
  round: `PostgreSQL stopped and started under ${services} deployments`,
  rounds: { full: 100, short: 2 },
  async open() {
    const database = await ownPostgres(await freePort());
    await database.start();
    const stage = await Stage.open({ server: database.url, nodes: 2, yard: { services, deployers: ['github'] } });
    let exits = 0;
    for (const hub of stage.hubs) void hub.exited.then(() => { exits += 1; });
    return {
      async close() {
        await stage.close();
        await database.close();
      },
      async play(round) {
        const next = chance(round);
        const [before, exitsBefore] = [stage.posts('github'), exits];
        const asked = Promise.all(Array.from({ length: services }, (_, service) => stage.insist(service, 'github')));
        await pause(next() * 1_500);
        await database.stop(round % 2 === 0 ? 'fast' : 'immediate');
        await pause(1_000 + next() * 2_000);
        await database.start();
        const ids = await asked;
        // Stopped between INTENT and the post, nothing was sent: that is proven only after a minute.
        const standing = await stage.ended(ids, 180_000);
        const runs = await stage.runs('github', ids);
        const posts = stage.posts('github') - before;
        const notEnded = standing.filter(({ finishedAt }) => finishedAt === null);
        const odd = standing.filter((one, nth) => one.finishedAt !== null && (one.state === 'SUCCEEDED') !== (runs[nth] === 1));
        const doubled = runs.filter((made) => made > 1).length + Math.max(0, posts - ids.length);
        return {
          counts: { outages: 1, deployments: ids.length, processExits: exits - exitsBefore, doubleTriggers: doubled, lostDeployments: notEnded.length + ids.length - standing.length },
          wrong: [...[...notEnded, ...odd].map((one) => `${one.id} is ${one.state}: ${one.because}`), ...(exits > exitsBefore ? ['a hub ended'] : []), ...(doubled > 0 ? [`${posts} posts, runs ${runs.join(', ')}`] : [])],
        };
      },
    };
  },
};

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  return port;
}
