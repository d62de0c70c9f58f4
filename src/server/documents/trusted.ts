import { GraphQLError } from 'graphql';
import type { Role, Viewer } from '../../domain/person.ts';
import { bareId, type Manifest } from './manifest.ts';

/** What of a request says which document it means; nothing of it is believed yet. */
export interface AskedDocument {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

export interface DocumentRules {
  readonly manifests: readonly Manifest[];
  /** true: documents of the manifests alone are read. */
  readonly only: boolean;
  /** Whoever has one of these may ask in their own words all the same. */
  readonly exempt: readonly Role[];
  /** Who may ask for the schema. */
  readonly introspection: readonly Role[];
}

/** The one place that knows which documents may be read, before any of them is parsed. */
export interface Documents {
  /** The text that is meant; null: none, which is for others to refuse. */
  read(asked: AskedDocument, viewer: Viewer): { readonly text: string | null } | { readonly refused: GraphQLError };
  mayIntrospect(viewer: Viewer): boolean;
}

export function trustedDocuments({ manifests, only, exempt, introspection }: DocumentRules): Documents {
  const byId = new Map(manifests.flatMap((manifest) => [...manifest]));
  const trusted = new Set(byId.values());
  const hasOneOf = ({ roles }: Viewer, wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role));
  return {
    mayIntrospect: (viewer) => hasOneOf(viewer, introspection),
    read(asked, viewer) {
      const text = typeof asked.query === 'string' && asked.query !== '' ? asked.query : null;
      const id = idOf(asked);
      const named = id === null ? undefined : byId.get(bareId(id));
      if (named !== undefined) return text === null || text === named ? { text: named } : { refused: notTrusted('The document that was sent is not the one that its id names: send one of the two.') };
      if (id !== null && text === null) return { refused: only || typeof asked.documentId === 'string' ? notTrusted('There is no document of this id among those that this hub trusts.') : notKept };
      if (text !== null && only && !trusted.has(text) && !hasOneOf(viewer, exempt)) return { refused: notTrusted('This hub reads trusted documents only: ask by the id of one, or have this one added to a manifest of the hub’s configuration.') };
      return { text };
    },
  };
}

/** By the appendix of GraphQL over HTTP, or as Apollo's clients say it. */
function idOf({ documentId, extensions }: AskedDocument): string | null {
  if (typeof documentId === 'string' && documentId !== '') return documentId;
  const hash = persistedQueryIn(extensions)?.['sha256Hash'];
  return typeof hash === 'string' ? hash : null;
}

export function persistedQueryIn(extensions: unknown): Readonly<Record<string, unknown>> | null {
  const asked = typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions ? extensions.persistedQuery : null;
  return typeof asked === 'object' && asked !== null ? asked as Readonly<Record<string, unknown>> : null;
}

function notTrusted(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'DOCUMENT_NOT_TRUSTED' } });
}

/** What Apollo's clients take for "send the whole text from now on": nothing is kept because somebody sent it. */
const notKept = new GraphQLError('PersistedQueryNotSupported', { extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } });
