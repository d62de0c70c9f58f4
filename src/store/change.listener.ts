import { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { textOf } from './store.error.ts';
import type { StoreLog } from './store.log.ts';

export interface Listening {
  readonly databaseUrl: string;
  readonly channel: string;
  readonly told: (payload: string) => void;
  /** Listening again after a while in which nothing was heard: what was told meanwhile is lost. */
  readonly gap: () => void;
  readonly log: StoreLog;
}

/** How people who look at the database's sessions know this one. */
export const listenerName = 'muster: listens for changes';
/** Silence proves nothing: a cut line is only noticed by asking over it. Milliseconds between, and until an answer is given up. */
const [askEveryMs, answerWithinMs] = [5_000, 5_000];
const [firstRetryMs, longestRetryMs] = [50, 5_000];

/**
 * Listens over a connection of its own, outside any pool, until the answered function is called; one that is lost is made
 * anew for as long as it takes. While there is none, whoever watches lives by the look that is due anyhow.
 */
export async function listenOnItsOwn(listening: Listening): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let line = await connect(listening).catch(() => null);
  const keep = async (): Promise<void> => {
    if (line === null) line = await again(listening, stopping.signal);
    while (line !== null) {
      const why = await line.lost;
      if (stopping.signal.aborted) return;
      listening.log.warn({ because: why }, 'the connection that listens for changes was lost; it is made anew');
      line = await again(listening, stopping.signal);
    }
  };
  const kept = keep();
  return async () => {
    stopping.abort();
    line?.hangUp();
    await kept;
  };
}

/** A connection that listens. */
interface Line {
  /** Settles with the reason once nothing more can be heard over it. */
  readonly lost: Promise<string>;
  hangUp(): void;
}

/** Null once it is to stop. */
async function again(listening: Listening, signal: AbortSignal): Promise<Line | null> {
  for (let delayMs = firstRetryMs; await isDue(delayMs, signal); delayMs = Math.min(delayMs * 2, longestRetryMs)) {
    const line = await connect(listening).catch(() => null);
    if (line === null) continue;
    if (await isDue(0, signal)) listening.gap();
    else line.hangUp();
    return line;
  }
  return null;
}

/** False when it is stopped before. */
async function isDue(delayMs: number, signal: AbortSignal): Promise<boolean> {
  return pause(delayMs, true, { signal, ref: false }).catch(() => false);
}

async function connect({ databaseUrl, channel, told }: Listening): Promise<Line> {
  const socket = new Socket();
  const client = new pg.Client({ connectionString: databaseUrl, application_name: listenerName, connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs, keepAlive: true, stream: () => socket });
  const { promise: lost, resolve } = Promise.withResolvers<string>();
  const asking = setInterval(() => { client.query('select 1').catch((error: unknown) => { drop(reasonOf(error)); }); }, askEveryMs).unref();
  const drop = (why: string): void => {
    clearInterval(asking);
    socket.destroy(); // Not `end`, which waits for a farewell that a cut line never brings.
    resolve(why);
  };
  client.on('error', (error) => { drop(error.message); });
  client.on('end', () => { drop('the server ended it'); });
  client.on('notification', ({ payload }) => { told(payload ?? ''); });
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
  } catch (error) {
    drop(reasonOf(error));
    throw error;
  }
  return { lost, hangUp: () => { drop('we hung up'); } };
}

function reasonOf(error: unknown): string {
  return textOf(error, 'message') ?? 'no reason was given';
}
