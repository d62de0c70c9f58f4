/** Letters of one value: a title somewhere may be a book. */
const longest = 400;

/**
 * Text that others wrote, as one harmless line: no line break to begin a header or a verdict of its own, no control
 * character, nothing that turns the direction of reading or hides.
 */
export function line(text: string): string {
  const plain = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\s+/g, ' ').trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1).toWellFormed()}…`;
}
