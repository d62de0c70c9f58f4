import type { HubEvent } from '../../domain/event.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Outbox } from '../../domain/ports/outbox.ts';
import { restsOnHidden, type Outlook } from '../../domain/redaction.ts';
import type { Hidden } from '../../domain/restriction.ts';
import { toldOutbox } from './told-outbox.ts';

const event = {
  id: 'event:1', kind: 'DEPLOYMENT_FAILED', at: '2026-11-23T05:00:00.000Z', releaseKey: 'payments-2.4.0', environment: 'production',
  facts: { because: 'Incident INC7 was opened.', steps: [{ name: 'open-incident', because: 'Incident INC7 was opened.' }], changeIds: ['desk:change:1'], incidentId: 'desk:incident:7', availability: null },
} as unknown as HubEvent;
const notice = { id: 'notice:1', channel: 'ops' } as unknown as Notice;
const kept: Outbox = {
  event: (id) => Promise.resolve(id === event.id ? event : null),
  claim: (id) => Promise.resolve(id === notice.id ? { notice, event } : null),
  address: () => Promise.resolve(true), settle: () => Promise.resolve(true), due: () => Promise.resolve(['notice:1']), list: () => Promise.reject(new Error('not asked')),
};
const somebody = (...hidden: readonly Hidden[]): Outlook => ({ hidden, readsOf: () => undefined, isVisible: () => Promise.resolve(false) });
const outbox = toldOutbox(kept, somebody({ connection: 'desk', kind: 'incident', classifications: null }));

describe('The outbox that channels are told from', () => {
  it('gives events without what nobody without a role may see, to be addressed and to be sent', async () => {
    const told = { ...event, facts: { because: restsOnHidden, steps: [{ name: 'open-incident', because: restsOnHidden }], changeIds: ['desk:change:1'], incidentId: null } };
    expect(await outbox.event('event:1')).toMatchObject(told);
    expect(await outbox.claim('notice:1', 1_000)).toMatchObject({ notice, event: told });
    expect(JSON.stringify([await outbox.event('event:1'), await outbox.claim('notice:1', 1_000)])).not.toMatch(/INC7|incident:7/);
  });

  it('has what the kept one has, and is it word for word where nothing is hidden', async () => {
    expect([await outbox.event('none'), await outbox.claim('none', 1), await outbox.due(1), await outbox.address('event:1', [])]).toEqual([null, null, ['notice:1'], true]);
    expect(await toldOutbox(kept, somebody()).claim('notice:1', 1)).toEqual({ notice, event });
  });
});
