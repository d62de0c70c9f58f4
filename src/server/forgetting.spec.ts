import { forgetting } from './forgetting.ts';
import { createLog } from './log.ts';

it('forgets at the start what is older than it is kept, goes on after a failure, and waits when it is stopped', async () => {
  const forgotten: string[] = [];
  let isWritten = false;
  const written: string[] = [];
  const stop = forgetting(86_400_000, {
    clock: { now: () => new Date('2026-12-01T12:00:00.000Z') }, log: createLog('error', { write: (line) => { written.push(line); } }),
    peoplePast: {
      async forget(before) {
        forgotten.push(before);
        await new Promise((resolve) => { setTimeout(resolve, 20); });
        isWritten = true;
        throw new Error('the database is away');
      },
    },
  });
  await stop();
  expect([forgotten, isWritten]).toEqual([['2026-11-30T12:00:00.000Z'], true]);
  expect(written.join()).toContain('could not be forgotten');
});
