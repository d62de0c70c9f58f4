import { readFileSync } from 'node:fs';
import type { Operation } from './endpoint.ts';

const folder = new URL('../../../shared/contract/queries/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

/** The page with the most records: 3 changes with approvals, 40 work items, 12 artifacts, 27 items with services. */
export const page: Operation = { query: read('page.graphql'), variables: { key: 'payments-2.4.0', environment: 'production' } };
/** All 200 releases. */
export const board: Operation = { query: read('board.graphql') };
