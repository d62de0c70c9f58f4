import { restsOnHidden } from '../domain/redaction.ts';
import type { Hidden } from '../domain/restriction.ts';
import type { Replay } from '../readiness/index.ts';
import type { Loaders } from '../loaders/index.ts';
import { mustHoldNothingHidden, replayTold } from './told.ts';

const incidents: readonly Hidden[] = [{ connection: 'desk', kind: 'incident', classifications: null }];
const asker = (hidden: readonly Hidden[]) => ({ hidden, hub: { gates: [{ name: 'no-open-major-incident', reads: ['incident'] as const }] }, loaders: {} as Loaders });
const holding = { services: [{ openIncidents: ['desk:incident:INC7'] }] };
const replay: Replay = { isSame: false, differences: ['It was READY and would be NOT_READY.', 'no-open-major-incident was PASS and would be FAIL: INC7 is open.'] };

describe('Facts', () => {
  it('are told whole, or not at all to whom one of them is hidden', async () => {
    await expect(mustHoldNothingHidden(asker([]), holding)).resolves.toBeUndefined();
    await expect(mustHoldNothingHidden(asker(incidents), { services: ['desk:service:Ledger'] })).resolves.toBeUndefined();
    await expect(mustHoldNothingHidden(asker(incidents), holding)).rejects.toMatchObject({ code: 'FORBIDDEN', path: ['facts'] });
  });
});

describe('What a replay found', () => {
  it('is told without what gates said, where the facts hold something hidden', async () => {
    const told = await replayTold(asker(incidents), JSON.stringify(holding), replay);
    expect(told).toEqual({ isSame: false, differences: ['It was READY and would be NOT_READY.', `no-open-major-incident is not what it was. ${restsOnHidden}`] });
  });

  it('is told as it is to whom nothing in them is hidden', async () => {
    expect(await replayTold(asker([]), JSON.stringify(holding), replay)).toEqual(replay);
    expect(await replayTold(asker(incidents), '{}', replay)).toEqual(replay);
  });
});
