import { createHmac } from 'node:crypto';
import { jira } from './index.ts';
import { readOptions } from './options.ts';
import { createReceiver } from './receiver.ts';

const body = JSON.stringify({ timestamp: 1, webhookEvent: 'jira:issue_updated', issue: { id: '10002', key: 'ED-1' } }, null, 2);
const sign = (text: string, secret = 's3cret') => `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
const receive = (text: string, more: Readonly<Record<string, string>> = {}) => createReceiver('jira', 's3cret').receive({ body: new TextEncoder().encode(text), headers: { 'x-hub-signature': sign(text), 'x-atlassian-webhook-identifier': 'd-1', ...more } });
const mistake = (code: string) => expect.objectContaining({ name: 'UserMistake', code }) as Error;

describe('Jira\'s webhooks', () => {
  it('tell which records moved, under the delivery\'s own id', () => {
    expect(receive(body)).toEqual({ deliveryId: 'd-1', event: 'jira:issue_updated', records: ['jira:work-item:10002'], runIds: [], correlations: [] });
    expect(receive('{"webhookEvent":"jira:version_released","version":{"id":20001}}').records).toEqual(['jira:version:20001']);
    expect(receive('{"webhookEvent":"user_created"}').records).toEqual([]);
  });

  describe('where changes are kept', () => {
    const kept = (more: object) => readOptions({ name: 'jira', options: { changes: { project: 'OPS', issueTypes: { Change: 'NORMAL' }, ...more } } }).changes;
    const changes = kept({ items: { field: 'customfield_7', connection: 'assets' } });
    const told = (issue: object, its = changes) => {
      const text = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: 7, ...issue } });
      const { records, relations } = createReceiver('jira', 's3cret', its).receive({ body: new TextEncoder().encode(text), headers: { 'x-hub-signature': sign(text), 'x-atlassian-webhook-identifier': 'd-1' } });
      return { records, relations };
    };
    const both = { records: ['jira:work-item:7', 'jira:change:7'], relations: [{ relation: 'change.configurationItems', record: 'jira:change:7' }] };

    it.each([[{ fields: { project: { key: 'OPS' } } }], [{ fields: { project: { key: 'ops' } } }], [{ fields: { summary: 'x' } }], [{}]])('%j may be one, and its items may be others', (issue) => {
      expect(told(issue)).toEqual(both);
    });

    it('what is of another project is none', () => {
      expect(told({ fields: { project: { key: 'PAY' } } })).toEqual({ records: ['jira:work-item:7'], relations: undefined });
    });

    it('tell of no items where nobody says which field names them', () => {
      expect(told({}, kept({}))).toEqual({ records: both.records, relations: undefined });
    });
  });

  it.each([['', 'none'], [sign(body, 'other'), 'another secret'], [sign(JSON.stringify(JSON.parse(body))), 'the body written anew'], ['sha256=zz', 'nonsense']])('signed %j (%s) are forbidden', (signature) => {
    expect(() => receive(body, { 'x-hub-signature': signature })).toThrow(mistake('FORBIDDEN'));
  });

  it.each(['', '[]', 'null', '{"webhookEvent":7}', '{"webhookEvent":"jira:issue_updated","issue":{"id":"10002:x"}}'])('that say %j are not understood', (text) => {
    expect(() => receive(text)).toThrow(mistake('INVALID'));
  });

  it('without a delivery id are not understood', () => {
    expect(() => receive(body, { 'x-atlassian-webhook-identifier': '' })).toThrow(mistake('INVALID'));
  });

  it('are taken only where a secret is configured', () => {
    const settings = { name: 'jira', isProduction: true, url: 'http://127.0.0.1:9', auth: { kind: 'bearer', token: 't' }, deadlines: { pageMs: 1, judgeMs: 1, actMs: 1 } } as const;
    const tools = { clock: { now: () => new Date() } };
    expect([jira.connect(settings, tools).receiver, jira.connect({ ...settings, webhookSecret: '' }, tools).receiver]).toEqual([undefined, undefined]);
    expect(jira.connect({ ...settings, webhookSecret: 's3cret' }, tools).receiver).toBeDefined();
  });
});
