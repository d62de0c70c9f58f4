import { tellStory, openWorkItem, tamperedArtifact, waitingApproval } from './bank.ts';
import type { StoryRelease } from './story.ts';

const firstStart = new Date('2026-03-11T10:20:30.400Z');
const story = tellStory(firstStart);
const byName = new Set([...story.items.map((item) => item.name), ...story.services.map((service) => service.name)]);

function release(key: string): StoryRelease {
  const found = story.releases.find((one) => one.key === key);
  if (!found) throw new Error(`No release ${key}`);
  return found;
}

describe("North Bank's story", () => {
  it('is the same every time it is told, and moves with its first start', () => {
    expect(tellStory(firstStart)).toEqual(story);
    expect(tellStory(new Date('2027-01-01T00:00:00Z'))).not.toEqual(story);
  });

  it('has 200 releases of 10 services, 14 people of whom one has left, and more than 60 items', () => {
    expect(new Set(story.releases.map((one) => one.key)).size).toBe(200);
    expect(story.services).toHaveLength(10);
    expect(story.people.filter((person) => !person.isActive)).toHaveLength(1);
    expect(story.people).toHaveLength(14);
    expect(story.items.length).toBeGreaterThan(60);
  });

  it('names every record once, and only people and items that exist', () => {
    const changes = story.releases.flatMap((one) => one.changes);
    const users = new Set(story.people.map((person) => person.userName));
    const work = story.releases.flatMap((one) => one.workItems.map((item) => item.key));
    const files = story.releases.flatMap((one) => one.artifacts.map((file) => `${file.path}/${file.name}`));
    for (const names of [changes.map((one) => one.number), work, files, story.items.map((item) => item.name)]) expect(new Set(names).size).toBe(names.length);
    expect(new Set(story.releases.map((one) => `${one.build.name} ${one.build.number}`)).size).toBe(200);
    for (const one of changes) {
      expect(one.items.filter((name) => !byName.has(name))).toEqual([]);
      expect([one.requestedBy, one.assignedTo, ...one.approvals.map((each) => each.approver)].filter((name) => !users.has(name))).toEqual([]);
      expect(one.approvals.map((each) => each.approver)).not.toContain(one.requestedBy);
    }
    expect(story.relations.flatMap((relation) => [relation.parent, relation.child]).filter((name) => !byName.has(name))).toEqual([]);
    expect([...story.incidents, ...story.problems].filter((one) => !byName.has(one.item))).toEqual([]);
  });

  it('makes payments-2.4.0 red in exactly the told places', () => {
    const payments = release('payments-2.4.0');
    const production = payments.changes.filter((one) => one.environment === 'production');
    expect([payments.changes.length, production.length, payments.workItems.length, payments.artifacts.length]).toEqual([3, 2, 40, 12]);
    expect(new Set(production.flatMap((one) => one.items)).size).toBe(25);
    expect(payments.workItems.filter((item) => item.status !== 'Done').map((item) => item.key)).toEqual([openWorkItem]);
    const waiting = payments.changes.flatMap((one) => one.approvals.filter((each) => each.state !== 'approved').map((each) => ({ change: one.number, approver: each.approver })));
    expect(waiting).toEqual([waitingApproval]);
    expect(production.map((one) => one.correlationId)).toEqual(['payments-2.4.0', null]);
    expect(payments.artifacts.find((file) => file.name === tamperedArtifact.name)?.content).not.toBe(tamperedArtifact.content);
  });

  it('leaves the other three as green as told', () => {
    for (const key of ['ledger-1.9.2', 'statements-5.0.1', 'cards-3.1.0']) {
      const one = release(key);
      expect(one.changes.map((each) => [each.state, each.approval, each.correlationId])).toEqual([['-2', 'approved', key]]);
      expect(one.workItems.every((item) => item.status === 'Done')).toBe(true);
    }
    const scans = (key: string): string[] => release(key).artifacts.map((file) => file.scan).filter((scan) => scan !== 'clean');
    expect([scans('ledger-1.9.2'), scans('payments-2.4.0'), scans('statements-5.0.1'), scans('cards-3.1.0')]).toEqual([[], [], ['never'], []]);
    expect(release('cards-3.1.0').changes.map((one) => one.window.kind)).toEqual(['coming-saturday']);
  });

  it('puts the four on operational items whose running version is the one before', () => {
    const before: Record<string, string> = { payments: '2.3.4', ledger: '1.9.1', statements: '5.0.0', cards: '3.0.5' };
    for (const [key, version] of Object.entries(before)) {
      const target = story.services.find((service) => service.key === key)?.target['production'];
      expect(story.items.find((item) => item.name === target)?.version).toBe(version);
    }
    const touched = ['ledger-1.9.2', 'payments-2.4.0', 'statements-5.0.1', 'cards-3.1.0'].flatMap((key) => release(key).changes.flatMap((one) => one.items));
    expect(story.items.filter((item) => touched.includes(item.name) && item.operationalStatus !== '1')).toEqual([]);
  });

  it('never names one of the four in the text of a change that is not its own', () => {
    for (const key of ['ledger-1.9.2', 'payments-2.4.0', 'statements-5.0.1', 'cards-3.1.0']) {
      const naming = story.releases.filter((one) => one.changes.some((each) => `${each.title} ${each.description}`.includes(key)));
      expect(naming.map((one) => one.key)).toEqual([key]);
    }
  });

  it('lets several services suffer within three hops of a shared broker', () => {
    let reached = new Set(['bus-broker-1-prod']);
    for (let hop = 0; hop < 3; hop += 1) reached = new Set([...reached, ...story.relations.filter((one) => reached.has(one.child)).map((one) => one.parent)]);
    expect(story.services.filter((service) => reached.has(service.name)).length).toBeGreaterThanOrEqual(4);
  });
});
