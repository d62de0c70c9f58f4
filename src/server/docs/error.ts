import { isEnumType, type GraphQLSchema } from 'graphql';
import { errorCodes, type CodeMeaning } from '../error-codes.ts';

/** docs/errors.md, derived from the codes that the door knows and those of the contract. */
export function errorDocs(contract: GraphQLSchema): string {
  const codes = Object.entries<CodeMeaning>(errorCodes).map(([code, { means, then, beside, status }]) => `| \`${code}\` | ${means} | ${then} | ${beside} | ${status} |`);
  const [mistakes, problems] = ['UserErrorCode', 'SourceProblemCode'].map((name) => valuesOf(contract, name)) as [string[], string[]];
  return [
    head,
    '## `errors[].extensions.code`', '', '| code | what it means | what to do | beside it | HTTP status |', '|---|---|---|---|---|', ...codes, '',
    '## `userErrors[].code`', '', 'What a person can mend of an act, with the `path` of the input it is about. The act was not done, unless its payload has its subject all the same.', '', '| code | what it means |', '|---|---|', ...mistakes, '',
    '## `problem.code` of a source', '', 'Why no fresher copy could be had, as `source { problem }` and `extensions.problem` say it.', '', '| code | what it means |', '|---|---|', ...problems, '',
  ].join('\n');
}

function valuesOf(contract: GraphQLSchema, name: string): readonly string[] {
  const type = contract.getType(name);
  if (!isEnumType(type)) throw new Error(`the contract has no enum ${name}`);
  return type.getValues().toSorted((one, other) => one.name.localeCompare(other.name)).map((value) => `| \`${value.name}\` | ${value.description ?? ''} |`);
}

const head = `# Errors

Derived from \`src/server/error-codes.ts\` and the schema by \`npm run docs\`; do not edit. Codes stay what they are; messages are for people and
may change. A code that a client does not know is to be taken for INTERNAL. Files of reports (\`/reports\`) name the wrong \`parameter\` beside BAD_USER_INPUT, and answer NOT_FOUND with 404 for a report that
there is not.
`;
