import { say } from './cold.ts';
import { median, rounded } from './median.ts';
import type { Stage } from './stage.ts';

/** From the hub's process being spawned until it says it is ready and /readyz agrees; built, its database there. */
export async function measureStart(stage: Stage, { repetitions }: { readonly repetitions: number }) {
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const began = performance.now();
    const hub = await stage.startHub();
    const response = await fetch(new URL('/readyz', hub.endpoint.url));
    times.push(performance.now() - began);
    await hub.stop();
    if (!response.ok) throw new Error(`Starting the hub: /readyz answered ${response.status}`);
  }
  say(`starts: ${times.map(Math.round).join(', ')} ms`);
  return { figures: { startMs: rounded(median(times), 0) } };
}
