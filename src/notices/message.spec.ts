import { eventKinds } from '../domain/event.ts';
import { deploymentEvent, person, readinessChanged, release, verdict } from './event.fixture.ts';
import { fill, unknownNames } from './fill.ts';
import { line } from './line.ts';
import { messageOf, templateOf, wordMistakes } from './message.ts';

const hostile = 'Pay\r\nBcc: eve@evil.example\u2028\u202Egnp.exe\u0000 {{outcome}}';

describe('a message', () => {
  it('says who must do what where, in the words of the command line', () => {
    const { subject, text } = messageOf({ event: readinessChanged([verdict, { ...verdict, gate: 'no-freeze', outcome: 'UNKNOWN', isBlocking: false, because: 'nobody answered', remedy: null, remedyUrl: null, responsible: [] }]), release: release() });
    expect(subject).toBe('payments-2.4.0 → production: NOT_READY');
    expect(text).toBe(`payments-2.4.0 → production: NOT_READY (before: UNDETERMINED; policy production 1, judged 2026-11-23T04:59:59.000Z)

change-is-approved: FAIL, CHG0030001 awaits approval
  do        Approve CHG0030001.
  who       Rosa Lind, Omar Haddad
  where     https://snow.example/CHG0030001
no-freeze (advisory): UNKNOWN, nobody answered

Look again: muster readiness payments-2.4.0 --env production`);
  });

  it('says a failed back-out', () => {
    const { subject, text } = messageOf({ event: deploymentEvent('DEPLOYMENT_FAILED', { backOutOfId: 'deployment:0' }), release: release() });
    expect(subject).toBe('payments-2.4.0 → production: Back-out FAILED');
    expect(text).toContain('because   the run failed\nwhere     the deployer tells none\n\nLook: muster deployment deployment:1');
  });

  it('lets nothing that others wrote begin a line, hide, or name a placeholder', () => {
    const event = readinessChanged([{ ...verdict, because: hostile, remedy: hostile, responsible: [hostile] }]);
    const { subject, text } = messageOf({ event: { ...event, releaseKey: hostile }, release: { ...release(), name: hostile } }, { READINESS_CHANGED: { subject: '{{releaseName}} {{release}}' } });
    expect(subject).toBe('Pay Bcc: eve@evil.example gnp.exe {{outcome}} Pay Bcc: eve@evil.example gnp.exe {{outcome}}');
    expect(`${subject}${text}`).not.toMatch(/[\r\u0000\u2028\u202E]|^Bcc/m);
    expect(text).toContain('FAIL, Pay Bcc: eve@evil.example gnp.exe {{outcome}}\n');
  });

  it('is said in a company\'s own words, as far as it has some', () => {
    const own = { READINESS_CHANGED: { text: 'Bitte: {{ release }} ist {{outcome}}.' } };
    expect(messageOf({ event: readinessChanged(), release: null }, own)).toEqual({ subject: 'payments-2.4.0 → production: READY', text: 'Bitte: payments-2.4.0 ist READY.' });
  });
});

describe('a template', () => {
  it.each(eventKinds)('of %s knows every name it writes', (kind) => {
    const { names, subject, text, when } = templateOf(kind);
    expect(unknownNames(`${subject} ${text}`, Object.keys(names))).toEqual([]);
    expect(when).not.toBe('');
  });

  it('refuses names that it does not know, and says which there are', () => {
    expect(wordMistakes('PLAN_PROPOSED', { subject: '{{release}}', text: '{{plan}} {{secret}} {{ secret }} {{}}' }).map(({ key, message }) => [key, message.split(':')[0]]))
      .toEqual([['text', 'there is no {{secret}} in PLAN_PROPOSED'], ['text', 'there is no {{}} in PLAN_PROPOSED']]);
  });

  it('concerns whom it names', () => {
    expect(templateOf('DEPLOYMENT_LIVE').concerns(deploymentEvent('DEPLOYMENT_LIVE'))).toEqual(['ines@northbank.example']);
    const pipeline = { kind: 'automation', name: 'ci', issuer: 'i', onBehalfOf: person('Kai', 'kai@northbank.example') } as const;
    expect(templateOf('DEPLOYMENT_LIVE').concerns(deploymentEvent('DEPLOYMENT_LIVE', { requestedBy: pipeline }))).toEqual(['kai@northbank.example']);
    expect(templateOf('DEPLOYMENT_LIVE').concerns(deploymentEvent('DEPLOYMENT_LIVE', { requestedBy: null }))).toEqual([]);
  });
});

it('a value is put in as it is, never read again', () => {
  expect(fill('{{a}}{{b}}{{c}}', { a: '{{b}}', b: '$&' })).toBe('{{b}}$&{{c}}');
});

it('a line ends somewhere', () => {
  expect(line('𝒳'.repeat(1_000)).length).toBeLessThanOrEqual(400);
  expect(line('𝒳'.repeat(1_000)).isWellFormed()).toBe(true);
});
