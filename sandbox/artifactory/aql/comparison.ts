/** One operator with its operand. */
export interface Test {
  readonly holds: (value: string | number, now: number) => boolean;
  readonly isNegative: boolean;
}

const instants = new Set(['created', 'modified', 'updated', 'started']);
const numbers = new Set(['size', 'depth']);

/**
 * Reads `"value"` or `{"$op":"value"}` for one field.
 * @throws TypeError for an unknown operator or an operand that is not a quoted string: AQL refuses bare numbers.
 */
export function comparison(field: string, value: unknown): Test {
  if (typeof value === 'string') return test(field, '$eq', value);
  const [entry, ...more] = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (entry === undefined || more.length > 0 || typeof entry[1] !== 'string') throw new TypeError('not a comparison');
  return test(field, entry[0], entry[1]);
}

function test(field: string, operator: string, operand: string): Test {
  const compared = (value: string | number): number => order(field, value, operand);
  switch (operator) {
    case '$eq': return positive((value) => compared(value) === 0);
    case '$ne': return { isNegative: true, holds: (value) => compared(value) !== 0 };
    case '$eqic': return positive((value) => String(value).toLowerCase() === operand.toLowerCase());
    case '$match': return positive(wildcard(operand, 'u'));
    case '$matchic': return positive(wildcard(operand, 'iu'));
    case '$nmatch': { const matches = wildcard(operand, 'u'); return { isNegative: true, holds: (value) => !matches(value) }; }
    case '$gt': return positive((value) => compared(value) > 0);
    case '$gte': return positive((value) => compared(value) >= 0);
    case '$lt': return positive((value) => compared(value) < 0);
    case '$lte': return positive((value) => compared(value) <= 0);
    case '$last': { const span = milliseconds(operand); return positive((value, now) => Date.parse(String(value)) >= now - span); }
    case '$before': { const span = milliseconds(operand); return positive((value, now) => Date.parse(String(value)) < now - span); }
    default: throw new TypeError(`no operator ${operator}`);
  }
}

function positive(holds: Test['holds']): Test {
  return { holds, isNegative: false };
}

/** Negative, zero or positive; NaN, for an operand that is no number or instant, makes every comparison false. */
function order(field: string, value: string | number, operand: string): number {
  if (numbers.has(field)) return Number(value) - Number(operand);
  if (instants.has(field)) return Date.parse(String(value)) - (/^\d+$/.test(operand) ? Number(operand) : Date.parse(operand));
  const text = String(value);
  return text === operand ? 0 : text < operand ? -1 : 1;
}

/** `*` and `?` are live in $match and its kin only; everything else stands for itself. */
function wildcard(pattern: string, flags: string): (value: string | number) => boolean {
  const source = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  const regex = new RegExp(`^${source}$`, `s${flags}`);
  return (value) => regex.test(String(value));
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, mi: 60_000, d: 86_400_000, w: 7 * 86_400_000, mo: 30 * 86_400_000, y: 365 * 86_400_000 };

function milliseconds(span: string): number {
  const [, count, unit] = /^(\d+)(ms|mi|mo|s|d|w|y)$/.exec(span) ?? [];
  const length = units[unit ?? ''];
  if (length === undefined) throw new TypeError('not a span of time');
  return Number(count) * length;
}
