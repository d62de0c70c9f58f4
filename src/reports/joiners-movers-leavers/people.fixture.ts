/** One of the labelled people: what the tools and the feed say of them, and what is to come of it, written when they are made up. */
export interface LabelledPerson {
  readonly email: string;
  /** What a feed says; null: no feed names them. */
  readonly feed: { readonly employment: string; readonly unit: string; readonly startsOn: string | null; readonly endsOn: string | null; readonly movedOn: string | null } | null;
  readonly hasAccount: boolean;
  readonly licence: { readonly product: string; readonly cost: number | null; readonly since: string | null } | null;
  /** What the report is to say, as "FINDING" or "FINDING exempt EXEMPTION", and nothing else. */
  readonly labels: readonly string[];
  /** Whether their licence may be taken: the label that a wrongful reclaim is measured by. */
  readonly mayBeTaken: boolean;
}

/** The moment at which they are looked at. */
export const lookedAt = '2026-12-01T12:00:00.000Z';

const products = [['Planner', 30], ['Designer', 52.5], ['Tester', 11.25], ['Old tool', null]] as const;

/**
 * 500 people, of sixteen kinds in turn, each with its labels beside it: they are reasoned out here by hand for each kind, and
 * nothing of the report's is asked. Days are drawn by a seed within what the kind allows, boundaries among them.
 */
export function fiveHundred(seed: number): readonly LabelledPerson[] {
  let state = seed >>> 0;
  const chance = (): number => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 4_294_967_296; };
  const between = (least: number, most: number): number => {
    const kind = chance();
    if (kind < 0.2) return least;
    return kind < 0.4 ? most : least + Math.floor(chance() * (most - least + 1));
  };
  /** So many days before the day on which they are looked at. */
  const ago = (days: number): string => new Date(Date.parse('2026-12-01T00:00:00Z') - days * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: 500 }, (_nothing, index): LabelledPerson => {
    const [product, cost] = products[Math.floor(chance() * products.length)] ?? products[0];
    const held = (days: number | null) => ({ product, cost, since: days === null ? null : `${ago(days)}T09:00:00.000Z` });
    const email = `person.${index}@north.example`;
    const feed = (employment: string, startsOn: number | null, { endsOn, movedOn }: { endsOn?: number; movedOn?: number } = {}) => ({
      employment, unit: 'x', startsOn: startsOn === null ? null : ago(startsOn), endsOn: endsOn === undefined ? null : ago(endsOn), movedOn: movedOn === undefined ? null : ago(movedOn),
    });
    const one = (given: Omit<LabelledPerson, 'email' | 'mayBeTaken'> & { readonly mayBeTaken?: true }): LabelledPerson => ({ mayBeTaken: false, ...given, email });
    switch (index % 16) {
      // At work, with account and licence: nothing is to be said, however long they hold it.
      case 0: return one({ feed: feed('ACTIVE', between(91, 4000)), hasAccount: true, licence: held(between(0, 900)), labels: [] });
      // Came within ninety days and more than three days ago, and has nothing.
      case 1: return one({ feed: feed('ACTIVE', between(4, 90)), hasAccount: false, licence: null, labels: ['JOINER_WITHOUT_ACCOUNT'] });
      // Came three days ago at most: may still wait.
      case 2: return one({ feed: feed('ACTIVE', between(0, 3)), hasAccount: false, licence: null, labels: ['JOINER_WITHOUT_ACCOUNT exempt GRACE'] });
      // Has an account and no licence.
      case 3: return one({ feed: feed('ACTIVE', between(4, 90)), hasAccount: true, licence: null, labels: ['JOINER_WITHOUT_LICENCE'] });
      // Moved more than a fortnight ago, holds what was given before.
      case 4: return one({ feed: feed('ACTIVE', between(1000, 2000), { movedOn: between(15, 300) }), hasAccount: true, licence: held(between(301, 900)), labels: ['MOVER_HOLDS_LICENCE'], mayBeTaken: true });
      // Moved within the fortnight.
      case 5: return one({ feed: feed('ACTIVE', between(1000, 2000), { movedOn: between(0, 14) }), hasAccount: true, licence: held(between(301, 900)), labels: ['MOVER_HOLDS_LICENCE exempt GRACE'] });
      // Moved, and is away for long.
      case 6: return one({ feed: feed('ON_LEAVE', between(1000, 2000), { movedOn: between(15, 300) }), hasAccount: true, licence: held(between(301, 900)), labels: ['MOVER_HOLDS_LICENCE exempt ON_LEAVE'] });
      // Came within thirty days and moved already; the licence was given on the first day.
      case 7: {
        const came = between(17, 30);
        return one({ feed: feed('ACTIVE', came, { movedOn: 15 }), hasAccount: true, licence: held(came), labels: ['MOVER_HOLDS_LICENCE exempt NEW_STARTER'] });
      }
      // Moved, and was given this licence for what they do now: on that day or later.
      case 8: {
        const moved = between(15, 300);
        return one({ feed: feed('ACTIVE', 2000, { movedOn: moved }), hasAccount: true, licence: held(between(0, moved)), labels: [] });
      }
      // Moved, and nobody says since when it is held.
      case 9: return one({ feed: feed('ACTIVE', 2000, { movedOn: between(15, 300) }), hasAccount: true, licence: held(null), labels: ['MOVER_HOLDS_LICENCE exempt SINCE_UNKNOWN'] });
      // Left more than a week ago.
      case 10: return one({ feed: feed('LEFT', 3000, { endsOn: between(8, 400) }), hasAccount: true, licence: held(between(401, 900)), labels: ['LEAVER_HAS_ACCOUNT', 'LEAVER_HOLDS_LICENCE'], mayBeTaken: true });
      // Left within the week.
      case 11: return one({ feed: feed('LEFT', 3000, { endsOn: between(1, 7) }), hasAccount: false, licence: held(between(401, 900)), labels: ['LEAVER_HOLDS_LICENCE exempt GRACE'] });
      // Their last day is today or to come: still there.
      case 12: return one({ feed: feed('LEFT', 3000, { endsOn: -between(0, 60) }), hasAccount: true, licence: held(between(401, 900)), labels: [] });
      // No feed names them.
      case 13: return one({ feed: null, hasAccount: true, licence: held(between(0, 900)), labels: ['UNKNOWN_HOLDER'] });
      // The feed does not tell their employment.
      case 14: return one({ feed: feed('UNKNOWN', 3000), hasAccount: chance() < 0.5, licence: held(between(0, 900)), labels: ['UNKNOWN_HOLDER'] });
      // Away for long, without a move: nothing.
      default: return one({ feed: feed('ON_LEAVE', between(0, 2000)), hasAccount: true, licence: held(between(0, 900)), labels: [] });
    }
  });
}
