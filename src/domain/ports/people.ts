import type { Account, Person } from '../person.ts';

/** Joins accounts of many tools into human beings: by the configured map, then by e-mail. */
export interface People {
  /** The human being behind an account; an unmapped stand-in when nobody can tell. */
  ofAccount(account: Account): Person;
  /** E-mail is compared without case. */
  ofEmail(email: string): Person;
}
