export { seededKeys, seedHub } from './seed-hub.ts';
export type { SeedOptions } from './seed-hub.ts';
