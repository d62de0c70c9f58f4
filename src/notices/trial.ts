import { randomUUID } from 'node:crypto';
import { UserMistake } from '../domain/error.ts';
import type { Clock } from '../domain/instant.ts';
import { NotDelivered, type Channel } from './channel.ts';

const subject = 'A trial of Muster';
const text = 'Somebody tries whether Muster reaches you here. It does; there is nothing to do.';

/** Sends a message that tells nothing, now and once. @throws UserMistake NOT_FOUND, INVALID or SOURCE_UNAVAILABLE */
export async function tryChannel(channels: readonly Channel[], clock: Clock, name: string, recipient: string | null): Promise<void> {
  const channel = channels.find((one) => one.name === name);
  if (channel === undefined) throw new UserMistake('NOT_FOUND', `There is no channel "${name}": there ${channels.length === 0 ? 'are none; see notices in the configuration' : `are ${channels.map((one) => one.name).join(', ')}`}.`, ['channel']);
  if (channel.isPersonal && recipient === null) throw new UserMistake('INVALID', `Channel "${name}" writes to people: say to which address.`, ['recipient']);
  try {
    await channel.send({ id: `notice:${randomUUID()}`, at: clock.now(), recipient: channel.isPersonal ? recipient : null, subject, text, event: null });
  } catch (error) {
    if (error instanceof NotDelivered) throw new UserMistake('SOURCE_UNAVAILABLE', `Channel "${name}" did not take it: ${error.message}.`, ['channel']);
    throw error;
  }
}
