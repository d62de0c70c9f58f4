import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mutationScore } from './mutation-score.ts';
import { faults, lineOf, upperBound } from './deployment/line.ts';
import { added, nothing } from './deployment/part.ts';
import type { Part, Tally } from './deployment/part.ts';
import { parts } from './deployment/parts.ts';
import { Progress } from './deployment/progress.ts';

/**
 * `npm run campaign:deployment [-- --only NAME,NAME --short --shard 1/4 --resume --budget 60m --state FILE]`: everything
 * that could double, lose or misplace a deployment, many times, on the PostgreSQL of DATABASE_URL, counted by the
 * stand-ins. A line per round that went wrong and per part on stderr, the figures as one line of JSON on stdout; exit
 * code 1 when one of them is wrong. A shard plays every nth round; --resume goes on after the rounds that its file holds.
 */
const { values } = parseArgs({ options: {
  only: { type: 'string', default: parts.map(({ name }) => name).join(',') }, short: { type: 'boolean', default: false }, shard: { type: 'string', default: '1/1' },
  resume: { type: 'boolean', default: false }, budget: { type: 'string', default: '24h' }, rounds: { type: 'string' }, state: { type: 'string' },
} });
const server = process.env['DATABASE_URL'];
if (server === undefined) throw new Error('The campaign of deployments needs a real PostgreSQL: set DATABASE_URL, e.g. postgres://postgres@127.0.0.1:5432/postgres.');

const [shard = 1, shards = 1] = values.shard.split('/').map(Number);
let endsAt = Date.now() + budgetMs(values.budget);
// Asked to end, it plays the round under way to its end and clears up; --resume goes on from there.
process.once('SIGTERM', () => { endsAt = 0; }).once('SIGINT', () => { endsAt = 0; });
const progress = new Progress(values.state ?? path.join(import.meta.dirname, `../../.muster/campaign-deployment-${shard}-of-${shards}.json`), values.resume);
const commit = execFileSync('git', ['rev-parse', '--short=9', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
const say = (line: string): void => { process.stderr.write(`${line}\n`); };
const wanted = values.only.split(',');
const unknown = wanted.find((name) => !parts.some((part) => part.name === name));
if (unknown !== undefined) throw new Error(`There is no part ${unknown}; there are ${parts.map(({ name }) => name).join(', ')}.`);

for (const part of parts.filter(({ name }) => wanted.includes(name))) await playPart(part, server);
const whole = parts.map(({ name }) => progress.of(name).tally).reduce(added, nothing);
process.stdout.write(`${JSON.stringify(lineOf(whole, mutationScore(['src/deployment'], say)))}\n`);
process.exitCode = faults.some((name) => (whole.counts[name] ?? 0) > 0) || whole.wrong.length > 0 ? 1 : 0;

async function playPart(part: Part, on: string): Promise<void> {
  const all = values.rounds === undefined ? part.rounds[values.short ? 'short' : 'full'] : Number(values.rounds);
  const due = Array.from({ length: all }, (_, round) => round).filter((round) => round % shards === shard - 1 && !progress.of(part.name).done.includes(round));
  const beganAt = Date.now();
  if (due.length > 0 && beganAt < endsAt) await playRounds(part, due, on);
  const { done, tally } = progress.of(part.name);
  say(`${part.name}: ${done.length} of ${part.rounds.full} rounds asked (${part.round}), ${tally.wrong.length} wrong, upper bound ${upperBound(done.length)}, ${JSON.stringify(tally.counts)}, ${Math.round((Date.now() - beganAt) / 1_000)} s`);
}

async function playRounds(part: Part, rounds: readonly number[], on: string): Promise<void> {
  const playing = await part.open(on);
  try {
    for (const round of rounds) {
      if (Date.now() >= endsAt) return;
      // A round that could not be played to its end is one that went wrong.
      const tally: Tally = await playing.play(round).catch((error: unknown) => ({ counts: {}, wrong: [error instanceof Error ? error.message : String(error)] }));
      for (const sentence of tally.wrong) say(`  ${part.name} ${round}: ${sentence}`);
      const before = progress.of(part.name);
      progress.keep(part.name, { done: [...before.done, round], tally: added(before.tally, tally), on: { ...before.on, [commit]: (before.on[commit] ?? 0) + 1 } });
    }
  } finally {
    await playing.close();
  }
}

function budgetMs(text: string): number {
  const [, number = '0', unit = 'm'] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  return Number(number) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'];
}
