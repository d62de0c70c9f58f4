export { itopCredentials } from './credentials.ts';
export { startITop } from './itop.ts';
export type { ITopOptions } from './itop.ts';
