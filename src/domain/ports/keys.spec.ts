import { SourceError } from '../error.ts';
import { acting, judging, judgingFromNow, maxAgeOf } from './ask.ts';
import { allowed, ifTold } from './checkup.ts';
import { keyOfRelation, noticedQueue, readRelationKey } from './delivery-store.ts';
import { tellingQueue } from './outbox.ts';
import { keyOfProtection, protectionQueue, readProtectionKey, type PendingProtection } from './protection.ts';

describe('what waits in a queue', () => {
  it.each(['servicenow:change:46c7', 'artifactory:artifact:dml-release/a b/c.jar', 'argocd:build:line\nbreak'])('comes out as it went in: the approvals of %s', (record) => {
    const noticed = { relation: 'change.approvals', record } as const;
    expect(readRelationKey(keyOfRelation(noticed))).toEqual(noticed);
  });

  it.each(['servicenow:change:46c7', 'artifactory:artifact:dml-release/a b.jar', 'change.approvals', 'change.approvals ', ' servicenow:change:1', ''])('is no relation: %j', (key) => {
    expect(readRelationKey(key)).toBeNull();
  });

  it('is a run at a door, with all that is known of it', () => {
    const pending: PendingProtection = { connection: 'github', project: 'northbank/payments', runId: '77', place: 'production', deploymentId: null, askedAt: '2026-11-23T12:00:00.000Z', isReported: true };
    expect(readProtectionKey(keyOfProtection(pending))).toEqual(pending);
    expect(readProtectionKey(keyOfProtection({ ...pending, deploymentId: '5', isReported: false }))).toEqual({ ...pending, deploymentId: '5', isReported: false });
  });

  it('waits under the name that it waited under in the last release', () => {
    expect([noticedQueue, tellingQueue, protectionQueue]).toEqual(['read-noticed-record', 'tell', 'answer-protection']);
  });
});

describe('how a question is asked', () => {
  it('of a relation goes by the age of its record’s kind, unless it has one of its own', () => {
    const ask = { purpose: 'page', maxAgeMs: 5, maxAgeMsOf: { change: 0, 'change.approvals': 7 } } as const;
    expect(['change', 'change.approvals', 'change.tasks', 'incident', 'incident.tasks'].map((kind) => maxAgeOf(ask, kind))).toEqual([0, 7, 0, 5, 5]);
    expect(maxAgeOf({ purpose: 'page', maxAgeMs: 5 }, 'change')).toBe(5);
  });

  it('for a judgement and around a write is live', () => {
    expect([judging, acting]).toEqual([{ purpose: 'judge', maxAgeMs: 0 }, { purpose: 'act', maxAgeMs: 0 }]);
    const before = performance.now();
    const { beganAtMs = -1, ...asked } = judgingFromNow();
    expect(asked).toEqual(judging);
    expect(beganAtMs).toBeGreaterThanOrEqual(before);
  });

  it('about a version goes without one that the tool keeps to itself, and hides no other fault', async () => {
    const problem = { code: 'FORBIDDEN', message: 'No.', sinceAt: '', retryAt: null } as const;
    expect(await ifTold(Promise.resolve('1.2'))).toBe('1.2');
    expect(await ifTold(Promise.reject(new SourceError('jira', problem)))).toBeNull();
    await expect(ifTold(Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    expect(allowed).toEqual({ isAllowed: true });
  });
});
