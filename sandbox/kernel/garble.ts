/**
 * Valid JSON that is not what was promised. Three ways, in turn by `round`, so that a reader who only looks at the outer
 * shape, only at types, or only at names is caught by one of them. The same input and round give the same output.
 */
export function garble(value: unknown, round: number): unknown {
  const ways = [wrongTypes, wrongNames, wrongShape] as const;
  return (ways[round % ways.length] ?? wrongTypes)(value);
}

/** Every scalar keeps its place and loses its type; shapes and names stay. */
function wrongTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wrongTypes);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrongTypes(inner)]));
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return { amount: String(value) };
  if (typeof value === 'boolean') return value ? ['yes'] : ['no'];
  return 0;
}

/** Every second name at every level is another; values stay. */
function wrongNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wrongNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner], index) => [index % 2 === 0 ? `${key}_garbled` : key, wrongNames(inner)]));
}

/** A list where an object was promised, and the other way round. */
function wrongShape(value: unknown): unknown {
  if (Array.isArray(value)) return Object.fromEntries(value.map((inner: unknown, index) => [`row${index}`, inner]));
  return [value];
}
