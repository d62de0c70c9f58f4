import { UserMistake } from '../domain/error.ts';
import type { Clock } from '../domain/instant.ts';
import type { ListedPerson } from '../domain/listed-person.ts';
import type { PeopleFeedDesk, PeopleFeedStore } from '../domain/ports/people-feed.ts';
import type { AuditLog } from '../domain/ports/stores.ts';
import { audited } from '../release/index.ts';

export interface PeopleFeedPorts {
  readonly feed: PeopleFeedStore;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
}

const most = 50_000;

/** Takes a feed whole or not at all. */
export function createPeopleFeedDesk(ports: PeopleFeedPorts): PeopleFeedDesk {
  return {
    import: (viewer, feed) => audited(ports, viewer, 'importPeople', `${feed.length} people`, () => {
      check(feed);
      return ports.feed.take(feed.map((person) => ({ ...person, email: person.email.toLowerCase() })), ports.clock.now());
    }),
  };
}

function check(feed: readonly ListedPerson[]): void {
  if (feed.length === 0) throw new UserMistake('INVALID', 'A feed names at least one person: an empty one is taken for a mistake of whoever made it.', ['people']);
  if (feed.length > most) throw new UserMistake('INVALID', `A feed names ${most} people at most.`, ['people']);
  const seen = new Map<string, number>();
  feed.forEach((person, index) => {
    const refuse = (field: string, because: string): never => { throw new UserMistake('INVALID', `Person ${index + 1}: ${because}.`, ['people', String(index), field]); };
    const { email, name, unit, employment, startsOn, endsOn, movedOn } = person;
    if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(email) || email.length > 254) refuse('email', `"${email.slice(0, 80)}" is no e-mail address`);
    const before = seen.get(email.toLowerCase());
    if (before !== undefined) refuse('email', `${email} was named already, as person ${before + 1}`);
    seen.set(email.toLowerCase(), index);
    for (const [field, text] of [['name', name], ['unit', unit]] as const) if (text !== null && (text.length > 200 || /\p{Cc}/u.test(text))) refuse(field, `${field} is plain text of 200 characters at most`);
    for (const [field, day] of [['startsOn', startsOn], ['endsOn', endsOn], ['movedOn', movedOn]] as const) if (day !== null && !isDay(day)) refuse(field, `${field} "${day.slice(0, 40)}" is no day such as 2026-11-02`);
    if (employment === 'LEFT' && endsOn === null) refuse('endsOn', 'who LEFT has a last day (endsOn): without one nobody can tell when');
    if (startsOn !== null && endsOn !== null && endsOn < startsOn) refuse('endsOn', `the last day ${endsOn} is before the first, ${startsOn}`);
  });
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
