import { MusterError } from '../domain/error.ts';

/** The hub's own database could not be opened or used: says which, why, and what to do. Never holds a password. */
export class StoreError extends MusterError {
  override readonly name = 'StoreError';
}
