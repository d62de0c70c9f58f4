import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildHubSchema } from './schema.ts';

/** Writes schema.graphql to the path given: sorted, so that the order of classes in the code moves nothing. */
const [, , target = 'schema.graphql'] = process.argv;
const head = '# Printed from src/schema and src/resolvers by `npm run schema`; do not edit.\n\n';
writeFileSync(target, `${head}${printSchema(lexicographicSortSchema(await buildHubSchema()))}\n`);
