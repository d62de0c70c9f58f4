import { setTimeout as pause } from 'node:timers/promises';
import { say } from './cold.ts';
import { answerOf } from './endpoint.ts';
import { median, rounded } from './median.ts';
import { page } from './operations.ts';
import { memoryOf } from './proc.ts';
import type { Party, Stage } from './stage.ts';

const clients = 10;

/** What the hub holds after so many pages, beside what it held after a tenth of them; tools are asked whenever copies have become too old. */
export async function measureMemory(stage: Stage, { pages }: { readonly pages: number }) {
  const hub = await stage.startHub();
  try {
    await ask(hub, pages / 10);
    const early = await held(hub);
    await ask(hub, pages - pages / 10);
    const late = await held(hub);
    say(`RSS after ${pages / 10} pages ${early.toFixed(0)} MiB, after ${pages} ${late.toFixed(0)} MiB`);
    return { figures: { rssGrowthRatio: rounded(late / early) } };
  } finally {
    await hub.stop();
  }
}

async function ask(hub: Party, pages: number): Promise<void> {
  let left = pages;
  await Promise.all(Array.from({ length: clients }, async () => {
    for (; left > 0;) {
      left -= 1;
      const told = await hub.endpoint.ask(page);
      if (left % 100 === 0) answerOf(told);
    }
  }));
}

/** Memory swings with each collection of garbage: the median of a second. */
async function held(hub: Party): Promise<number> {
  const samples: number[] = [];
  for (let sample = 0; sample < 11; sample += 1) {
    samples.push(memoryOf(hub.pid).nowMb);
    await pause(100);
  }
  return median(samples);
}
