import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import { everywhere, itself, viewerWith, type Viewer } from '../domain/person.ts';
import { commandLineManifest } from './documents/index.ts';
import type { FreshContext } from './freshness.ts';
import type { Measure } from './limits/index.ts';
import type { Log } from './log.ts';

export interface Rehearsed {
  readonly apollo: Pick<ApolloServer<FreshContext>, 'executeOperation'>;
  readonly measure: Measure;
  readonly contextOf: (viewer: Viewer, requestId: string) => FreshContext;
  readonly log: Log;
}

/**
 * The hub asks itself for the page of a release that nobody created, before anybody else can ask: what reads, checks, measures and answers a page is compiled by
 * then, and the database reached. No tool is asked, nothing is kept, and no account tells of it. What goes wrong is logged and keeps nobody out:
 * /readyz says whether the hub can serve.
 */
export async function rehearse({ apollo, measure, contextOf, log }: Rehearsed): Promise<void> {
  try {
    const asked = { query: page(), operationName: 'ReleaseShow', variables: { key: `rehearsal-${randomUUID()}` } };
    measure(asked);
    const { body } = await apollo.executeOperation(asked, { contextValue: contextOf(viewerWith(itself, [everywhere('VIEWER')]), 'rehearsal') });
    const errors = body.kind === 'single' ? body.singleResult.errors ?? [] : [];
    if (errors.length > 0) log.warn({ errors: errors.map(({ message }) => message) }, 'the page that a hub asks itself for before its door opens had errors');
  } catch (error) {
    log.warn({ err: error }, 'the page that a hub asks itself for before its door opens could not be answered');
  }
}

/** That of `muster release show`, which is checked against the schema wherever documents are. */
function page(): string {
  const text = [...commandLineManifest().values()].find((document) => document.startsWith('query ReleaseShow('));
  if (text === undefined) throw new Error('the command line has no document ReleaseShow');
  return text;
}
