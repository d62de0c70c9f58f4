/** SHARE and SEED of a command line; `part`: so much of a whole, and at least one. */
export function shareOf([, , shareText = '1', seedText = '20261129']: readonly string[]): { readonly part: (whole: number) => number; readonly seed: number } {
  const [share, seed] = [Number(shareText), Number(seedText)];
  if (!(share > 0 && share <= 1) || !Number.isSafeInteger(seed)) throw new Error(`Write SHARE as a number above 0 up to 1 and SEED as a whole number, e.g. 0.01 7; not ${shareText} ${seedText}.`);
  return { part: (whole) => Math.max(1, Math.ceil(whole * share)), seed };
}
