import type { Response } from 'express';
import { issueNotFound } from './answers.ts';
import { callerOf } from './door.ts';
import { herald } from './herald.ts';
import type { Herald } from './herald.ts';
import type { DeskChange } from './service-desk/index.ts';
import type { Issue, IssueFields, JiraData } from './state.ts';
import type { Ways } from './ways.ts';

/** The stand-in's heart as its routes see it. */
export interface Jira {
  readonly data: JiraData;
  readonly now: () => Date;
  readonly changed: () => void;
  /** How this API words what it tells. */
  readonly ways: Ways;
  readonly herald: Herald;
  readonly canSee: (issue: Issue, accountId: string | null) => boolean;
  /** By id or key, of any case, also by a key it had before it was moved; only what the caller may see. */
  readonly issue: (idOrKey: string, accountId: string | null) => Issue | undefined;
  /** Calls `then` with that issue, or answers 404. */
  readonly withIssue: (idOrKey: string, res: Response, then: (issue: Issue) => void) => void;
  readonly changes: readonly DeskChange[];
  /** A change of the service project, by id or key. */
  readonly change: (idOrKey: string, accountId: string | null) => DeskChange | undefined;
  readonly startedAt: Date;
  /** Changes an issue now, in the name of an account; search learns of it a second later. */
  readonly write: (issue: Issue, change: Partial<IssueFields>, by: string) => void;
}

/** Search learns of a write this much later. */
const indexLagMs = 1000;

export interface HeartOptions {
  readonly data: JiraData;
  readonly now: () => Date;
  readonly changed: () => void;
  readonly changes: readonly DeskChange[];
  readonly ways: Ways;
}

export function heart({ data, now, changed, changes, ways }: HeartOptions): Jira {
  const startedAt = now();
  const teller = herald({ data, now, ways });
  const canSee: Jira['canSee'] = (issue, accountId) => accountId !== null && (issue.onlyFor === null || issue.onlyFor === accountId);
  const issue: Jira['issue'] = (idOrKey, accountId) => {
    const upper = idOrKey.toUpperCase();
    return data.issues.find((one) => (one.key === upper || String(one.id) === upper || one.formerKeys.includes(upper)) && canSee(one, accountId));
  };
  return {
    data, now, changed, ways, canSee, issue, startedAt, changes, herald: teller,
    change: (idOrKey, accountId) => (accountId === null ? undefined : changes.find(({ id, key }) => String(id) === idOrKey || key === idOrKey.toUpperCase())),
    withIssue: (idOrKey, res, then) => {
      const found = issue(idOrKey, callerOf(res));
      if (found === undefined) issueNotFound(res);
      else then(found);
    },
    write: (target, change, by) => {
      const isCaughtUp = target.stale === null || Date.parse(target.stale.until) <= now().getTime();
      const fields = isCaughtUp ? target.fields : (target.stale?.fields ?? target.fields);
      target.stale = { fields, until: new Date(now().getTime() + indexLagMs).toISOString() };
      const before = target.fields;
      target.fields = { ...target.fields, ...change, updatedAt: now().toISOString() };
      changed();
      teller.issueUpdated(target, before, by);
    },
  };
}
