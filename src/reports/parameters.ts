import type { ReportParameter } from '../domain/report.ts';

type Partly = Partial<ReportParameter> & Pick<ReportParameter, 'name' | 'kind' | 'says'>;

/** A parameter, with what most have: no words of its own, and nothing narrowed when it is left out. */
export function parameter(given: Partly): ReportParameter {
  return { words: [], usual: null, ...given };
}

/** What most reports may be asked, worded once. `since` left out is the Monday twelve weeks before `until`. */
export const usualWeeks = 12;
/** How far back a report looks that is about what is to come. */
export const usualWeeksBack = 4;
export const timeZone = parameter({ name: 'timeZone', kind: 'TIME_ZONE', says: 'IANA name of the zone in which days, weeks and months begin.', usual: 'UTC' });
export const since = parameter({ name: 'since', kind: 'MOMENT', says: `From this moment on: a day (2026-11-02, from its beginning in timeZone) or an instant (2026-11-02T09:00:00Z). Left out: the Monday ${usualWeeks} weeks before until.` });
export const until = parameter({ name: 'until', kind: 'MOMENT', says: 'Before this moment, which is not part of it: a day or an instant. Left out: now, or asOf.' });
export const service = parameter({ name: 'service', kind: 'TEXTS', says: 'Only these services, by their keys in Muster. Left out: all.' });
export const team = parameter({ name: 'team', kind: 'TEXTS', says: 'Only services of these teams, as the configuration names them. Left out: all.' });
export const production = parameter({ name: 'environment', kind: 'TEXTS', says: 'Only these environments. Left out: those that the configuration calls production.' });
export const connection = parameter({ name: 'connection', kind: 'TEXTS', says: 'Only records of these connections. Left out: all that are not for tests.' });
export const asOf = parameter({ name: 'asOf', kind: 'MOMENT', says: 'As it was at this moment: what was said, read or ended later does not count. Left out: now.' });
