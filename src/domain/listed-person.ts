/** What a feed of the personnel system says of somebody's employment; UNKNOWN: it says nothing that we could rest on. */
export const employments = ['ACTIVE', 'ON_LEAVE', 'LEFT', 'UNKNOWN'] as const;
export type Employment = (typeof employments)[number];

/** A person as the last feed said. Days are written 2026-11-02. */
export interface ListedPerson {
  /** In small letters: what joins a person across tools. */
  readonly email: string;
  readonly name: string | null;
  readonly employment: Employment;
  /** Where they work: department, team or post. */
  readonly unit: string | null;
  /** First day. */
  readonly startsOn: string | null;
  /** Last day; always there for who LEFT. */
  readonly endsOn: string | null;
  /** Since when they work in this unit; null: as far as we know, since they came. */
  readonly movedOn: string | null;
}

export interface FeedDifference {
  /** What is to be remembered of each person that the feed names. */
  readonly people: readonly ListedPerson[];
  readonly added: readonly string[];
  /** What the feed says otherwise than the last one, by person, in words. */
  readonly changed: readonly { readonly email: string; readonly what: readonly string[] }[];
  /** Whom the last feed named and this one does not: nothing is known of them now. */
  readonly unlisted: readonly string[];
}

const told = ['name', 'employment', 'unit', 'startsOn', 'endsOn', 'movedOn'] as const;

/** Joins a feed to the last one. Who has another unit than then moved today, unless the feed knows when. */
export function compareFeeds(before: ReadonlyMap<string, ListedPerson>, feed: readonly ListedPerson[], today: string): FeedDifference {
  const people = feed.map((person) => ({ ...person, movedOn: person.movedOn ?? movedOn(before.get(person.email), person, today) }));
  const changed = people.flatMap((person) => {
    const earlier = before.get(person.email);
    const what = earlier === undefined ? [] : told.filter((field) => earlier[field] !== person[field]).map((field) => `${field}: ${earlier[field] ?? 'not said'} → ${person[field] ?? 'not said'}`);
    return what.length === 0 ? [] : [{ email: person.email, what }];
  });
  const named = new Set(people.map(({ email }) => email));
  return { people, added: [...named].filter((email) => !before.has(email)), changed, unlisted: [...before.keys()].filter((email) => !named.has(email)) };
}

function movedOn(earlier: ListedPerson | undefined, { unit }: ListedPerson, today: string): string | null {
  if (earlier === undefined) return null;
  return earlier.unit !== null && unit !== null && earlier.unit !== unit ? today : earlier.movedOn;
}
