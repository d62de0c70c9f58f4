export { examine, type ExaminePorts } from './examine.ts';
export type { Finding } from './finding.ts';
export { textOf } from './text.ts';
