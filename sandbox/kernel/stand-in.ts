/** What every stand-in is, seen from outside. */
export interface StandIn {
  /** e.g. "servicenow" */
  readonly name: string;
  /** e.g. "http://127.0.0.1:4100", no trailing slash */
  readonly url: string;
  /** Requests counted by endpoint since the start or the last reset, e.g. { "GET /api/now/table/change_request": 3 } */
  calls(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

export interface StandInOptions {
  /** 0 takes any free port. Always bound to 127.0.0.1. */
  readonly port: number;
  /** The sandbox's clock; every instant a stand-in writes or compares comes from it. */
  readonly now: () => Date;
  /** Where the stand-in keeps its state between runs; left out, it forgets. */
  readonly stateFile?: string;
}

/** A fault played instead of, or on the way of, the true answer. */
export interface Fault {
  readonly kind: 'hang' | 'slow' | 'status' | 'html' | 'truncate' | 'reset' | 'empty' | 'garble' | 'twice';
  /** Only requests whose "METHOD /path" contains this text; left out, all. */
  readonly match?: string;
  /** For the next n matching calls; left out, until lifted. */
  readonly times?: number;
  /** status: the status code; slow: milliseconds. */
  readonly status?: number;
  readonly delayMs?: number;
  /**
   * before: the tool never does what was asked (slow: does it that much later, even if nobody waits for it any more); after:
   * it does, and only the answer is lost, late or spoilt. twice knows neither: a gateway hands the request on two times.
   * (A lost answer to a dispatch that did start is the trap of every trigger.) Default before for hang, status, reset; after else.
   */
  readonly when?: 'before' | 'after';
}
