export { readEnvelope, type Envelope } from './envelope.ts';
export { readSigningKey, readVerificationKey, type ReceiptKeys, type SigningKey, type VerificationKey } from './key.ts';
export type { Receipt, ReceiptGate } from './statement.ts';
export { isExpired, signReceipt, verifyReceipt } from './verify.ts';
