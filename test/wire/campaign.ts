import { wireCases } from './cases.ts';
import { flips, restsOnTheNewWord, type Flip } from './flips.ts';
import { startHubBehindRelays } from './hub-behind-relays.ts';
import { described, figuresOf, isWronglyReady, play, type WireFigures, type WireResult } from './run.ts';

export interface WireCampaign {
  readonly cases: number;
  readonly flips: number;
  readonly seed: number;
  /** Hears of every case that is not as it should be, and now and then of how far it is. */
  readonly say: (line: string) => void;
}

/** All that goes wrong on the wire, many times, and facts that turn while they are read. */
export async function playWire({ cases, flips: turns, seed, say }: WireCampaign): Promise<WireFigures & { readonly flips: number; readonly staleFacts: number }> {
  const hub = await startHubBehindRelays();
  try {
    const results: WireResult[] = [];
    for (const wireCase of wireCases(cases, seed)) {
      const result = await play(hub, wireCase);
      results.push(result);
      if (isWronglyReady(result)) say(`WRONG: READY in spite of ${described(wireCase)}`);
      if (result.distorted === 0) say(`idle: ${described(wireCase)}`);
      if (!result.wasReady) say(`not READY before: ${described(wireCase)}`);
      if (results.length % 500 === 0) say(`${results.length} of ${cases} cases on the wire, ${results.filter(isWronglyReady).length} wrongly READY, ${results.filter(({ wasReady }) => wasReady).length} READY before`);
    }
    let staleFacts = 0;
    for (let nth = 0; nth < turns; nth += 1) {
      const flip = flips[nth % flips.length] as Flip;
      const isGreen = Math.floor(nth / flips.length) % 2 === 1;
      if (await restsOnTheNewWord(hub, flip, isGreen)) continue;
      staleFacts += 1;
      say(`STALE: ${flip.name}, ${isGreen ? 'green' : 'red'} again`);
    }
    return { ...figuresOf(results), flips: turns, staleFacts };
  } finally {
    await hub.close();
  }
}
