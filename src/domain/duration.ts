const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const unitsMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** ISO 8601 duration without months and years ("PT30M", "P7D") in milliseconds; null when it is not one. */
export function durationMs(text: string): number | null {
  const match = shape.exec(text);
  if (match === null || text === 'P' || text.endsWith('T')) return null;
  return match.slice(1).reduce((sum, part, index) => sum + Number((part as string | undefined) ?? 0) * (unitsMs[index] ?? 0), 0);
}
