import type express from 'express';

/** One run that a tool made: under which correlation key, and from when until when it counts as under way, by the wall clock. */
export interface Start { readonly correlation: string | undefined; readonly fromMs: number; readonly toMs: number }

/** `GET /__sandbox/starts`: every run that was told a correlation key, in the order in which the tool made them, as it keeps them itself. */
export function startsRoute(app: express.Express, starts: () => readonly Start[]): void {
  app.get('/__sandbox/starts', (_req, res) => {
    res.json(starts().filter(({ correlation }) => correlation !== undefined && correlation !== ''));
  });
}
