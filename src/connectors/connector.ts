import type { Clock } from '../domain/instant.ts';
import type { Ask } from '../domain/ports/ask.ts';
import type { Connection } from '../domain/ports/connection.ts';
import type { Outgoing } from './http/outgoing.ts';

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

/** What of a tool one connection may use. */
export interface Limits {
  /** Requests at once; default 10. */
  readonly concurrency?: number;
  /** Requests begun per minute; left out, no limit of ours. */
  readonly perMinute?: number;
}

/** One configured connection, secrets already read. */
export interface ConnectorSettings {
  readonly name: string;
  readonly isProduction: boolean;
  /** Base address, e.g. https://northbank.service-now.com or https://host/artifactory; nothing is ever sent outside it. */
  readonly url: string;
  readonly auth: Auth;
  readonly deadlines: Deadlines;
  /** How much the tool may be asked; left out, ten at once and as much as it lets us. */
  readonly limits?: Limits;
  /** With which the tool signs what it sends by itself; left out, such deliveries are not taken. */
  readonly webhookSecret?: string;
  /** What only this system understands, e.g. names of attributes that a company added. Checked by its connector; left out, none. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One line about one exchange with a tool, or one that an open circuit kept from it; holds no query, header, body or credential. */
export interface ExchangeLine {
  readonly connection: string;
  readonly purpose: Ask['purpose'];
  readonly doing: string;
  readonly method: string;
  readonly path: string;
  /** null when no answer came. */
  readonly status: number | null;
  /** From signing in to the last byte of the answer, or the failure. */
  readonly milliseconds: number;
  /** Of those, how many it waited for its turn within the connection's budget. */
  readonly waitedMs: number;
  /** Code of the SourceProblem it ended in; null when it was a good answer. */
  readonly problem: string | null;
}

/** What a connector may know of another connection that its options name: nothing to ask it with, and no secret. */
export interface NamedConnection {
  readonly system: string;
  readonly isProduction: boolean;
  readonly url: string;
}

export interface ConnectorTools {
  readonly clock: Clock;
  readonly log?: (line: ExchangeLine) => void;
  /** Which private addresses may be connected to; left out, any: only for a stand-in's own tests. The hub always says. */
  readonly outgoing?: Outgoing;
  /** Another configured connection, by its name; left out, there is no other. */
  readonly connectionNamed?: (name: string) => NamedConnection | undefined;
}

/** What an administrator must know of a connector; docs/connectors.md is made of it. A sentence each, without full stop at the end where it is a list item. */
export interface ConnectorAbout {
  /** The tool as people call it: "ask the Jira administrator". */
  readonly product: string;
  /** The tool's name as its vendor writes it, with the versions of its API that are spoken. */
  readonly tool: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** What to ask the tool's administrator for; the connection's checkup speaks of these very lines. */
  readonly permissions: readonly string[];
  /** Limits of the tool or of ours that somebody will meet. */
  readonly limits: readonly string[];
  /** What no document, specification or recording could prove. */
  readonly unverified: readonly string[];
}

/** Knows how one system speaks. */
export interface Connector {
  /** SERVICENOW, JIRA, … as `Source.system` says it. */
  readonly system: string;
  readonly about: ConnectorAbout;
  /** Opens nothing yet: the first question does. Throws UserMistake INVALID for settings this system cannot use. */
  connect(settings: ConnectorSettings, tools: ConnectorTools): Connection;
}
