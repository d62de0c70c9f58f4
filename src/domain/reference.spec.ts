import { UserMistake } from './error.ts';
import { formatReference, parseReference, readReference } from './reference.ts';

describe('a record reference', () => {
  it.each([
    ['servicenow:change:CHG0030003', { connection: 'servicenow', kind: 'change', key: 'CHG0030003' }],
    ['jira-eu:version:PAY/2.4.0', { connection: 'jira-eu', kind: 'version', key: 'PAY/2.4.0' }],
    ['artifactory:artifact:libs/acme/a:b.tgz@sha', { connection: 'artifactory', kind: 'artifact', key: 'libs/acme/a:b.tgz@sha' }],
    ['servicenow:service:Payments & Cards', { connection: 'servicenow', kind: 'service', key: 'Payments & Cards' }],
  ])('%s is taken apart and put together', (text, parts) => {
    expect(readReference(text)).toEqual(parts);
    expect(formatReference(parts.connection, parts.kind as 'change', parts.key)).toBe(text);
  });

  it.each(['', 'CHG0030003', 'servicenow:CHG0030003', 'servicenow:ticket:1', ':change:1', 'servicenow:change:', 'Service Now:change:1', 'release:7f4c'])('%p is none', (text) => {
    expect(readReference(text)).toBeNull();
  });

  it('is the asker’s mistake when it is none, and says how to write one', () => {
    expect(() => parseReference('CHG1', ['input', 'reference'])).toThrow(UserMistake);
    expect(() => parseReference('CHG1')).toThrow('write <connection>:<kind>:<key>');
    expect(() => parseReference('CHG1')).toThrow('with a kind of change, work-item, version,');
    expect(() => parseReference('CHG1')).toThrow(expect.objectContaining({ code: 'INVALID', path: ['reference'] }) as Error);
    expect(parseReference('servicenow:change:CHG1')).toEqual({ connection: 'servicenow', kind: 'change', key: 'CHG1' });
  });
});
