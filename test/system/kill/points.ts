/** The steps of a deployment that nothing interferes with, in order; a test compares them with the hub's own list. */
export const steps = [
  'wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'write-running-version',
  'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items', 'move-change-to-review', 'close-change',
] as const;

/** Before a step; its INTENT written; its act done and not written down; its OUTCOME written. */
const places = ['before', 'intent', 'sent', 'after'] as const;

const allOf = (step: string): readonly string[] => places.map((place) => `${place}:${step}`);

/** The calls that change something outside, by their step: the hub may die while it waits for the answer of each. */
export const acts = {
  'move-change-to-implement': { tool: 'servicenow', call: 'PATCH /api/now/table/change_request/' },
  'trigger': { tool: 'github', call: '/dispatches' },
  'write-running-version': { tool: 'servicenow', call: 'POST /api/now/identifyreconcile' },
  'promote-artifacts': { tool: 'artifactory', call: 'POST /artifactory/api/build/promote/' },
  'stamp-artifacts': { tool: 'artifactory', call: 'PUT /artifactory/api/storage/' },
  'release-version': { tool: 'jira', call: 'PUT /rest/api/3/version/' },
  'link-work-items': { tool: 'jira', call: 'POST /rest/api/3/issue/' },
  'open-incident': { tool: 'servicenow', call: 'POST /api/now/table/incident' },
} as const;
export type Act = (typeof acts)[keyof typeof acts];

/** One death: of a deployment whose run ends so, at that point. */
export interface Death {
  readonly run: 'success' | 'failure';
  readonly point: string;
}

/** Every point of a run that succeeds, and of one that fails those from the end of the run on; and while each act is out. */
export const everyDeath: readonly Death[] = [
  ...[...steps.flatMap(allOf), ...during('move-change-to-implement', 'trigger', 'write-running-version', 'promote-artifacts', 'stamp-artifacts', 'release-version', 'link-work-items')].map((point): Death => ({ run: 'success', point })),
  ...['sent:follow-run', 'after:follow-run', ...allOf('open-incident'), ...during('open-incident'), ...allOf('move-change-to-review')].map((point): Death => ({ run: 'failure', point })),
];

function during(...acting: readonly (keyof typeof acts)[]): readonly string[] {
  return acting.map((step) => `during:${step}`);
}

/** The act whose answer the hub waits for at that point; null when it dies by itself at a point of its own. */
export function actDuring(point: string): Act | null {
  const [place, step] = point.split(':');
  return place === 'during' ? acts[step as keyof typeof acts] : null;
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
  { run: 'success', point: 'sent:move-change-to-review' },
  { run: 'failure', point: 'sent:open-incident' },
];
