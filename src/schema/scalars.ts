import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLDuration, GraphQLJSON, GraphQLURL } from 'graphql-scalars';
import { isSha256 } from '../domain/artifact.ts';
import { readReference } from '../domain/reference.ts';

/** A scalar that is a string of a certain form, refused by name when it is not. */
function textScalar(name: string, description: string, isValid: (text: string) => boolean, expected: string): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`${name} must be ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: parse,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

export const Sha256Scalar = textScalar('Sha256', 'A SHA-256 digest: 64 lower-case hexadecimal digits.', isSha256, '64 lower-case hexadecimal digits');

export const RecordReferenceScalar = textScalar(
  'RecordReference',
  'Names a record the way people do: `<connection>:<kind>:<key>`, e.g. `servicenow:change:CHG0030003` or `jira:work-item:PAY-12`. A label; a record’s identity is its connection plus its immutable id there.',
  (text) => readReference(text) !== null,
  'a record reference, <connection>:<kind>:<key>, e.g. servicenow:change:CHG0030003',
);

const named = (scalar: GraphQLScalarType, name: string, description: string, serialize: (value: unknown) => unknown = scalar.serialize): GraphQLScalarType =>
  new GraphQLScalarType({ ...scalar.toConfig(), name, description, serialize, specifiedByURL: null });

/** What the code calls an Instant is answered as it is; a page holds hundreds. */
const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const DateTimeScalar = named(GraphQLDateTimeISO, 'DateTime', 'An instant, RFC 3339, answered in UTC.', (value) => (typeof value === 'string' && isInstant.test(value) ? value : GraphQLDateTimeISO.serialize(value)));
export const DurationScalar = named(GraphQLDuration, 'Duration', 'A length of time, ISO 8601, e.g. `PT1H30M`.');
export const JsonScalar = named(GraphQLJSON, 'JSON', 'Any JSON value.');
export const UrlScalar = named(GraphQLURL, 'URL', 'An absolute address.', (value) => (typeof value === 'string' && URL.canParse(value) ? value : GraphQLURL.serialize(value)));
