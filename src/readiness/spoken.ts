/** "All 3 artifacts are", "The artifact is": how a passing verdict begins. */
export function allOf(count: number, noun: string): string {
  return count === 1 ? `The ${noun} is` : `All ${count} ${noun}s are`;
}
