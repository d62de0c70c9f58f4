import { distortionOf, type WireCase } from './fault.ts';
import type { HubBehindRelays, Judged } from './hub-behind-relays.ts';

/** The release of the sandbox that is READY. */
export const readyRelease = 'ledger-1.9.2';

export interface WireResult {
  readonly wireCase: WireCase;
  /** READY, before anything went wrong. */
  readonly wasReady: boolean;
  /** How many answers went wrong; none means that the case proves nothing. */
  readonly distorted: number;
  readonly judged: Judged;
}

/** Judges, lets one kind of answer go wrong, and judges again. */
export async function play(hub: HubBehindRelays, wireCase: WireCase): Promise<WireResult> {
  const wasReady = (await hub.judge(readyRelease)).outcome === 'READY';
  const relay = hub.relays[wireCase.station.tool];
  relay.distort(distortionOf(wireCase));
  try {
    const judged = await hub.judge(readyRelease);
    return { wireCase, wasReady, distorted: relay.distorted(), judged };
  } finally {
    relay.lift();
  }
}

export function described({ station, fault, chance }: WireCase): string {
  return `${fault.name}, at ${station.name} of ${station.tool} (chance ${chance})`;
}

/** READY although what it rests on went wrong. */
export function isWronglyReady({ judged, distorted }: WireResult): boolean {
  return distorted > 0 && judged.outcome === 'READY';
}

export interface WireFigures {
  readonly wireCases: number;
  /** Share of the cases that were READY before, 0 to 1. */
  readonly readyBeforeShare: number;
  /** Cases in which nothing went wrong, because there was nothing in the answer that could. */
  readonly idleCases: number;
  readonly wrongReady: number;
  readonly traps: number;
  /** How often the trap was played that was played least. */
  readonly fewestOfATrap: number;
}

export function figuresOf(results: readonly WireResult[]): WireFigures {
  const counting = results.filter(({ distorted }) => distorted > 0);
  const played = new Map<string, number>();
  for (const { wireCase } of counting) for (const trap of wireCase.fault.plays) played.set(trap, (played.get(trap) ?? 0) + 1);
  return {
    wireCases: counting.length,
    readyBeforeShare: counting.filter(({ wasReady }) => wasReady).length / Math.max(1, counting.length),
    idleCases: results.length - counting.length,
    wrongReady: results.filter(isWronglyReady).length,
    traps: played.size,
    fewestOfATrap: Math.min(...played.values()),
  };
}
