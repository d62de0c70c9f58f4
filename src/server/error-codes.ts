/** What a code in `errors[].extensions` says. */
export interface CodeMeaning {
  readonly means: string;
  /** What a client does about it. */
  readonly then: string;
  /** What else stands in `extensions`. */
  readonly beside: string;
  /** The HTTP status it comes with, where that is not the 200 of an answer with other fields in it. */
  readonly status: string;
}

/** Every code that a client is told in `errors`; they stay what they are. */
export const errorCodes = {
  UNAUTHENTICATED: { means: 'Nobody that the hub knows: no token, or one that is wrong, over or revoked; with 503, a sign-in that could not be checked now.', then: 'Sign in again; with 503, ask again.', beside: '–', status: '401, 503' },
  FORBIDDEN: { means: 'None of the roles that this takes, or none that counts for this service and environment.', then: 'Ask an administrator for the role; asking again changes nothing.', beside: '–', status: '–; 403 when the schema is asked for, and outside of GraphQL' },
  BAD_USER_INPUT: { means: 'The operation, its variables or the request are not right. A mutation says what a person can mend as `userErrors` instead.', then: 'Mend what the message names.', beside: '`userErrorCode` where the input of a field is meant', status: '400 when nothing was run' },
  TOO_COMPLEX: { means: 'The operation, the request or the number of subscriptions is beyond a limit.', then: 'Ask for shorter pages, fewer fields, less at once.', beside: '–', status: '400, 413' },
  RATE_LIMITED: { means: 'What was asked within a minute costs more than the identity’s budget (`{ rateLimit { … } }`).', then: 'Ask again after `retryAt`.', beside: '`retryAt`', status: '429' },
  SOURCE_UNAVAILABLE: { means: 'A tool failed. What it alone knows is null or missing; all else is answered. Said once per connection.', then: 'Show what is there; ask again after `retryAt`, or later.', beside: '`connection`, `problem` (a SourceProblemCode), `retryAt`', status: '–' },
  DEADLINE_EXCEEDED: { means: 'A query took longer than the hub waits. What was not there in time is null; all else is answered. Said once.', then: 'Ask for less at once, or for older copies (`@freshness`).', beside: '–', status: '–' },
  DOCUMENT_NOT_TRUSTED: { means: 'The document is not one that this hub trusts (`documents` in its configuration), or not the one that its id names.', then: 'Ask by the id of one that is; have this one added.', beside: '–', status: '400' },
  PERSISTED_QUERY_NOT_SUPPORTED: { means: 'An operation was asked for by a hash that no manifest of the hub has; what clients send is not kept.', then: 'Send the whole text; Apollo’s clients do so by themselves.', beside: '–', status: '400' },
  INTERNAL: { means: 'The hub failed. Its log says why, under the answer’s `x-request-id`.', then: 'Give the id to whoever runs the hub.', beside: '–', status: '–; 500 outside of GraphQL' },
} as const satisfies Readonly<Record<string, CodeMeaning>>;

export type ErrorCode = keyof typeof errorCodes;
