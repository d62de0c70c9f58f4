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

/** The hub, for what it does without anybody's asking. */
export const itself: Automation = { kind: 'automation', name: 'Muster', issuer: 'muster', onBehalfOf: null };

export const roles = ['VIEWER', 'RELEASE_MANAGER', 'CHANGE_AUTHORITY', 'DEPLOYER', 'ADMINISTRATOR', 'AUDITOR'] as const;
export type Role = (typeof roles)[number];

/** Roles, and where they count. */
export interface Grant {
  readonly roles: readonly Role[];
  /** Keys of services; null: all of them. */
  readonly services: readonly string[] | null;
  /** Names of environments; null: all of them. */
  readonly environments: readonly string[] | null;
}

/** Who is at the door, and what they may do. */
export interface Viewer {
  readonly actor: Actor;
  /** Of all grants together. */
  readonly roles: readonly Role[];
  readonly grants: readonly Grant[];
}

export function viewerWith(actor: Actor, grants: readonly Grant[]): Viewer {
  return { actor, roles: [...new Set(grants.flatMap((grant) => grant.roles))], grants };
}

/** Roles that count for every service and environment. */
export function everywhere(...given: readonly Role[]): Grant {
  return { roles: given, services: null, environments: null };
}

/** The human being behind an actor; null for a pipeline that acts for nobody. */
export function humanBehind(actor: Actor): Person | null {
  return actor.kind === 'person' ? actor : actor.onBehalfOf;
}

/** Who acts, in one line for people in another tool: a pipeline with the person it acts for. */
export function inWords(actor: Actor): string {
  const human = humanBehind(actor);
  return (human === null || human === actor ? actor.name : `${actor.name} for ${human.name}`).replaceAll(/\p{Cc}+/gu, ' ');
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
