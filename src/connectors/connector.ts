import type { Clock } from '../domain/instant.ts';
import type { Connection } from '../domain/ports/connection.ts';

/** How a connection signs in. Not every tool takes every kind: its connector says so when it connects. */
export type Auth =
  | { readonly kind: 'basic'; readonly userName: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      /** With a user: the password grant; without: client credentials. */
      readonly userName?: string;
      readonly password?: string;
    };

/** Milliseconds from asking to the last byte of the answer, by the purpose of the question. */
export interface Deadlines {
  readonly pageMs: number;
  readonly judgeMs: number;
  readonly actMs: number;
}

/** One configured connection, secrets already read. */
export interface ConnectorSettings {
  readonly name: string;
  readonly isProduction: boolean;
  /** Base address, e.g. https://northbank.service-now.com or https://host/artifactory; nothing is ever sent outside it. */
  readonly url: string;
  readonly auth: Auth;
  readonly deadlines: Deadlines;
  /** What only this system understands, e.g. names of attributes that a company added. Checked by its connector; left out, none. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One line about one exchange with a tool; holds no query, header, body or credential. */
export interface ExchangeLine {
  readonly connection: string;
  readonly doing: string;
  readonly method: string;
  readonly path: string;
  /** null when no answer came. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** Code of the SourceProblem it ended in; null when it was a good answer. */
  readonly problem: string | null;
}

export interface ConnectorTools {
  readonly clock: Clock;
  readonly log?: (line: ExchangeLine) => void;
}

/** Knows how one system speaks. */
export interface Connector {
  /** SERVICENOW, JIRA, … as `Source.system` says it. */
  readonly system: string;
  /** Opens nothing yet: the first question does. Throws UserMistake INVALID for settings this system cannot use. */
  connect(settings: ConnectorSettings, tools: ConnectorTools): Connection;
}
