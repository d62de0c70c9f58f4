import { createHash } from 'node:crypto';
import { Kind, print, visit } from 'graphql';

/**
 * A plug-in of GraphQL Code Generator: every operation with the fragments that it needs, by the SHA-256 of its text, as the client preset writes
 * its persisted-documents.json. Fragments stand in the order in which typed-document-node puts them, so that a client that sends the
 * whole text sends the same.
 */
export function plugin(_schema, documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const fragments = new Map(definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]));
  const spreadIn = (node) => {
    const names = [];
    visit(node, { FragmentSpread: ({ name }) => void names.push(name.value) });
    return names;
  };
  const needed = (node, seen = new Set()) => {
    for (const name of spreadIn(node).filter((one) => !seen.has(one))) {
      seen.add(name);
      needed(fragments.get(name), seen);
    }
    return [...seen];
  };
  const texts = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => print({ kind: Kind.DOCUMENT, definitions: [operation, ...needed(operation).map((name) => fragments.get(name))] }));
  const entries = texts.map((text) => [createHash('sha256').update(text, 'utf8').digest('hex'), text]);
  return `${JSON.stringify(Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1))), null, 2)}\n`;
}
