const shape = /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const unitsMs = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];

/**
 * An ISO 8601 duration of weeks, days, hours, minutes and seconds in milliseconds, e.g. P7D or -PT30M.
 * @throws Error `BadDuration` for anything else, months and years too: they have no fixed length.
 */
export function durationMs(text: string): number {
  const match = shape.exec(text);
  if (match === null || /[PT]$/.test(text)) {
    const error = new Error(`Moving the sandbox's clock: "${text}" is no ISO 8601 duration. Write e.g. P7D or PT30M.`);
    error.name = 'BadDuration';
    throw error;
  }
  const [, sign, ...parts] = match;
  const length = parts.reduce((sum, part, nth) => sum + Number((part as string | undefined) ?? 0) * (unitsMs[nth] ?? 0), 0);
  return sign === '-' ? -length : length;
}
