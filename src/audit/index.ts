export { anchorOf, readAnchors, type Anchor } from './anchor.ts';
export { chained, genesis, type AuditRecord, type Chained } from './chain.ts';
export { sealOf, type Journal } from './journal.ts';
export { verifyLog, type Found } from './verify.ts';
