import { createHmac } from 'node:crypto';
import { artifactory } from './index.ts';
import { createReceiver } from './receiver.ts';

const secret = 's3cret-of-the-hook';
const sha256 = 'ab'.repeat(32);
let nowMs = Date.parse('2026-03-02T09:00:00Z');
const clock = { now: () => new Date(nowMs) };
const message = (domain: string, event: string, data: object): string => JSON.stringify({ domain, event_type: event, data, subscription_key: 'muster', jpd_origin: 'https://acme.jfrog.io', source: 'jfrog/user' });
const deployed = message('artifact', 'deployed', { repo_key: 'libs', path: 'a/b.tgz', name: 'b.tgz', sha256, size: 3 });
const sign = (text: string, key = secret): string => createHmac('sha256', key).update(text).digest('hex');
const deliver = (text: string, auth: string | undefined) => createReceiver('library', secret, clock).receive({ body: new TextEncoder().encode(text), headers: auth === undefined ? {} : { 'x-jfrog-event-auth': auth } });
const receive = (text: string) => deliver(text, sign(text));
const mistake = (code: string) => expect.objectContaining({ name: 'UserMistake', code, message: expect.not.stringContaining(secret) as string }) as Error;

describe('Artifactory\'s webhooks', () => {
  it.each<[string, string, object, readonly string[], readonly string[]]>([
    ['artifact', 'deployed', { repo_key: 'libs', path: 'a/b.tgz', name: 'b.tgz', sha256, size: 3 }, ['library:artifact:libs/a/b.tgz', `library:artifact:libs/a/b.tgz@${sha256}`], []],
    ['artifact', 'moved', { repo_key: 'libs', path: 'a/b.tgz', name: 'b.tgz', sha256, size: 3, source_repo_path: 'libs', target_repo_path: 'live' }, ['library:artifact:libs/a/b.tgz', `library:artifact:libs/a/b.tgz@${sha256}`, 'library:artifact:live/a/b.tgz', `library:artifact:live/a/b.tgz@${sha256}`], []],
    ['artifact', 'copied', { repo_key: 'libs', path: 'a/b.tgz', sha256, source_repo_path: 'libs/a/b.tgz', target_repo_path: 'live/c/d.tgz' }, ['library:artifact:libs/a/b.tgz', `library:artifact:libs/a/b.tgz@${sha256}`, 'library:artifact:live/c/d.tgz', `library:artifact:live/c/d.tgz@${sha256}`], []],
    ['artifact_property', 'added', { repo_key: 'libs', path: '/b.tgz', name: 'b.tgz', property_key: 'k', property_values: ['v'] }, ['library:artifact:libs/b.tgz'], []],
    ['docker', 'pushed', { repo_key: 'images', path: 'pay/2.4.0/manifest.json', name: 'manifest.json', sha256: 'sample_checksum', size: 0, image_name: 'pay', tag: '2.4.0', platforms: [] }, ['library:artifact:images/pay/2.4.0/manifest.json'], []],
    ['build', 'promoted', { build_name: 'pay/api', build_number: '7', build_started: '2026-03-01T10:00:00.000+0000', build_repo: 'artifactory-build-info' }, ['library:build:pay/api/7@2026-03-01T10:00:00.000Z'], ['build.statuses']],
    ['release_bundle_v2_promotion', 'release_bundle_v2_promotion_completed', { release_bundle_name: 'pay', release_bundle_version: '2.4.0', environment: 'PROD' }, ['library:bundle:pay/2.4.0'], ['bundle.promotions']],
    ['user', 'locked', { user_name: 'somebody' }, [], []],
    ['artifact', 'deployed', { repo_key: 'libs', path: '../../etc/passwd' }, [], []],
  ])('%s %s: which records to read again', (domain, event, data, records, relations) => {
    const notice = receive(message(domain, event, data));
    expect(notice).toMatchObject({ event: `${domain} ${event}`, records, runIds: [], correlations: [] });
    expect(notice.relations?.map(({ relation }) => relation)).toEqual(relations);
  });

  it('carry a signature in hex alone, or the secret itself where the administrator does not let it sign', () => {
    expect(deliver(deployed, sign(deployed)).records).toHaveLength(2);
    expect(deliver(deployed, secret).records).toHaveLength(2);
  });

  it.each<[string | undefined, string]>([[undefined, 'nothing'], ['', 'nothing either'], [sign(deployed, 'other'), 'another secret'], [`sha256=${sign(deployed)}`, 'the algorithm before it, as others write it'], [`${secret} `, 'more than the secret'], [sign(`${deployed} `), 'a signature of other bytes']])('with %j in X-JFrog-Event-Auth (%s) are forbidden', (auth) => {
    expect(() => deliver(deployed, auth)).toThrow(mistake('FORBIDDEN'));
  });

  it.each(['', '[]', '{"domain":"artifact"}', '{"domain":"artifact","event_type":7,"data":{}}', '{"domain":"a b","event_type":"x","data":{}}'])('that say %j are not understood', (text) => {
    expect(() => receive(text)).toThrow(mistake('INVALID'));
  });

  it('carry no id: the same bytes are one delivery within ten seconds, and another one later, since a file that is put back says the same again', () => {
    const first = receive(deployed).deliveryId;
    nowMs += 9_000;
    expect(receive(deployed).deliveryId).toBe(first);
    expect(receive(deployed.replace('"size":3', '"size":4')).deliveryId).not.toBe(first);
    nowMs += 2_000;
    expect(receive(deployed).deliveryId).not.toBe(first);
  });

  it('are taken only where a secret is configured', () => {
    const settings = { name: 'library', isProduction: true, url: 'http://127.0.0.1:9', auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } } as const;
    expect(artifactory.connect(settings, { clock }).receiver).toBeUndefined();
    expect(artifactory.connect({ ...settings, webhookSecret: secret }, { clock }).receiver).toBeDefined();
  });
});
