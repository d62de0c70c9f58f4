import type { Store, Thing } from '../store.ts';
import type { Expression, Query } from './parse.ts';

/** The objects a query finds. MySQL's collation decides: text is compared without case and accents. */
export function runQuery(store: Store, { className, where }: Query): Thing[] {
  return store.ofClass(className).filter((thing) => where === null || holds(store, thing, where));
}

function holds(store: Store, thing: Thing, expression: Expression): boolean {
  switch (expression.kind) {
    case 'and': return expression.parts.every((part) => holds(store, thing, part));
    case 'or': return expression.parts.some((part) => holds(store, thing, part));
    case 'compare': return compares(fold('value' in expression.left ? expression.left.value : store.valueOf(thing, expression.left.attribute)), expression.operator, expression.values.map(fold));
  }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function compares(stored: string, operator: string, [first = '', ...rest]: readonly string[]): boolean {
  switch (operator) {
    case '=': return stored === first;
    case '!=': return stored !== first;
    case '<': return order(stored, first) < 0;
    case '<=': return order(stored, first) <= 0;
    case '>': return order(stored, first) > 0;
    case '>=': return order(stored, first) >= 0;
    case 'LIKE': return isLike(stored, first);
    case 'NOT LIKE': return !isLike(stored, first);
    case 'IN': return [first, ...rest].includes(stored);
    default: return ![first, ...rest].includes(stored);
  }
}

function order(one: string, other: string): number {
  const numbers = /^-?\d+$/;
  if (numbers.test(one) && numbers.test(other)) return Number(one) - Number(other);
  return one < other ? -1 : one > other ? 1 : 0;
}

/** % is any text and _ any one character: a search for "a_b" finds "axb" too. */
function isLike(stored: string, pattern: string): boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.');
  return new RegExp(`^${source}$`, 'su').test(stored);
}
