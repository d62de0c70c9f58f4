import { isObjectType, Kind, lexicographicSortSchema, parse, print, printSchema, visit, type ConstDirectiveNode, type GraphQLSchema } from 'graphql';

/** The nouns that other parts of a supergraph may refer to, each with the keys it is found by; `id` is one of all. */
export const keysOf: Readonly<Record<string, readonly string[]>> = {
  AccountRecord: ['id'], Artifact: ['id'], Assessment: ['id'], Build: ['id'], Change: ['id'], ChangeWindow: ['id'], ConfigurationItem: ['id'],
  Deployment: ['id'], DeploymentPlan: ['id'], Entitlement: ['id'], Environment: ['id', 'name'], Freeze: ['id'], Incident: ['id'],
  KnowledgeArticle: ['id'], Licence: ['id'], Person: ['id'], PlannedVersion: ['id'], Problem: ['id'], Release: ['id', 'key'], ReleaseBundle: ['id'],
  Service: ['id'], Waiver: ['id'], WorkItem: ['id'],
};

/** Types of the Relay specification, which another subgraph may have as well, to the letter. */
const shared = ['PageInfo'];

/** What a Federation 2 gateway asks a subgraph, beside the contract. @throws Error when a noun has no keys here, or what has keys is none. */
export function federationFields(contract: GraphQLSchema): string {
  const node = contract.getType('Node');
  const nouns = Object.values(contract.getTypeMap()).filter((type) => isObjectType(type) && type.getInterfaces().some((one) => one === node)).map(({ name }) => name).toSorted();
  const listed = Object.keys(keysOf).toSorted();
  const apart = [...nouns.filter((name) => !listed.includes(name)), ...listed.filter((name) => !nouns.includes(name))];
  if (apart.length > 0) throw new Error(`src/schema/federation.ts and the nouns of the schema (what implements Node) do not agree: ${apart.join(', ')}`);
  return `
    "A noun as another part of the supergraph knows it: its __typename, and one of its keys."
    scalar _Any

    "What other parts of the supergraph may refer to."
    union _Entity = ${listed.join(' | ')}

    "What a gateway is told of this subgraph."
    type _Service {
      "The subgraph's schema; told to whoever may introspect."
      sdl: String!
    }

    extend type Query {
      "The nouns that are represented, in their order; null for one that is not there."
      _entities(
        "Each costs as much as one record."
        representations: [_Any!]!
      ): [_Entity]!
      "For a gateway that composes its supergraph by asking."
      _service: _Service!
    }`;
}

/** The contract as a Federation 2 subgraph: what a supergraph is composed of. */
export function subgraphSdl(contract: GraphQLSchema): string {
  const document = parse(printSchema(lexicographicSortSchema(contract)), { noLocation: true });
  const marked = visit(document, {
    ObjectTypeDefinition: (node) => {
      const directives = [...(keysOf[node.name.value] ?? []).map((fields) => directive(`@key(fields: "${fields}")`)), ...(shared.includes(node.name.value) ? [directive('@shareable')] : [])];
      return directives.length === 0 ? undefined : { ...node, directives };
    },
  });
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])\n\n${print(marked)}\n`;
}

function directive(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const [found] = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? definition.directives ?? [] : [];
  if (found === undefined) throw new Error(`${text} is no directive`);
  return found;
}
