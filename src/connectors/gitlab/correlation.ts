/** The correlation as a word of its own: "a-1" does not stand in "a-12". */
export function wordOf(correlation: string): RegExp {
  return asWord(correlation.replaceAll(/[^A-Za-z0-9]/g, '\\$&'));
}

/** Any correlation of the same build: same length, same separators. */
export function likenessOf(correlation: string): RegExp {
  return asWord(correlation.replaceAll(/./gs, (letter) => (/[A-Za-z0-9]/.test(letter) ? '[A-Za-z0-9]' : `\\${letter}`)));
}

function asWord(pattern: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9_-])${pattern}(?![A-Za-z0-9_-])`);
}
