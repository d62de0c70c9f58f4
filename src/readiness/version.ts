/** As people mean it, not as they typed it: one kind of hyphen, no invisible marks, no wide digits. */
export function plainly(text: string): string {
  return text.normalize('NFKC').replace(/[\u2010-\u2015\u2212\uFE63\u00AD]/g, '-').replace(/[\u200B-\u200D\u2060\uFEFF]/g, '');
}

/** v2.4.0, 2.4.0 and 2.4.0+build.7 are one version; 2.4.0+build.7 and 2.4.0+build.8 are two builds, 2.4.0-rc1 another version. */
export function isSameVersion(one: string, other: string): boolean {
  const [left, right] = [partsOf(one), partsOf(other)];
  return left.core === right.core && (left.build === null || right.build === null || left.build === right.build);
}

/** Is the first surely the newer one? Only plain dotted numbers have an order that everybody agrees on. */
export function isNewerVersion(one: string, other: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  if (left === null || right === null) return false;
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const difference = (left[place] ?? 0) - (right[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function partsOf(version: string): { readonly core: string; readonly build: string | null } {
  const [core = '', ...build] = plainly(version).trim().toLowerCase().replace(/^v(?=\d)/, '').split('+');
  return { core, build: build.length === 0 ? null : build.join('+') };
}

function numbersOf(version: string): readonly number[] | null {
  const { core } = partsOf(version);
  return /^\d+(?:\.\d+)*$/.test(core) ? core.split('.').map(Number) : null;
}
