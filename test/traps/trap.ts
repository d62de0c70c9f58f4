/** Where a trap of a tool's API is proven: a file of this repository and the title of a test in it. */
export interface Proof {
  readonly file: string;
  /** The test's own title, or the beginning of it. */
  readonly test: string;
}

/** One trap of `../shared/apis/README.md`: what the stand-in does as the tool does it, and what our connector makes of it. */
export interface Trap {
  /** Section of the API facts, e.g. "§2". */
  readonly section: string;
  /** The trap in one sentence of ours. */
  readonly trap: string;
  /** Plays it; null where no stand-in can, with the reason in `unplayed`. */
  readonly standIn: Proof | null;
  readonly connector: Proof;
  readonly unplayed?: string;
}
