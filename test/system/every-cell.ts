import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { getNamedType, isEnumType, isInputObjectType, isLeafType, isListType, isNonNullType, isObjectType, isUnionType, type GraphQLField, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import { WebSocket } from 'ws';
import { matrix } from '../../src/server/authorization/index.ts';
import { tokenHolders } from '../../sandbox/hub-config.ts';
import { post } from './post.ts';

/** A hub whose bearers of one role each are known. */
export interface Door {
  readonly url: string;
  readonly tokens: Readonly<Record<Who, string>>;
}

type Who = keyof typeof tokenHolders;

/** One field of the matrix, asked for by one role. */
export interface Cell {
  readonly field: string;
  readonly who: Who;
  readonly over: 'HTTP' | 'WebSocket' | 'event stream';
  readonly may: boolean;
  readonly isLetThrough: boolean;
}

type Field = GraphQLField<unknown, unknown>;
interface Refusal { readonly extensions?: { readonly code?: string }; readonly path?: readonly (string | number)[] | undefined }

export const everyone = Object.keys(tokenHolders) as readonly Who[];
/** So many queries in one operation; more would be refused for their cost. */
const atOnce = 8;

/** Asks for every field of the matrix as every role, over each transport that takes it. Let through is what was not FORBIDDEN, whatever else it was. */
export async function tryEveryCell(door: Door, schema: GraphQLSchema): Promise<readonly Cell[]> {
  const cells: Cell[] = [];
  for (const who of everyone) {
    const ask = (type: string, field: string, over: Cell['over'], isLetThrough: boolean): void => void cells.push({ field: `${type}.${field}`, who, over, isLetThrough, may: matrix[`${type}.${field}`]?.roles.includes(tokenHolders[who].role) === true });
    const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
    for (let from = 0; from < queries.length; from += atOnce) {
      const these = queries.slice(from, from + atOnce);
      const refused = forbiddenOf(await httpErrors(door, who, operationOf('query', these)));
      for (const { name } of these) ask('Query', name, 'HTTP', !refused.includes(name));
    }
    const nouns = nounsOf(schema);
    const refusedNouns = indexed(await httpErrors(door, who, entitiesOf(nouns)));
    for (const [place, noun] of nouns.entries()) cells.push({ field: `Query._entities ${noun}`, who, over: 'HTTP', isLetThrough: !refusedNouns.has(place), may: matrix['Query._entities']?.roles.includes(tokenHolders[who].role) === true });
    for (const field of reportsOf(schema)) ask('Reports', field.name, 'HTTP', forbiddenOf(await httpErrors(door, who, operationOf('query', [field], 'reports'))).length === 0);
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) ask('Mutation', field.name, 'HTTP', forbiddenOf(await httpErrors(door, who, operationOf('mutation', [field]))).length === 0);
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
      ask('Subscription', field.name, 'WebSocket', !isForbidden(await socketAnswer(door, who, operationOf('subscription', [field]))));
      ask('Subscription', field.name, 'event stream', !isForbidden(await streamAnswer(door, who, operationOf('subscription', [field]))));
    }
  }
  return cells;
}

function reportsOf(schema: GraphQLSchema): readonly Field[] {
  const reports = schema.getType('Reports');
  return isObjectType(reports) ? Object.values(reports.getFields()).filter(({ name }) => matrix[`Reports.${name}`] !== undefined) : [];
}

/** What a gateway may ask for by `_entities`. */
function nounsOf(schema: GraphQLSchema): readonly string[] {
  const noun = schema.getType('_Entity');
  return isUnionType(noun) ? noun.getTypes().map(({ name }) => name) : [];
}

/** Ids of things that are not there, well written: the others of a tool are named by their kind. */
const idsOfNouns: Readonly<Record<string, string>> = {
  Assessment: 'assessment:none', Deployment: 'deployment:none', DeploymentPlan: 'plan:none', Environment: 'environment:none', Freeze: 'freeze:none', Person: 'person:none@bank.example', Release: 'release:none', Waiver: 'waiver:none',
  AccountRecord: 'account', Artifact: 'artifact', Build: 'build', Change: 'change', ChangeWindow: 'window', ConfigurationItem: 'ci', Entitlement: 'entitlement', Incident: 'incident', KnowledgeArticle: 'knowledge',
  Licence: 'licence', PlannedVersion: 'version', Problem: 'problem', ReleaseBundle: 'bundle', Service: 'service', WorkItem: 'work-item',
};

