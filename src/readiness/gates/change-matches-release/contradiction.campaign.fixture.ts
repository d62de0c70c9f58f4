import fc from 'fast-check';
import type { Facts } from '../../facts.ts';
import { policyGate } from '../../green.fixture.ts';
import { cleanRelease, type Told } from './clean-release.fixture.ts';
import { contradictionKinds, type ContradictionKind } from './contradiction.ts';
import { changeMatchesRelease } from './index.ts';
import { plants } from './planted.fixture.ts';
import { rules } from './rules.ts';

/** What a hunt for contradictions came to. A hunt is the same for the same seed. */
export interface Hunt {
  readonly planted: number;
  readonly clean: number;
  readonly contradictionsMissed: number;
  readonly contradictionsInvented: number;
  /** One sentence for each that was missed or invented. */
  readonly wrong: readonly string[];
}

/** A clean set whose near-misses must not fire, and as many releases of each kind with that contradiction, and sometimes others, planted. */
export function huntContradictions({ seed, releases }: { readonly seed: number; readonly releases: number }): Hunt {
  const clean = fc.sample(cleanRelease, { seed, numRuns: releases });
  const invented = clean.flatMap(inventedIn);
  const planted = contradictionKinds.flatMap((kind, nth) => fc.sample(fc.record({ told: cleanRelease, way: fc.nat(59), more: fc.subarray([...contradictionKinds], { maxLength: 2 }) }), { seed: seed + nth + 1, numRuns: releases })
    .map(({ told, way, more }) => ({ kinds: [...new Set([kind, ...more])], told, way })));
  const hunted = planted.map(({ kinds, told, way }) => spoiledBy(kinds, told, way));
  return {
    planted: hunted.length, clean: clean.length,
    contradictionsMissed: hunted.flatMap(({ missed }) => missed).length, contradictionsInvented: invented.length + hunted.flatMap(({ invented: some }) => some).length,
    wrong: [...invented, ...hunted.flatMap(({ missed, invented: some }) => [...missed, ...some])],
  };
}

const gate = policyGate('change-matches-release');

/** Neither red nor unknown: the gate passes a clean release. */
function inventedIn({ facts }: Told): readonly string[] {
  const verdict = changeMatchesRelease.judge(facts, gate);
  return verdict.outcome === 'PASS' ? [] : [`invented in a clean release: ${verdict.because}`];
}

/** What one contradiction brings with it in truth: a back-out plan that goes back to what ran is wrong once something else runs. */
const inTruth: Readonly<Partial<Record<ContradictionKind, readonly ContradictionKind[]>>> = { RUNNING_VERSION: ['BACKOUT_PLAN'] };

function spoiledBy(kinds: readonly ContradictionKind[], told: Told, way: number): { readonly missed: readonly string[]; readonly invented: readonly string[] } {
  const ordered = contradictionKinds.filter((kind) => kinds.includes(kind));
  const facts = ordered.reduce((spoiled, kind) => plants[kind]({ ...told, facts: spoiled }, way), told.facts);
  const found = contradictionKinds.filter((kind) => isFound(kind, facts));
  const standing = ordered.filter((kind, index) => !ordered.slice(index + 1).some((later) => overwrittenBy[kind]?.includes(later)) && !ordered.some((one) => inTruth[one]?.includes(kind)));
  const outcome = changeMatchesRelease.judge(facts, gate).outcome;
  return {
    missed: [...standing.filter((kind) => !found.includes(kind)), ...(outcome === 'FAIL' ? [] : ['the verdict' as const])].map((kind) => `missed ${kind} in way ${way} of ${ordered.join(', ')}`),
    invented: found.filter((kind) => !ordered.includes(kind) && !ordered.some((one) => inTruth[one]?.includes(kind))).map((kind) => `invented ${kind} in way ${way} of ${ordered.join(', ')}`),
  };
}

/** Plants that write over what an earlier one put into the same field: that one is not asked for any more. */
const overwrittenBy: Readonly<Partial<Record<ContradictionKind, readonly ContradictionKind[]>>> = {
  VERSION_IN_THE_TEXT: ['DIGEST_IN_THE_LIBRARY', 'ENVIRONMENT'], DIGEST_IN_THE_LIBRARY: ['ENVIRONMENT'], CONFIGURATION_ITEM: ['ENVIRONMENT'],
};

/** Found: a red finding of that kind that names both sources with what they say and when they were read, in evidence and sentence. */
function isFound(kind: ContradictionKind, facts: Facts): boolean {
  return rules.filter((rule) => rule.kind === kind).flatMap(({ look }) => look(facts)).some(({ outcome, because, evidence: [one, other] }) => outcome === 'FAIL' && one !== undefined && other !== undefined
    && (one.value !== other.value || one.label !== other.label) && [one, other].every(({ source, value }) => because.includes(`${source.connection} says`) && value !== null && because.includes(source.fetchedAt)));
}
