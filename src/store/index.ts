export { openStore } from './open-store.ts';
export type { Spending, Store } from './open-store.ts';
export type { StoreLocation } from './open-database.ts';
export { StoreError } from './store.error.ts';
export type { StoreLog } from './store.log.ts';
export { migrateDatabase } from './migrate-database.ts';
export { inspectDatabase, type DatabaseState } from './inspect-database.ts';
