/** Milliseconds as an ISO 8601 duration, e.g. PT1H30M; whole seconds and more, fractions kept. */
export function durationOf(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = seconds % 60;
  const text = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest > 0 ? `${rest}S` : ''}`;
  return `PT${text === '' ? '0S' : text}`;
}
