import path from 'node:path';

/** Specs in the order in which they are likely to notice a change of a file: its own, those beside it, then by the folders that they share. */
export function nearestFirst(specs: readonly string[], file: string): readonly string[] {
  const stem = file.replace(/\.ts$/, '');
  const distance = (spec: string): number => {
    if (spec === `${stem}.spec.ts`) return -1;
    const between = path.relative(path.dirname(file), path.dirname(spec));
    return between === '' ? 0 : between.split(path.sep).length;
  };
  return [...specs].sort((one, other) => distance(one) - distance(other) || (one < other ? -1 : 1));
}
