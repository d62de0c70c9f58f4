import { Webhook } from 'standardwebhooks';
import { InMemoryQueue } from '../deployment/testing/in-memory-queue.ts';
import type { Posted, Posting } from '../domain/ports/poster.ts';
import { anchorWebhook } from './anchor-webhook.ts';
import { createLog } from './log.ts';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const anchor = { number: 7, hash: 'a'.repeat(64), at: '2026-12-24T00:00:00.000Z', keyId: 'key', signature: 'c2lnbmF0dXJl' };

/** A webhook that answers one after the other, and a queue whose pauses are told and not waited for. */
async function webhook(answers: readonly Posted[], now: () => Date = () => new Date()): Promise<{ readonly posted: Posting[]; readonly pauses: number[]; readonly said: string[]; readonly post: () => Promise<void> }> {
  const [posted, pauses, said]: [Posting[], number[], string[]] = [[], [], []];
  const work = new InMemoryQueue();
  const queue: Pick<InMemoryQueue, 'enqueue' | 'work'> = {
    work: (name, handler) => work.work(name, handler),
    enqueue: (name, key, delayMs) => { pauses.push(delayMs); return work.enqueue(name, key, 0); },
  };
  const poster = { post: (posting: Posting): Promise<Posted> => { posted.push(posting); return Promise.resolve(answers[posted.length - 1] ?? { isTaken: true }); } };
  const post = await anchorWebhook({ url: 'https://anchors.example/in', secret }, { queue, poster, clock: { now }, log: createLog('warn', { write: (line) => { said.push(line); } }) });
  return {
    posted, pauses, said,
    post: async () => {
      await post(anchor);
      for (let seen = -1; seen !== posted.length;) {
        seen = posted.length;
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
    },
  };
}

const refused = (status: number | null, retryAt: string | null = null): Posted => ({ isTaken: false, status, because: 'no', retryAt });

it('posts an anchor signed as Standard Webhooks says, so that its data is a line of a file of anchors', async () => {
  const { posted, pauses, said, post } = await webhook([]);
  await post();
  const [one] = posted as [Posting];
  expect(one.address).toBe('https://anchors.example/in');
  expect(new Webhook(secret).verify(one.body, { ...one.headers })).toEqual({ type: 'audit.anchored', timestamp: anchor.at, data: anchor });
  expect([posted.length, pauses, said]).toEqual([1, [0], []]);
});

it('posts it again under the same id until it is taken, each time later, and no sooner than it was asked to', async () => {
  const now = new Date(Date.parse(anchor.at) + 60_000);
  const { posted, pauses, said, post } = await webhook([refused(500), refused(null), refused(429, '2026-12-24T00:31:00.000Z')], () => now);
  await post();
  expect(new Set(posted.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect([posted.length, pauses, said.length]).toEqual([4, [0, 60_000, 60_000, 1_800_000], 3]);
});

it.each([
  ['the receiver wants nothing any more', refused(410), 0],
  ['a day is over', refused(503), 86_400_001],
])('gives it up when %s, and says so', async (_when, answer, ageMs) => {
  const { posted, said, post } = await webhook([answer], () => new Date(Date.parse(anchor.at) + ageMs));
  await post();
  expect([posted.length, said.length, said[0]]).toEqual([1, 1, expect.stringContaining('was given up')]);
});
