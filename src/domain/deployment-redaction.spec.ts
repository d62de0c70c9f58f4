import { readdirSync } from 'node:fs';
import type { Deployment } from './deployment.ts';
import { isStepHidden, redactedDeployment, redactedEvent, redactedSteps, stepsKnown } from './deployment-redaction.ts';
import type { HubEvent } from './event.ts';
import { restsOnHidden, type Outlook } from './redaction.ts';
import { recordKinds, type RecordKind } from './reference.ts';
import type { Hidden } from './restriction.ts';

const outlookOf = (...hidden: readonly Hidden[]): Outlook => ({ hidden, readsOf: () => undefined, isVisible: (name) => Promise.resolve(name.endsWith(':open')) });
const incidents = outlookOf({ connection: 'tool', kind: 'incident', classifications: null });
const changes = outlookOf({ connection: 'tool', kind: 'change', classifications: ['embargo'] });
const step = (name: string, because: string | null) => ({ name, because, state: 'SUCCEEDED', startedAt: null, finishedAt: null, attempts: 1 });
const deployment = {
  state: 'FAILED', because: 'Incident I1 was opened. Mend that.', changeIds: ['tool:change:open', 'tool:change:embargo'], incidentId: 'tool:incident:1', availability: null,
  steps: [step('trigger', 'A run was started.'), step('move-change-to-review', 'C1 is in Review.'), step('open-incident', 'Incident I1 was opened.'), step('close-change', null)],
} as unknown as Deployment;

describe('A deployment where nobody knows who reads', () => {
  it('says nothing of an incident that is hidden, and all the rest', async () => {
    const told = await redactedDeployment(deployment, incidents);
    expect(told).toMatchObject({ because: restsOnHidden, incidentId: null, changeIds: deployment.changeIds });
    expect(told.steps.map(({ because }) => because)).toEqual(['A run was started.', 'C1 is in Review.', restsOnHidden, null]);
  });

  it('says nothing of changes once one of them is hidden', async () => {
    const told = await redactedDeployment(deployment, changes);
    expect(told).toMatchObject({ because: deployment.because, incidentId: 'tool:incident:1', changeIds: ['tool:change:open'] });
    expect(told.steps.map(({ because }) => because)).toEqual(['A run was started.', restsOnHidden, 'Incident I1 was opened.', null]);
    expect(await isStepHidden('close-change', { changeIds: ['tool:change:open'], incidentId: null }, changes)).toBe(false);
  });

  it('says nothing where a deployment does not know its records, or nobody knows the step', async () => {
    const items = outlookOf({ connection: 'tool', kind: 'ci', classifications: ['embargo'] });
    expect(await Promise.all(['verify-health', 'watch-health', 'of a plug-in', 'trigger'].map((name) => isStepHidden(name, deployment, items)))).toEqual([true, true, true, false]);
  });

  it('is told so by events too, which are what they were where nothing is hidden', async () => {
    const event = { id: 'event:1', kind: 'DEPLOYMENT_FAILED', facts: deployment } as unknown as HubEvent;
    expect(await redactedEvent(event, incidents)).toMatchObject({ kind: 'DEPLOYMENT_FAILED', facts: { incidentId: null, because: restsOnHidden } });
    expect(await redactedEvent(event, outlookOf())).toMatchObject({ facts: deployment });
  });

  it('is told by steps of which each is known to speak of something or of nothing', () => {
    const folders = readdirSync('src/deployment/steps', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(stepsKnown).toEqual(expect.arrayContaining(folders));
  });

  it.each<[string, readonly RecordKind[]]>([
    ['wait-for-turn', ['change']], ['revalidate', ['change']], ['trigger', []], ['find-run', []], ['follow-run', []], ['cancel-run', []], ['back-out', []], ['mark-backed-out', []],
    ['move-change-to-implement', ['change']], ['move-change-to-review', ['change']], ['close-change', ['change']], ['open-incident', ['incident']], ['open-problem', ['incident', 'problem']],
    ['link-work-items', ['work-item']], ['release-version', ['version']], ['promote-artifacts', ['artifact']], ['stamp-artifacts', ['artifact']], ['write-running-version', ['ci']],
    ['verify-health', ['ci', 'service']], ['watch-health', ['ci', 'service', 'incident']], ['of a plug-in', recordKinds],
  ])('keeps back what %s says where one of these kinds is hidden whole', async (name, kinds) => {
    const about = { changeIds: ['tool:change:open'], incidentId: null };
    const hiding = await Promise.all(recordKinds.map(async (kind) => (await isStepHidden(name, about, outlookOf({ connection: 'tool', kind, classifications: null })) ? kind : [])));
    expect(hiding.flat().sort()).toEqual([...kinds].sort());
  });

  it('asks of the records that it knows where only some classifications are hidden, and of others keeps its words back', async () => {
    const some = (...kinds: readonly RecordKind[]) => outlookOf(...kinds.map((kind) => ({ connection: 'tool', kind, classifications: ['embargo'] })));
    const about = (incidentId: string | null) => ({ changeIds: ['tool:change:open'], incidentId });
    expect(await Promise.all(['tool:incident:open', 'tool:incident:1', null].map((id) => isStepHidden('open-incident', about(id), some('incident'))))).toEqual([false, true, false]);
    expect(await Promise.all([isStepHidden('watch-health', about(null), some('incident')), isStepHidden('of a plug-in', about(null), some('change', 'ci')), isStepHidden('of a plug-in', about(null), some('change'))])).toEqual([true, true, false]);
    expect(await isStepHidden('of a plug-in', about(null), outlookOf({ connection: 'tool', kind: 'change', classifications: ['embargo'] }, { connection: 'desk', kind: 'change', classifications: null }))).toBe(true);
  });

  it('is the very one where nothing is hidden, and tells what its services suffered unless services are', async () => {
    const watched = { ...deployment, availability: { downtimeMs: 1, serviceLevels: [] }, steps: [...deployment.steps, step('revalidate', '')], incidentId: null } as Deployment;
    const told = await redactedDeployment(watched, outlookOf());
    expect([told === watched, await redactedSteps(watched, outlookOf()) === watched.steps]).toEqual([true, true]);
    expect(await redactedDeployment(watched, changes)).toMatchObject({ because: watched.because, availability: watched.availability, incidentId: null });
    expect(await redactedDeployment(watched, outlookOf(...changes.hidden, { connection: 'tool', kind: 'service', classifications: ['embargo'] }))).toMatchObject({ availability: null });
  });
});
