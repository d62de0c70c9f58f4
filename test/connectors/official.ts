import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

interface Content { readonly content?: { readonly 'application/json'?: { readonly schema?: object } } }
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Description { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>; readonly components: object }

/** One question and its answer, as they went over the wire. Bodies are undefined where there was none. */
export interface Exchange {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: readonly string[];
  readonly asked: unknown;
  readonly status: number;
  readonly answered: unknown;
}

/** Whatever our question and the stand-in's answer have that the tool's description has not; as sentences, best none. */
export type Judge = (exchange: Exchange) => readonly string[];

/** Judges by a vendor's own descriptions of its API (OpenAPI 3.0), parties that know nothing of us. */
export function officialJudge(files: readonly string[]): Judge {
  const operations = files.flatMap((file) => operationsOf(JSON.parse(readFileSync(file, 'utf8')) as Description));
  return (exchange) => {
    const found = operations.find(({ method, pattern }) => method === exchange.method && pattern.test(exchange.path));
    return found === undefined ? [`${exchange.method} ${exchange.path} is described nowhere`] : found.judge(exchange).map((mistake) => `${exchange.method} ${found.place} ${exchange.status}: ${mistake}`);
  };
}

/** What a value has that one of the description's own schemas has not, e.g. of a webhook's body. */
export function officialSchema(file: string): (name: string, value: unknown) => readonly string[] {
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as Description;
  const fits = validator(components);
  return (name, value) => fits({ $ref: `#/components/schemas/${name}` }, value);
}

/** Concrete places before those with a parameter, as a router would have it. */
function operationsOf({ paths, components }: Description) {
  const fits = validator(components);
  const named = <T extends object>(value: T): T => ('$ref' in value ? String(value.$ref).slice(2).split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], { components }) as T : value);
  const whole = (operation: Operation): Operation => ({
    ...operation, parameters: (operation.parameters ?? []).map(named), responses: Object.fromEntries(Object.entries(operation.responses).map(([status, response]) => [status, named(response)])),
  });
  return Object.entries(paths)
    .toSorted(([one], [other]) => one.split('{').length - other.split('{').length)
    .flatMap(([place, methods]) => Object.entries(methods).filter(([, operation]) => 'responses' in operation).map(([method, operation]) => ({
      place, method: method.toUpperCase(), pattern: new RegExp(`^${place.replace(/\{[^}]+\}/g, '[^/]+')}$`), judge: judgeOf(whole(operation), fits),
    })));
}

function judgeOf(operation: Operation, fits: (schema: object, value: unknown) => readonly string[]): Judge {
  const known = new Set((operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name));
  const body = schemaOf(operation.requestBody);
  return ({ query, asked, status, answered }) => {
    const response = operation.responses[String(status)];
    const answer = schemaOf(response);
    return [
      ...query.filter((name) => !known.has(name)).map((name) => `takes no parameter ${name}`),
      ...(asked === undefined || body !== undefined ? [] : ['takes no body']),
      ...(asked === undefined || body === undefined ? [] : [...fits(body, asked), ...strange(body, asked)].map((mistake) => `question ${mistake}`)),
      ...(response === undefined ? ['answers no such status'] : []),
      ...(answer === undefined ? [] : fits(answer, answered).map((mistake) => `answer ${mistake}`)),
    ];
  };
}

/** Keys that a described body does not know: GitHub's description forbids none, its servers refuse them. */
function strange({ properties }: { readonly properties?: object }, asked: unknown): readonly string[] {
  return properties === undefined || typeof asked !== 'object' || asked === null ? [] : Object.keys(asked).filter((key) => !Object.hasOwn(properties, key)).map((key) => `has no place for ${key}`);
}

function schemaOf(content: Content | undefined): object | undefined {
  const schema = content?.content?.['application/json']?.schema;
  return schema === undefined || Object.keys(schema).length === 0 ? undefined : schema;
}

function validator(components: object): (schema: object, value: unknown) => readonly string[] {
  const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', format: false, schemaId: 'auto', logger: false });
  const definitions = asJsonSchema(components);
  ajv.addSchema({ $id: 'official', components: definitions });
  const compiled = new Map<object, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(asJsonSchema(schema, 'official') as object);
    compiled.set(schema, validate);
    return validate(value) === true ? [] : (validate.errors ?? []).map(({ dataPath, message, params }) => `${dataPath} ${message ?? ''} ${JSON.stringify(params)}`);
  };
}

/** OpenAPI 3.0 as JSON Schema draft 7: `nullable` is a type more; what only describes is left to be ignored. */
function asJsonSchema(value: unknown, root = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => asJsonSchema(one, root));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== 'example' && name !== 'nullable').map(([name, inner]) => [name, name === '$ref' && typeof inner === 'string' ? `${root}${inner}` : asJsonSchema(inner, root)] as const);
  const schema = Object.fromEntries(entries) as Record<string, unknown>;
  const isNullable = 'nullable' in value && value.nullable === true;
  return isNullable ? { anyOf: [{ type: 'null' }, schema] } : schema;
}
