import { aDayLater, say } from './cold.ts';
import { answerOf } from './endpoint.ts';
import { rounded } from './median.ts';
import { page } from './operations.ts';
import type { Stage } from './stage.ts';
import { sum } from './tools.ts';

const together = 10;

/** How many calls ten cost who ask for the same cold page at once, beside what one costs; the worst of three times. */
export async function measureCoalescing(stage: Stage) {
  const hub = await stage.startHub({ isSteerable: true });
  try {
    await stage.tools.slow(30);
    const calls = async (askers: number): Promise<number> => {
      await aDayLater(hub);
      await stage.tools.calls();
      const answers = await Promise.all(Array.from({ length: askers }, () => hub.endpoint.ask(page)));
      for (const told of answers) if (answerOf(told).errors.length > 0) throw new Error(`Asking together: ${told.text.slice(-300)}`);
      return sum(await stage.tools.calls());
    };
    await calls(1);
    const ratios: number[] = [];
    for (let repetition = 0; repetition < 3; repetition += 1) {
      const [one, ten] = [await calls(1), await calls(together)];
      say(`one cold page: ${one} calls; ten together: ${ten}`);
      ratios.push(ten / one);
    }
    return { figures: { coalescingRatio: rounded(Math.max(...ratios)) } };
  } finally {
    await stage.tools.slow(0);
    await hub.stop();
  }
}
