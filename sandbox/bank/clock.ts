/** Moments of the story, told relative to the sandbox's first start, as ISO strings in UTC. */
const dayMs = 86_400_000;

/** `days` (fractions allowed, negative = before) from the first start, on a whole minute. */
export function daysFrom(firstStart: Date, days: number): string {
  const minute = 60_000;
  return new Date(Math.floor((firstStart.getTime() + days * dayMs) / minute) * minute).toISOString();
}
