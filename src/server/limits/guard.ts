import { BREAK, GraphQLError, Kind, parse, visit, type DocumentNode, type GraphQLSchema } from 'graphql';
import { costOf } from './cost.ts';
import { shapeOf, type Shape } from './shape.ts';

/** Most that one operation may have; wide enough for the largest page of a portal. */
export const most = { characters: 64 * 1024, tokens: 3_000, depth: 14, fields: 1_000, aliases: 30, directives: 50, repeats: 20, definitions: 50, cost: 50_000 } as const;

export interface AskedOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** How many documents are remembered as right in shape; a portal sends the same few again and again. */
const remembered = 500;

/** Costs remembered of one document, and by how many characters of its variables: whoever sends ever others must not fill the memory. */
const costsRemembered = 20;
const longestKey = 500;

/** What an operation costs and whether it asks for the schema, or why it is not even looked at. */
export type Measure = (asked: AskedOperation) => { readonly cost: number; readonly isIntrospection: boolean } | { readonly refused: GraphQLError };

/**
 * Measures operations: each costs something, or is refused in one error. Comes before validation, some rules of
 * which take time that grows with the square of what they read. What cannot be parsed is left to whoever parses it next.
 */
export function operationGuard(schema: GraphQLSchema): Measure {
  const known = new Map<string, ReadDocument>();
  const read = (query: string): ReadDocument | GraphQLError | null => {
    const seen = known.get(query);
    if (seen !== undefined) return seen;
    if (query.length > most.characters) return tooComplex(`This operation is too long: ${most.characters} characters are the most.`);
    const document = parsed(query);
    const problem = document === null ? null : shapeProblem(document);
    if (document === null || problem !== null) return problem;
    if (known.size >= remembered) known.delete(known.keys().next().value ?? '');
    const reading = { isIntrospection: asksForSchema(document), costOf: costing(schema, document) };
    known.set(query, reading);
    return reading;
  };
  return ({ query, operationName, variables }) => {
    const document = read(query);
    if (document === null) return { cost: 1, isIntrospection: false };
    if (document instanceof GraphQLError) return { refused: document };
    const cost = document.costOf(operationName, variables ?? {});
    return cost <= most.cost ? { cost, isIntrospection: document.isIntrospection } : { refused: tooComplex(`This operation costs too much: it may be answered ${Number.isFinite(cost) ? `with ${cost}` : 'without end'}, and ${most.cost} records are the most. Ask for shorter pages.`) };
  };
}

/** A document that is right in shape, with what need not be found out anew each time it is sent. */
interface ReadDocument {
  readonly isIntrospection: boolean;
  costOf(operationName: string | null | undefined, variables: Readonly<Record<string, unknown>>): number;
}

/** Of one document and one operation only the variables that say how long a list is make a difference: the last few answers are remembered by these. */
function costing(schema: GraphQLSchema, document: DocumentNode): ReadDocument['costOf'] {
  const costs = new Map<string, number>();
  return (operationName, variables) => {
    const lengths = Object.entries(variables).map(([name, value]) => [name, Array.isArray(value) ? { of: value.length } : typeof value === 'number' ? value : null]);
    const key = JSON.stringify([operationName ?? null, lengths]);
    const seen = costs.get(key);
    if (seen !== undefined) return seen;
    const cost = costOf(schema, document, operationName, variables);
    if (costs.size >= costsRemembered) costs.clear();
    if (key.length <= longestKey) costs.set(key, cost);
    return cost;
  };
}

/** `__typename` is no secret: every client adds it. `_service` tells a gateway the whole schema. */
function asksForSchema(document: DocumentNode): boolean {
  let isAsked = false;
  visit(document, { Field: ({ name: { value } }) => {
    isAsked ||= value === '__schema' || value === '__type' || value === '_service';
    return isAsked ? BREAK : undefined;
  } });
  return isAsked;
}

function parsed(query: string): DocumentNode | null {
  try {
    return parse(query, { maxLexicalTokens: most.tokens, noLocation: true });
  } catch {
    return null;
  }
}

function shapeProblem(document: DocumentNode): GraphQLError | null {
  if (document.definitions.length > most.definitions) return tooComplex(`This document has too many operations and fragments: ${most.definitions} are the most.`);
  if (document.definitions.some(({ kind }) => kind !== Kind.OPERATION_DEFINITION && kind !== Kind.FRAGMENT_DEFINITION)) return null;
  const shape = shapeOf(document);
  const over = (Object.keys(words) as (keyof Shape)[]).find((part) => shape[part] > most[part]);
  return over === undefined ? null : tooComplex(words[over]);
}

const words: Readonly<Record<keyof Shape, string>> = {
  depth: `This operation is nested too deep: ${most.depth} levels are the most.`,
  aliases: `This operation uses too many aliases: ${most.aliases} are the most.`,
  directives: `This operation uses too many directives: ${most.directives} are the most.`,
  repeats: `This operation asks for one field too often: ${most.repeats} times are the most.`,
  fields: `This operation asks for too many fields: ${most.fields} are the most, each fragment counted wherever it is spread.`,
};

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_COMPLEX' } });
}
