/** iTop's own format, in the server's time zone, which is UTC here: "2026-03-14 02:00:00". */
export function momentOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
