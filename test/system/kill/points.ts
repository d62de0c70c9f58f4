/** The steps of a deployment that nothing interferes with, in order; a test compares them with the hub's own list. */
export const steps = [
  'wait-for-turn', 'revalidate', 'move-change-to-implement', 'trigger', 'follow-run', 'verify-health', 'write-running-version', 'move-change-to-review',
] as const;

/** Before a step; its INTENT written; its act done and not written down; its OUTCOME written. */
const places = ['before', 'intent', 'sent', 'after'] as const;

const allOf = (step: string): readonly string[] => places.map((place) => `${place}:${step}`);

/** One death: of a deployment whose run ends so, at that point. */
export interface Death {
  readonly run: 'success' | 'failure';
  readonly point: string;
}

/** Every point of a run that succeeds, and of one that fails those from the end of the run on. */
export const everyDeath: readonly Death[] = [
  ...steps.flatMap(allOf).map((point): Death => ({ run: 'success', point })),
  ...['sent:follow-run', 'after:follow-run', ...allOf('open-incident'), ...allOf('move-change-to-review')].map((point): Death => ({ run: 'failure', point })),
];

/** The most telling ones: where something was done outside and not written down, and where nothing is ever posted again. */
export const tellingDeaths: readonly Death[] = [
  { run: 'success', point: 'after:revalidate' },
  { run: 'success', point: 'sent:move-change-to-implement' },
  { run: 'success', point: 'intent:trigger' },
  { run: 'success', point: 'sent:trigger' },
  { run: 'success', point: 'intent:follow-run' },
  { run: 'success', point: 'sent:write-running-version' },
  { run: 'success', point: 'sent:move-change-to-review' },
  { run: 'failure', point: 'sent:open-incident' },
];
