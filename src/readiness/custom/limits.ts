/** What one expression may cost. Nothing interrupts it while it runs, so all of it is bounded before. */
export const limits = {
  letters: 2_000,
  nodes: 200,
  depth: 24,
  listElements: 64,
  /** all, exists, exists_one, filter and map within each other. */
  nesting: 2,
  /** Steps of one judgement, reckoned from the lengths of the lists that it would walk. */
  steps: 2_000_000,
} as const;
