/**
 * Thrown when an expression reads what nobody told: the library then reckons with three values, so that only what is so
 * whatever the untold thing may be is true or false, and the gate is UNKNOWN otherwise.
 */
export class Untold extends Error {
  override readonly name = 'Untold';
}
