import { setTimeout as pause } from 'node:timers/promises';
import { answerOf, type Answer, type Operation } from './endpoint.ts';
import { median, rounded } from './median.ts';
import { board, page } from './operations.ts';
import { memoryOf } from './proc.ts';
import { Profile } from './profile.ts';
import { differences } from './same.ts';
import type { Party, Stage } from './stage.ts';
import { sum } from './tools.ts';

export interface ColdOptions {
  readonly repetitions: number;
  readonly isProfiled: boolean;
}

/** All parties on one stage, warmed up. */
interface Parties { readonly hub: Party; readonly optimum: Party; readonly plain: Party }

const callMs = 30;
/** So slow that nothing else takes as long as one call. */
const tripMs = 2_000;

/** A party that asks the tools anew for every question does so anyway; the hub is a day later, and everything it keeps too old. */
export async function aDayLater(hub: Party): Promise<void> {
  hub.signal('SIGUSR2');
  await pause(20);
}

export async function measurePage(stage: Stage, options: ColdOptions) {
  return withParties(stage, async (parties) => {
    const cold = await compareCold(stage, parties, page, 'the page', options);
    const trips = await tripsOf(stage, parties, page);
    const isFair = cold.calls.optimum <= 9 && trips.optimum <= 3;
    if (!isFair) say(`void: the optimum needed ${cold.calls.optimum} calls in ${trips.optimum} trips for the page, and may need 9 in 3`);
    return { figures: { pageCalls: cold.calls.hub, pageTrips: trips.hub, pageToOptimum: isFair ? cold.toOptimum : null }, isEqual: cold.isEqual };
  });
}

export async function measureBoard(stage: Stage, options: ColdOptions) {
  return withParties(stage, async (parties) => {
    const cold = await compareCold(stage, parties, board, 'the board', options);
    const [hub, plain] = [memoryOf(parties.hub.pid).peakMb, memoryOf(parties.plain.pid).peakMb];
    say(`peak RSS: hub ${hub.toFixed(0)} MiB, plain ${plain.toFixed(0)} MiB, optimum ${memoryOf(parties.optimum.pid).peakMb.toFixed(0)} MiB`);
    const isFair = cold.calls.optimum <= 110;
    if (!isFair) say(`void: the optimum needed ${cold.calls.optimum} calls for the board, and may need 110`);
    return { figures: { boardCalls: cold.calls.hub, boardToOptimum: isFair ? cold.toOptimum : null, boardRssToPlain: rounded(hub / plain) }, isEqual: cold.isEqual };
  });
}

async function withParties<T>(stage: Stage, use: (parties: Parties) => Promise<T>): Promise<T> {
  const profileTo = Profile.file(stage.folder);
  const [hub, optimum, plain] = await Promise.all([stage.startHub({ isSteerable: true, environment: { PROFILE_TO: profileTo } }), stage.startPeer('optimum'), stage.startPeer('plain')]);
  try {
    return await use({ hub, optimum, plain });
  } finally {
    await Promise.all([hub.stop(), optimum.stop(), plain.stop()]);
  }
}

async function compareCold(stage: Stage, parties: Parties, operation: Operation, what: string, { repetitions, isProfiled }: ColdOptions) {
  await stage.tools.slow(callMs);
  const all = [parties.hub, parties.optimum, parties.plain];
  const answers = new Map<Party, Answer>();
  const calls = new Map<Party, number>();
  for (const party of all) {
    for (let warm = 0; warm < 3; warm += 1) await once(party, operation);
    await stage.tools.calls();
    answers.set(party, answerOf(await once(party, operation)));
    const counted = await stage.tools.calls();
    calls.set(party, sum(counted));
    say(`${what}, ${party.name}: ${sum(counted)} calls ${JSON.stringify(counted)}${errorsOf(answers.get(party))}`);
  }
  const times = new Map(all.map((party) => [party, [] as number[]]));
  const profile = new Profile(parties.hub, stage.folder, isProfiled);
  await profile.begin();
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const party of rotated(all, repetition)) times.get(party)?.push((await once(party, operation)).milliseconds);
  }
  await profile.end(`${what}, cold`);
  const [hub, optimum, plain] = all.map((party) => median(times.get(party) ?? []));
  say(`${what}, cold, median of ${repetitions}: hub ${ms(hub)}, optimum ${ms(optimum)}, plain ${ms(plain)}; fastest ${all.map((party) => ms(Math.min(...times.get(party) ?? []))).join(', ')}`);
  return {
    calls: { hub: calls.get(parties.hub) ?? Number.NaN, optimum: calls.get(parties.optimum) ?? Number.NaN },
    toOptimum: rounded((hub ?? Number.NaN) / (optimum ?? Number.NaN)),
    isEqual: areEqual(what, parties, answers),
  };
}

async function once(party: Party, operation: Operation) {
  if (party.name === 'hub') await aDayLater(party);
  return party.endpoint.ask(operation);
}

function areEqual(what: string, { hub, optimum, plain }: Parties, answers: ReadonlyMap<Party, Answer>): boolean {
  const own = answers.get(hub);
  return [optimum, plain].map((peer) => {
    const its = answers.get(peer);
    const found = own === undefined || its === undefined ? ['no answer'] : differences(own, its);
    for (const sentence of found.slice(0, 8)) say(`${what}: hub and ${peer.name} differ at ${sentence}`);
    return found.length === 0;
  }).every(Boolean);
}

/** How many calls an answer waits for one after another. */
async function tripsOf(stage: Stage, parties: Parties, operation: Operation): Promise<{ readonly hub: number; readonly optimum: number }> {
  await stage.tools.slow(tripMs);
  const trips = async (party: Party): Promise<number> => Math.floor((await once(party, operation)).milliseconds / tripMs);
  const [hub, optimum, plain] = [await trips(parties.hub), await trips(parties.optimum), await trips(parties.plain)];
  await stage.tools.slow(0);
  say(`trips: hub ${hub}, optimum ${optimum}, plain ${plain}`);
  return { hub, optimum };
}

function errorsOf(answer: Answer | undefined): string {
  return (answer?.errors ?? []).map(({ message }) => `; error: ${message}`).join('');
}

function rotated<T>(all: readonly T[], by: number): readonly T[] {
  return all.map((_, index) => all[(index + by) % all.length]).filter((one) => one !== undefined);
}

function ms(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(1)} ms`;
}

export function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
