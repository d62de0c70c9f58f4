/** Build info writes UTC as "+0000", without the colon that many parsers want (apis/README.md §9). */
export function buildInstant(instant: string | Date): string {
  return new Date(instant).toISOString().replace('Z', '+0000');
}

/** Artifactory writes file times in its server's zone; this one stands in Frankfurt's winter, one hour ahead of UTC. */
export function storageInstant(instant: string | Date): string {
  const hour = 3_600_000;
  return new Date(new Date(instant).getTime() + hour).toISOString().replace('Z', '+01:00');
}

/** Reads what build info writes, which Date.parse is not promised to read. */
export function fromBuildInstant(text: string): number {
  return Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}
