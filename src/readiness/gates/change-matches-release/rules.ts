import { backoutRule } from './backout.rule.ts';
import { buildRule } from './build.rule.ts';
import type { Rule } from './contradiction.ts';
import { digestRule } from './digest.rule.ts';
import { environmentRule } from './environment.rule.ts';
import { itemRule } from './item.rule.ts';
import { ownerRule } from './owner.rule.ts';
import { packageFindings } from './package.rule.ts';
import { planFinding } from './plan.rule.ts';
import { plannedVersionRule } from './planned-version.rule.ts';
import { requesterRule } from './requester.rule.ts';
import { runningRule } from './running.rule.ts';
import { serviceRule } from './service.rule.ts';
import { targetFinding } from './target.rule.ts';
import { textRule } from './text.rule.ts';
import { windowRule } from './window.rule.ts';

/** Every way in which this gate looks for two that speak differently of one thing, in the order in which people read it. */
export const rules: readonly Rule[] = [
  textRule, itemRule,
  { kind: null, look: (facts) => [planFinding(facts)] }, { kind: null, look: packageFindings }, { kind: null, look: (facts) => [targetFinding(facts)] },
  serviceRule, environmentRule, windowRule, digestRule, buildRule, plannedVersionRule, runningRule, backoutRule, requesterRule, ownerRule,
];
