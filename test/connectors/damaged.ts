import fc from 'fast-check';

/** Every place in a body, as a path. */
function places(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, one]) => places(one, [...at, key])) : [];
  return [at, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], wrong: Wrong): unknown {
  if (key === undefined) return wrong.value;
  const entries: [string, unknown][] = Object.entries(value as object);
  const changed = entries.flatMap(([name, one]): [string, unknown][] => (name !== key ? [[name, one]] : wrong.isGone && rest.length === 0 ? [] : [[name, replaced(one, rest, wrong)]]));
  return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
}

interface Wrong { readonly isGone: boolean; readonly value: unknown }

const wrongs: fc.Arbitrary<Wrong> = fc.oneof(
  fc.constant({ isGone: true, value: null }),
  fc.record({ isGone: fc.constant(false), value: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom<unknown>('Succeeded', 'SUCCESS', 'success', 'completed', 'Healthy', 'Synced', 'javascript:alert(1)', 'x'.repeat(100_000), -1, 1e308, '__proto__', true, {}, [])) }),
);

/** Checks a body again and again, each time with something missing, null, of another type, huge or hostile in one place of it. */
export function damaged(body: unknown, times: number, check: (wrong: unknown) => void): void {
  const everywhere = places(body);
  fc.assert(fc.property(fc.constantFrom(...everywhere), wrongs, (place, wrong) => { check(replaced(body, place, wrong)); }), { numRuns: times });
}

/** What stands somewhere in a body, looked up without our schema. */
export function plain(body: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined), body);
}
