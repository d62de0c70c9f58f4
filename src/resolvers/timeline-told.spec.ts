import type { PageRequest } from '../domain/ports/stores.ts';
import { restsOnHidden } from '../domain/redaction.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { TimelineLine } from '../domain/timeline.ts';
import type { RequestContext } from './context.ts';
import { linesTold } from './timeline-told.ts';

const place = { releaseKey: 'payments-2.4.0', at: '2026-11-23T05:00:00.000Z' } as const;
const linked = (kind: 'RECORD_LINKED' | 'RECORD_EXCLUDED', reference: string, identity: string | null): object => ({ kind, told: { relation: 'CHANGE', reference, identity, environment: null, origin: 'DECLARED', by: 'Ines', excluded: null } });
const told = (step: string | null): object => ({ kind: 'DEPLOYMENT', told: { deploymentId: 'deployment:1', environment: 'production', by: null, entry: 'STEP', step, summary: `${step ?? 'state'}: CHG7` } });
const all = [
  { kind: 'RELEASE_CREATED', told: { name: 'Payments', version: '2.4.0' } },
  linked('RECORD_LINKED', 'desk:incident:I1', null), linked('RECORD_EXCLUDED', 'desk:change:CHG7', 'desk:change:7'), linked('RECORD_LINKED', 'desk:change:open', null),
  { kind: 'RECORD_MOVED', told: { identity: 'desk:incident:1', key: 'I1' } }, { kind: 'RECORD_MOVED', told: { identity: 'other:incident:2', key: 'I2' } },
  told('move-change-to-review'), told('trigger'), told(null),
].map((one, index) => ({ ...place, ...one, id: `line:${index + 1}`, number: index + 1 })) as unknown as readonly TimelineLine[];

const hidden: readonly Hidden[] = [{ connection: 'desk', kind: 'incident', classifications: null }, { connection: 'desk', kind: 'change', classifications: ['embargo'] }];

/** Who may not see what is hidden, before a story of these lines. */
function reader(lines: readonly TimelineLine[], isHidden: boolean): { readonly context: RequestContext; readonly asked: PageRequest[] } {
  const asked: PageRequest[] = [];
  const page = (_key: string, request: PageRequest) => {
    asked.push(request);
    const from = request.after === null ? 0 : lines.findIndex(({ id }) => id === request.after) + 1;
    const items = lines.slice(from, from + request.first);
    return Promise.resolve({ items, totalCount: lines.length, hasNextPage: from + request.first < lines.length, hasPreviousPage: from > 0 });
  };
  const record = (_kind: string, name: string) => Promise.resolve({ state: name === 'desk:change:open' ? 'found' : 'absent' });
  const deployment = { load: () => Promise.resolve({ changeIds: ['desk:change:7'], incidentId: null }) };
  return { asked, context: { hidden: isHidden ? hidden : [], loaders: { record, deployment }, hub: { timeline: { page }, gates: [] } } as unknown as RequestContext };
}

const first = (count: number, after: string | null = null): PageRequest => ({ first: count, after });

describe('The story of a release as it is told', () => {
  it('leaves out the lines about hidden records, and what a step said of one; nobody then knows how many there are', async () => {
    const page = await linesTold(reader(all, true).context, 'payments-2.4.0', first(20));
    expect(page.items.map(({ number }) => number)).toEqual([1, 4, 6, 7, 8, 9]);
    expect(page.items.flatMap((line) => (line.kind === 'DEPLOYMENT' ? [line.told.summary] : []))).toEqual([restsOnHidden, 'trigger: CHG7', 'state: CHG7']);
    expect(page.totalCount).toBeNull();
  });

  it('is the very page for who may see all', async () => {
    const page = await linesTold(reader(all, false).context, 'payments-2.4.0', first(20));
    expect(page.items).toEqual(all);
    expect(page.totalCount).toBe(all.length);
  });

  it('has no empty page before its end', async () => {
    const { context, asked } = reader(all.slice(1), true);
    const page = await linesTold(context, 'payments-2.4.0', first(1));
    expect(page.items.map(({ number }) => number)).toEqual([4]);
    expect(asked.map(({ after }) => after)).toEqual([null, 'line:2', 'line:3']);
    const end = await linesTold(reader(all.slice(1, 3), true).context, 'payments-2.4.0', first(1));
    expect([end.items, end.hasNextPage]).toEqual([[], false]);
  });
});
