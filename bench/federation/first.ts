import { setTimeout as pause } from 'node:timers/promises';
import { say } from './cold.ts';
import { answerOf } from './endpoint.ts';
import { median, rounded } from './median.ts';
import { page } from './operations.ts';
import type { Party, Stage } from './stage.ts';

/** Started, and idle for so long. */
const idleMs = 1_500;

/** The first question of a fresh process, cold: each hub lives long after the one before. */
export async function measureFirst(stage: Stage, { repetitions }: { readonly repetitions: number }) {
  await stage.tools.slow(30);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const [hub, optimum] = await Promise.all([stage.startHub(), stage.startPeer('optimum')]);
    try {
      await pause(idleMs);
      const turns: readonly (readonly [Party, number[]])[] = repetition % 2 === 0 ? [[hub, ours], [optimum, theirs]] : [[optimum, theirs], [hub, ours]];
      for (const [party, times] of turns) {
        const told = await party.endpoint.ask(page);
        answerOf(told);
        times.push(told.milliseconds);
      }
    } finally {
      await Promise.all([hub.stop(), optimum.stop()]);
    }
  }
  await stage.tools.slow(0);
  say(`first page of a fresh process, median of ${repetitions}: hub ${median(ours).toFixed(0)} ms, optimum ${median(theirs).toFixed(0)} ms; all: ${ours.map(Math.round).join(' ')} and ${theirs.map(Math.round).join(' ')}`);
  return { figures: { firstToOptimum: rounded(median(ours) / median(theirs)) } };
}
