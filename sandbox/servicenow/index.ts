export { startServiceNow } from './start.ts';
