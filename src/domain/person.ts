/** An account as one tool knows it. */
export interface Account {
  readonly connection: string;
  /** The tool's own stable name for it (user_name, accountId, login). */
  readonly userName: string;
  readonly name: string | null;
  readonly email: string | null;
  /** null: the tool did not say. */
  readonly isActive: boolean | null;
}

/** A human being, joined across tools by configuration, then by e-mail. */
export interface Person {
  readonly kind: 'person';
  /** `person:<e-mail>`, or `person:<connection>/<userName>` while nobody mapped the account. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isActive: boolean | null;
  readonly accounts: readonly Account[];
  /** false: an account nobody could map; it never satisfies four eyes. */
  readonly isMapped: boolean;
}

/** A pipeline, possibly acting for a person. */
export interface Automation {
  readonly kind: 'automation';
  readonly name: string;
  readonly issuer: string;
  readonly onBehalfOf: Person | null;
}

export type Actor = Person | Automation;

export const roles = ['VIEWER', 'RELEASE_MANAGER', 'CHANGE_AUTHORITY'] as const;
export type Role = (typeof roles)[number];

/** Who is at the door, and what they may do. */
export interface Viewer {
  readonly actor: Actor;
  readonly roles: readonly Role[];
}

/** The human being behind an actor; null for a pipeline that acts for nobody. */
export function humanBehind(actor: Actor): Person | null {
  return actor.kind === 'person' ? actor : actor.onBehalfOf;
}

/** One human being, as far as anybody can tell: the same identity, the same mailbox, or an account in common. */
export function isSamePerson(one: Person, other: Person): boolean {
  if (one.id === other.id || (one.email !== null && other.email !== null && mailboxOf(one.email) === mailboxOf(other.email))) return true;
  return one.accounts.some((account) => other.accounts.some((its) => its.connection === account.connection && its.userName.toLowerCase() === account.userName.toLowerCase()));
}

/** Where mail to this address arrives: one mailbox has many spellings, by case, by a tag behind a plus, by full-width letters. */
function mailboxOf(email: string): string {
  const [, name = '', domain = ''] = /^([^+@]*)[^@]*@(.*)$/.exec(email.normalize('NFKC').trim().toLowerCase()) ?? [];
  return name === '' ? email : `${name}@${domain}`;
}

/** Surely two human beings: both mapped, and nothing joins them. What four eyes ask for. */
export function areFourEyes(one: Person, other: Person): boolean {
  return one.isMapped && other.isMapped && !isSamePerson(one, other);
}
