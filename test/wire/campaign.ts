import { setTimeout as pause } from 'node:timers/promises';
import { wireCases } from './cases.ts';
import { flips, restsOnTheNewWord, type Flip } from './flips.ts';
import { startHubBehindRelays, type HubBehindRelays } from './hub-behind-relays.ts';
import { described, figuresOf, isWronglyReady, play, type WireFigures, type WireResult } from './run.ts';

export interface WireCampaign {
  readonly cases: number;
  readonly flips: number;
  readonly seed: number;
  /** Hubs that play side by side, each with tools of its own: a case mostly waits for a tool that hangs. */
  readonly lanes: number;
  /** Hears of every case that is not as it should be, and now and then of how far it is. */
  readonly say: (line: string) => void;
}

/** All that goes wrong on the wire, many times, and facts that turn while they are read. */
export async function playWire({ cases, flips: turns, seed, lanes, say }: WireCampaign): Promise<WireFigures & { readonly flips: number; readonly staleFacts: number }> {
  const results: WireResult[] = [];
  const left = wireCases(cases, seed)[Symbol.iterator]();
  const stale = await inLanes(lanes, async (hub, lane) => {
    for (let next = left.next(); next.done !== true; next = left.next()) {
      const wireCase = next.value;
      const first = await play(hub, wireCase);
      // On a busy machine a judgement may be out of time before it asks what is to go wrong.
      const result = first.distorted === 0 ? await play(hub, wireCase) : first;
      results.push(result);
      if (isWronglyReady(result)) say(`WRONG: READY in spite of ${described(wireCase)}`);
      if (result.distorted === 0) say(`idle: ${described(wireCase)}`);
      if (!result.wasReady) say(`not READY before: ${described(wireCase)}`);
      if (results.length % 500 === 0) say(`${results.length} of ${cases} cases on the wire, ${results.filter(isWronglyReady).length} wrongly READY, ${results.filter(({ wasReady }) => wasReady).length} READY before`);
    }
    return countStale(hub, Math.floor(turns / lanes) + (lane < turns % lanes ? 1 : 0), say);
  });
  return { ...figuresOf(results), flips: turns, staleFacts: stale.reduce((sum, count) => sum + count, 0) };
}

async function inLanes<T>(lanes: number, work: (hub: HubBehindRelays, lane: number) => Promise<T>): Promise<readonly T[]> {
  return Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    const hub = await startHubBehindRelays();
    try {
      return await work(hub, lane);
    } finally {
      await hub.close();
    }
  }));
}

/** Turns each fact to red and back, so many times in all; how often a judgement rested on the old word. */
async function countStale(hub: HubBehindRelays, turns: number, say: (line: string) => void): Promise<number> {
  let stale = 0;
  for (let nth = 0; nth < turns; nth += 1) {
    const flip = flips[nth % flips.length] as Flip;
    const isGreen = Math.floor(nth / flips.length) % 2 === 1;
    if (await patiently(() => restsOnTheNewWord(hub, flip, isGreen), say)) continue;
    stale += 1;
    say(`STALE: ${flip.name}, ${isGreen ? 'green' : 'red'} again`);
  }
  return stale;
}

/** What a page that was refused, of a tool that failed and rests, could not show is tried again: how a fact turned is then not known. */
async function patiently<T>(act: () => Promise<T>, say: (line: string) => void): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await act();
    } catch (error) {
      if (turn === tries) throw error;
      say(`again: ${String(error)}`);
      await pause(restMs);
    }
  }
}

const tries = 3;
/** Longer than a tool that failed is left alone. */
const restMs = 65_000;
