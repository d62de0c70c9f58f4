import type { Freeze } from '../domain/freeze.ts';
import { restsOnHidden } from '../domain/redaction.ts';
import type { RecordKind } from '../domain/reference.ts';
import type { SourceRecord } from '../domain/source.ts';
import type { OpenWindow, WindowBlocker } from '../readiness/index.ts';
import { windowTold } from './window-told.ts';

const [startAt, endAt] = ['2026-12-05T09:00:00.000Z', '2026-12-05T11:00:00.000Z'];
const record = (connection: string, kind: RecordKind, label: string): SourceRecord => ({ kind, id: `${connection}:${kind}:${label}`, label, source: { reference: `${connection}:${kind}:${label}`, system: 'TOOL', connection, key: label, url: null, fetchedAt: startAt, isStale: false, problem: null } });
const blocker = (because: string, named: Partial<WindowBlocker>): WindowBlocker => ({ window: { startAt, endAt }, because, record: null, freeze: null, ...named });
const answer: OpenWindow = {
  window: { startAt, endAt }, because: 'It is the window of CHG1, after that of Year end.',
  blockers: [
    blocker('CHG2 is in the way.', { record: record('desk', 'change', 'CHG2') }), blocker('CHG3 is in the way.', { record: record('other', 'change', 'CHG3') }),
    blocker('Year end stands.', { freeze: { id: 'freeze:1' } as Freeze }), blocker('CHG1 is over by then.', {}),
  ],
};

describe('When a release may go out, as it is told', () => {
  it('is the very answer where nothing is hidden that the look for it reads', () => {
    expect(windowTold(answer, [])).toBe(answer);
    expect(windowTold(answer, [{ connection: 'desk', kind: 'incident', classifications: null }])).toBe(answer);
  });

  it('keeps its time for everybody, and names only what may be seen and what Muster keeps itself', () => {
    const told = windowTold(answer, [{ connection: 'desk', kind: 'change', classifications: null }]);
    expect(told.window).toEqual(answer.window);
    expect(told.because).toBe(restsOnHidden);
    expect(told.blockers.map(({ because, record: named, window }) => [because, named?.label ?? null, window.startAt])).toEqual([
      [restsOnHidden, null, startAt], ['CHG3 is in the way.', 'CHG3', startAt], ['Year end stands.', null, startAt], [restsOnHidden, null, startAt],
    ]);
  });
});
