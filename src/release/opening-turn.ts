import { setTimeout as pause } from 'node:timers/promises';
import { SourceError, UserMistake } from '../domain/error.ts';
import type { ChangeOpening, NewChange } from '../domain/ports/desk.ts';
import type { OpeningName, OpeningStore, OpeningTurn } from '../domain/ports/opening-store.ts';

export type Opened = Extract<ChangeOpening, { outcome: 'OPEN' }>;

/** Longer than an opening takes; should it last longer all the same, the next turn finds written down what was sent. */
const leaseMs = 60_000;
const waitMs = 100;
const mostWaits = 300;

/**
 * One opening at a time per connection and correlation, whoever asks. What is sent is written down before, and stays
 * written until its end is known: so the next turn, of this process or another, sends nothing twice.
 * Throws UserMistake SOURCE_UNAVAILABLE (nothing was opened, or nobody can tell) or CONFLICT (no turn came).
 */
export async function inTurn(openings: OpeningStore, name: OpeningName, open: (turn: Pick<NewChange, 'correlation' | 'askedAt' | 'beforeCreation'>) => Promise<ChangeOpening>): Promise<Opened> {
  const { fence, askedAt } = await turnAt(openings, name);
  const creation = { isSent: false };
  let end: 'KNOWN' | 'UNCLEAR' = 'UNCLEAR';
  const beforeCreation = async (): Promise<void> => {
    creation.isSent = await openings.noteAsked(name, fence);
    if (!creation.isSent) throw new UserMistake('CONFLICT', `Opening the change of ${name.correlation} took too long; ask again.`, ['idempotencyKey']);
  };
  try {
    const opening = await open({ correlation: name.correlation, askedAt, beforeCreation });
    if (opening.outcome === 'UNCLEAR') throw new UserMistake('SOURCE_UNAVAILABLE', `${opening.because}.`, ['connection'], opening.about ?? []);
    end = 'KNOWN';
    return opening;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // It was refused: certainly not done. One that failed before anything was sent says nothing of what was sent earlier.
    if (creation.isSent) end = 'KNOWN';
    throw new UserMistake('SOURCE_UNAVAILABLE', `No change was opened: ${error.message}.`, ['connection']);
  } finally {
    await openings.endTurn(name, fence, end);
  }
}

async function turnAt(openings: OpeningStore, name: OpeningName): Promise<OpeningTurn> {
  for (let waits = 0; waits < mostWaits; waits += 1) {
    const turn = await openings.takeTurn(name, leaseMs);
    if (turn !== null) return turn;
    await pause(waitMs);
  }
  throw new UserMistake('CONFLICT', `The change of ${name.correlation} is being opened by another request; ask again.`, ['idempotencyKey']);
}
