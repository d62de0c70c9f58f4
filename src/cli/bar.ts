const width = 24;

/** How far something is: "██████░░░░░░░░░░░░░░ 3/10"; of what nobody knows the whole only how much is done. */
export function bar(done: number, total: number | null): string {
  if (total === null || total === 0) return String(done);
  const filled = Math.min(width, Math.round((done / total) * width));
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`;
}
