import { answerOf } from './endpoint.ts';
import { median, quantile, rounded } from './median.ts';
import { page } from './operations.ts';
import { cpuOf } from './proc.ts';
import { Profile } from './profile.ts';
import type { Party, Stage } from './stage.ts';
import { aDayLater, say } from './cold.ts';
import { sum } from './tools.ts';

export interface MirrorOptions {
  readonly rounds: number;
  /** How long ten clients ask one party in one round. */
  readonly roundMs: number;
  readonly isProfiled: boolean;
}

interface Round {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  readonly callsPerRequest: number;
}

const clients = 10;
const callMs = 30;

/** Ten clients ask for the page, the hub answering from its mirror, the plain peer from the tools. */
export async function measureMirror(stage: Stage, { rounds, roundMs, isProfiled }: MirrorOptions) {
  const [hub, plain] = await Promise.all([stage.startHub({ isSteerable: true, environment: { PROFILE_TO: Profile.file(stage.folder) } }), stage.startPeer('plain')]);
  try {
    await stage.tools.slow(callMs);
    await freshMirror(hub);
    await load(stage, hub, roundMs);
    await load(stage, plain, roundMs / 2);
    const [ours, theirs]: [Round[], Round[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      await freshMirror(hub);
      ours.push(await load(stage, hub, roundMs));
      theirs.push(await load(stage, plain, roundMs));
    }
    if (isProfiled) await profiled(stage, hub, roundMs);
    const of = (all: readonly Round[], figure: keyof Round): number => median(all.map((one) => one[figure]));
    say(`the page, ten clients, median of ${rounds} rounds of ${roundMs} ms: hub ${of(ours, 'perSecond').toFixed(1)}/s, plain ${of(theirs, 'perSecond').toFixed(1)}/s; plain spends ${of(theirs, 'cpuMs').toFixed(1)} ms of CPU each`);
    return {
      figures: {
        mirrorToPlain: rounded(of(ours, 'perSecond') / of(theirs, 'perSecond')), mirrorP99Ms: rounded(of(ours, 'p99Ms'), 1),
        mirrorCpuMs: rounded(of(ours, 'cpuMs')), mirrorUpstreamPerRequest: rounded(Math.max(...ours.map(({ callsPerRequest }) => callsPerRequest)), 4),
      },
    };
  } finally {
    await stage.tools.slow(0);
    await Promise.all([hub.stop(), plain.stop()]);
  }
}

/** Everything read anew, so that no copy becomes too old during a round. */
async function freshMirror(hub: Party): Promise<void> {
  await aDayLater(hub);
  const { data, errors } = answerOf(await hub.endpoint.ask(page));
  if (data?.['release'] == null || errors.length > 0) throw new Error(`Filling the mirror: the page was answered with ${JSON.stringify(errors)}`);
}

/** The profile is taken in a round of its own, which no figure is read from. */
async function profiled(stage: Stage, hub: Party, roundMs: number): Promise<void> {
  await freshMirror(hub);
  const profile = new Profile(hub, stage.folder, true);
  await profile.begin();
  await load(stage, hub, roundMs);
  await profile.end('the page from the mirror');
}

async function load(stage: Stage, party: Party, forMs: number): Promise<Round> {
  await stage.tools.calls();
  const cpuBefore = cpuOf(party.pid);
  const began = performance.now();
  const times: number[] = [];
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() - began < forMs) {
      const told = await party.endpoint.ask(page);
      times.push(told.milliseconds);
      if (told.status !== 200 || told.text.includes('"errors":[')) throw new Error(`${party.name} answered a page with ${told.status}: ${told.text.slice(0, 300)}`);
    }
  }));
  const seconds = (performance.now() - began) / 1_000;
  const calls = sum(await stage.tools.calls());
  const round = { perSecond: times.length / seconds, p99Ms: quantile(times, 0.99), cpuMs: (cpuOf(party.pid) - cpuBefore) / times.length, callsPerRequest: calls / times.length };
  say(`ten clients, ${party.name}: ${round.perSecond.toFixed(1)}/s, median ${median(times).toFixed(1)} ms, p99 ${round.p99Ms.toFixed(1)} ms, CPU ${round.cpuMs.toFixed(2)} ms each, ${round.callsPerRequest.toFixed(2)} calls each`);
  return round;
}
