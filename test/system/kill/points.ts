import type { ToolName } from '../../../sandbox/hub-config.ts';
import { fiveDeployers, places } from '../five-deployers.ts';
import type { DeployerTool } from '../five-deployers.ts';

/** The steps of a deployment that nothing interferes with, in order; a test compares them with the hub's own list. */
export const steps = [
  'wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'watch-health', 'write-running-version',
  'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change',
] as const;

/** Before a step; its INTENT written; its act done and not written down; its OUTCOME written. */
const moments = ['before', 'intent', 'sent', 'after'] as const;

const allOf = (step: string): readonly string[] => moments.map((moment) => `${moment}:${step}`);

/** The calls that change something outside, by their step: the hub may die while it waits for the answer of each. With "?" the address ends there. */
export const acts = {
  'move-change-to-implement': { tool: 'servicenow', call: 'PATCH /api/now/table/change_request/' },
  'trigger': { tool: 'github', call: '/dispatches' },
  'write-running-version': { tool: 'servicenow', call: 'POST /api/now/identifyreconcile?' },
  'promote-artifacts': { tool: 'artifactory', call: 'POST /artifactory/api/build/promote/' },
  'stamp-artifacts': { tool: 'artifactory', call: 'PUT /artifactory/api/storage/' },
  'release-version': { tool: 'jira', call: 'PUT /rest/api/3/version/' },
  'link-work-items': { tool: 'jira', call: 'POST /rest/api/3/issue/' },
  'open-problem': { tool: 'servicenow', call: 'POST /api/now/table/problem' },
  'open-incident': { tool: 'servicenow', call: 'POST /api/now/table/incident' },
} as const;
export interface Act { readonly tool: ToolName; readonly call: string }

/** The five answers that a deployer may give to a trigger; left out: accepted. */
export const answers = ['accepted', 'lost', 'refused', 'late', 'twice'] as const;
export type Answer = (typeof answers)[number];

/** One death: of a deployment whose run ends so, at that point. */
export interface Death {
  /** Left out: GitHub. */
  readonly deployer?: DeployerTool;
  readonly answer?: Answer;
  readonly run: 'success' | 'failure';
  readonly point: string;
}

/** Every point of a run that succeeds, and of one that fails those from the end of the run on; and while each act is out. */
export const everyDeath: readonly Death[] = [
  ...[...steps.flatMap(allOf), ...during('move-change-to-implement', 'trigger', 'write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items')].map((point): Death => ({ run: 'success', point })),
  ...['sent:follow-run', 'after:follow-run', ...[...allOf('open-incident'), ...allOf('open-problem')], ...during('open-incident', 'open-problem'), ...allOf('move-change-to-review')].map((point): Death => ({ run: 'failure', point })),
];

function during(...acting: readonly (keyof typeof acts)[]): readonly string[] {
  return acting.map((step) => `during:${step}`);
}

/** The act whose answer the hub waits for at that point; null when it dies by itself at a point of its own. */
export function actDuring({ point, deployer = 'github' }: Death): Act | null {
  const [place, step] = point.split(':');
  if (place !== 'during') return null;
  return step === 'trigger' ? { tool: deployer, call: places[deployer].trigger } : acts[step as keyof typeof acts];
}

/** Nothing was started and nobody wrote that down: it ends only when the tool's lists have had their minute. */
export function neverRuns({ point, answer }: Death): boolean {
  return point === 'intent:trigger' || (point === 'sent:trigger' && answer === 'refused');
}

const aroundTrigger: readonly string[] = [...allOf('trigger'), ...allOf('follow-run')];

/** Every point on GitHub and those around trigger and follow on the others, with each answer that leads there; a death during the trigger is a lost answer itself. */
export const everyAnswer: readonly Death[] = fiveDeployers.flatMap((deployer) => answers.flatMap((answer) => everyDeath
  .filter(({ run, point }) => deployer === 'github' || (run === 'success' && (aroundTrigger.includes(point) || point === 'during:trigger')))
  .filter(({ point }) => answer === 'accepted' || point !== 'during:trigger')
  .filter(({ run, point }) => answer !== 'refused' || (run === 'success' && isUpToTrigger(point)))
  .map((death): Death => ({ ...death, deployer, answer }))));

function isUpToTrigger(point: string): boolean {
  const step = steps.findIndex((one) => one === point.split(':')[1]);
  return step <= steps.indexOf('trigger');
}

/** The most telling ones: where something was done outside and not written down, and where nothing is ever posted again. */
export const tellingDeaths: readonly Death[] = [
  { run: 'success', point: 'after:revalidate' },
  { run: 'success', point: 'sent:move-change-to-implement' },
  { run: 'success', point: 'intent:trigger' },
  { run: 'success', point: 'during:trigger' },
  { run: 'success', point: 'sent:trigger' },
  { run: 'success', point: 'intent:follow-run' },
  { run: 'success', point: 'sent:write-running-version' },
  { run: 'success', point: 'sent:promote-artifacts' },
  { run: 'success', point: 'sent:release-version' },
  { run: 'success', point: 'during:link-work-items' },
  { run: 'failure', point: 'sent:open-incident' },
  { run: 'failure', point: 'during:open-problem' },
  { run: 'success', point: 'sent:trigger', deployer: 'gitlab', answer: 'twice' },
  { run: 'success', point: 'sent:trigger', deployer: 'jenkins', answer: 'lost' },
  { run: 'success', point: 'after:trigger', deployer: 'argocd', answer: 'late' },
];
