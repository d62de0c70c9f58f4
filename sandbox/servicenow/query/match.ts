import { familyOf } from '../dictionary/dictionary.ts';
import { valueOf, type Row } from '../row.ts';
import type { Store } from '../store.ts';
import type { Condition, EncodedQuery } from './parse.ts';
import { pathOf, type Path } from './path.ts';
import { evaluated, type ScriptScope } from './script.ts';

type Test = (row: Row) => boolean;

/**
 * The query as a test of rows. A condition on a column that does not exist is left out without a word: the rest decides,
 * and more rows match (the instance's default, glide.invalid_query.returns_no_rows=false; apis/README.md §1).
 */
export function matcher(store: Store, table: string, query: EncodedQuery, scope: ScriptScope): Test {
  const groups = query.groups.map((group) => group.map((alternatives) => alternatives.flatMap((one) => testOf(store, table, one, scope) ?? [])).filter((tests) => tests.length > 0));
  return (row) => groups.some((group) => group.every((tests) => tests.some((test) => test(row))));
}

function testOf(store: Store, table: string, condition: Condition, scope: ScriptScope): Test | undefined {
  const path = pathOf(store, table, condition.field);
  if (!path) return undefined;
  if (condition.operator === 'INSTANCEOF') return (row) => familyOf(condition.value).includes(valueOf(row, path.name));
  const compare = comparison(path, condition.operator, evaluated(condition.value, scope));
  return (row) => {
    const holder = path.holder(row);
    return compare(holder ? valueOf(holder, path.name) : '');
  };
}

/** Text is compared without regard to case, as the database does; an empty column is not equal to anything, and `!=` holds. */
function comparison(path: Path, operator: string, wanted: string): (value: string) => boolean {
  const low = wanted.toLowerCase();
  const list = new Set(low.split(','));
  switch (operator) {
    case '=': return (value) => value.toLowerCase() === low;
    case '!=': return (value) => value.toLowerCase() !== low;
    case 'IN': return (value) => list.has(value.toLowerCase());
    case 'NOT IN': return (value) => !list.has(value.toLowerCase());
    case 'LIKE': return (value) => value.toLowerCase().includes(low);
    case 'NOT LIKE': return (value) => !value.toLowerCase().includes(low);
    case 'STARTSWITH': return (value) => value.toLowerCase().startsWith(low);
    case 'ENDSWITH': return (value) => value.toLowerCase().endsWith(low);
    case 'ISEMPTY': return (value) => value === '';
    case 'ISNOTEMPTY': return (value) => value !== '';
    case 'BETWEEN': return between(path, wanted);
    case '>': return (value) => value !== '' && ordering(path, value, wanted) > 0;
    case '>=': return (value) => value !== '' && ordering(path, value, wanted) >= 0;
    case '<': return (value) => value !== '' && ordering(path, value, wanted) < 0;
    case '<=': return (value) => value !== '' && ordering(path, value, wanted) <= 0;
    default: return () => true;
  }
}

function between(path: Path, wanted: string): (value: string) => boolean {
  const [from = '', to = ''] = wanted.split('@');
  return (value) => value !== '' && ordering(path, value, from) >= 0 && ordering(path, value, to) <= 0;
}

/** Numbers by size, everything else (moments too: they sort as text) by letters. */
export function ordering({ field }: Path, a: string, b: string): number {
  if (field.kind === 'number' || field.kind === 'number-choice') return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}
