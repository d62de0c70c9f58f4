import type { Link, LinkRelation, Release } from '../release.ts';
import type { SourceProblem } from '../source.ts';
import type { Ask } from './ask.ts';

/** Everything that belongs to a release, and which looks for more could not be finished. */
export interface Assembly {
  /** Excluded links included: they stay visible. */
  readonly links: readonly Link[];
  /** Discovery that failed: there may be more records of this relation that nobody could see. */
  readonly gaps: readonly DiscoveryGap[];
}

export interface DiscoveryGap {
  readonly relation: LinkRelation;
  readonly connection: string;
  /** The rule that could not be finished, e.g. "Jira fix version". */
  readonly rule: string;
  readonly problem: SourceProblem;
}

/** Answers what belongs together. Discovery adds links and never takes one away because a tool fell silent. */
export interface ReleaseGraph {
  assemble(releases: readonly Release[], ask: Ask): Promise<ReadonlyMap<string, Assembly>>;
  /**
   * The same, relation by relation: each comes as soon as the tools behind it have answered, so that a tool that hangs
   * delays only what it alone can tell. Every relation is looked for once, however often it is asked for. `kept` reads the
   * links that are kept, for somebody who needs them too; left out, the graph reads them itself.
   */
  assembleApart(releases: readonly Release[], ask: Ask, kept?: (keys: readonly string[]) => Promise<ReadonlyMap<string, readonly Link[]>>): (relation: LinkRelation) => Promise<ReadonlyMap<string, Assembly>>;
}
