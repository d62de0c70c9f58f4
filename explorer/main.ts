import './nonce.ts';
import './workers.ts';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL, type GraphiQLProps } from 'graphiql';
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.ts';
import { hubOf, type Asked, type Options } from './hub.ts';
import { signIn } from './sign-in.ts';

/** The page stands at the very address that answers GraphQL, whatever a proxy put before it. */
const url = `${location.origin}${location.pathname}`;
const hub = hubOf(url, () => { door.refused(); });
const root = createRoot(document.getElementById('explorer') ?? document.body);

const explorer = {
  // Errors are what the wire says; GraphiQL's types want graphql-js's class, of which it uses nothing else.
  fetcher: ((asked: Asked, options?: Options) => hub.fetcher(asked, options)) as GraphiQLProps['fetcher'],
  defaultTabs: examples.map((query) => ({ query })),
  defaultQuery: '',
  // Nothing outlives the tab: queries and answers are a company's own.
  storage: sessionStorage,
  shouldPersistHeaders: false,
  showPersistHeadersSettings: false,
};

/** null: no schema is known, and none is asked for. */
const show = (schema: IntrospectionQuery | null): void => { root.render(createElement(GraphiQL, { ...explorer, schema })); };

/** In production mode the hub tells its schema to nobody: examples work all the same, completion does not. */
async function showSchema(): Promise<void> {
  const { data } = await hub.ask({ query: getIntrospectionQuery({ inputValueDeprecation: true }) });
  const isTold = typeof data === 'object' && data !== null && '__schema' in data;
  document.getElementById('no-schema')?.toggleAttribute('hidden', isTold);
  show(isTold ? data as IntrospectionQuery : null);
}

const door = signIn({ ask: (query) => hub.ask({ query }), signedIn: () => void showSchema(), signedOut: () => { show(null); } });
show(null);
void door.check();