function entitiesOf(nouns: readonly string[]): Operation {
  const idOf = (noun: string): string => (idsOfNouns[noun]?.includes(':') === true ? idsOfNouns[noun] : `none-such:${idsOfNouns[noun] ?? 'none'}:1`);
  return { query: 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }', variables: { representations: nouns.map((noun) => ({ __typename: noun, id: idOf(noun) })) } };
}

/** The places of a list that were refused; all, when the list was. */
function indexed(errors: readonly Refusal[]): { has(place: number): boolean } {
  const refused = errors.filter(({ extensions }) => extensions?.code === 'FORBIDDEN').map(({ path }) => path?.at(1));
  return { has: (place) => refused.includes(undefined) || refused.includes(place) };
}

interface Operation { readonly query: string; readonly variables: Record<string, unknown> }

function operationOf(kind: string, fields: readonly Field[], below?: string): Operation {
  const needed = fields.flatMap((field) => field.args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined).map((argument) => ({ field: field.name, argument, variable: `${field.name}_${argument.name}` })));
  const head = needed.length === 0 ? '' : `(${needed.map(({ argument, variable }) => `$${variable}: ${argument.type.toString()}`).join(', ')})`;
  const asked = fields.map(({ name, type }) => {
    const given = needed.filter((one) => one.field === name).map(({ argument, variable }) => `${argument.name}: $${variable}`).join(', ');
    return `${name}${given === '' ? '' : `(${given})`}${isLeafType(getNamedType(type)) ? '' : ' { __typename }'}`;
  });
  const selection = `{ ${asked.join(' ')} }`;
  return { query: `${kind} ${head} ${below === undefined ? selection : `{ ${below} ${selection} }`}`, variables: Object.fromEntries(needed.map(({ argument, variable }) => [variable, least(argument.type)])) };
}

/** The least value that a type accepts. */
export function least(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return null;
  const inner = type.ofType;
  if (isListType(inner)) return [];
  if (isInputObjectType(inner)) return Object.fromEntries(Object.values(inner.getFields()).filter((field) => isNonNullType(field.type) && field.defaultValue === undefined).map((field) => [field.name, least(field.type)]));
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  const values: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: true, DateTime: '2026-11-23T12:00:00.000Z', Duration: 'PT1H', RecordReference: 'servicenow:change:CHG0030001' };
  return values[inner.name] ?? 'none-such';
}

async function httpErrors(door: Door, who: Who, operation: Operation): Promise<readonly Refusal[]> {
  const { status, errors } = await post(door.url, door.tokens[who], operation);
  const broken = errors.filter(({ extensions }) => extensions.code === 'INTERNAL');
  if (status !== 200 || broken.length > 0) throw new Error(`${operation.query} was answered ${status} ${JSON.stringify(errors)}`);
  return errors;
}

async function socketAnswer(door: Door, who: Who, operation: Operation): Promise<unknown> {
  const client = createSocketClient({ url: door.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: { authorization: `Bearer ${door.tokens[who]}` } });
  const events = client.iterate(operation);
  try {
    return await events.next().catch((error: unknown) => error);
  } finally {
    await events.return?.();
    await client.dispose();
  }
}

async function streamAnswer(door: Door, who: Who, operation: Operation): Promise<unknown> {
  const client = createStreamClient({ url: `${door.url}/stream`, retryAttempts: 0, headers: { authorization: `Bearer ${door.tokens[who]}` } });
  const events = client.iterate(operation);
  try {
    return await events.next().catch((error: unknown) => error);
  } finally {
    await events.return?.();
    client.dispose();
  }
}

const isForbidden = (answer: unknown): boolean => JSON.stringify(answer).includes('"FORBIDDEN"');

function forbiddenOf(errors: readonly Refusal[]): readonly string[] {
  return errors.filter(({ extensions }) => extensions?.code === 'FORBIDDEN').map(({ path }) => String(path?.at(-1)));
}
