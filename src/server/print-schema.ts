import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { subgraphSdl } from '../schema/federation.ts';
import { buildContract } from './schema.ts';

/** Writes schema.graphql to the path given: sorted, so that the order of classes in the code moves nothing. With --subgraph, the same as a supergraph is composed of. */
const given = process.argv.slice(2);
const [target = 'schema.graphql'] = given.filter((argument) => argument !== '--subgraph');
const contract = await buildContract();
const head = '# Printed from src/schema and src/resolvers by `npm run schema`; do not edit.\n\n';
writeFileSync(target, given.includes('--subgraph') ? subgraphSdl(contract) : `${head}${printSchema(lexicographicSortSchema(contract))}\n`);
