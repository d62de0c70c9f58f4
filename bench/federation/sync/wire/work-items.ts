import { toWorkItem } from '../../../../src/connectors/jira/translate.ts';
import { searchPageSchema } from '../../../../src/connectors/jira/wire.ts';
import { believed, type Edition, type Wire } from './wire.ts';
import { digestOf, momentOf, personOf, serviceOf } from './words.ts';

const site = 'https://northbank.atlassian.net';
const pageOf = (key: string): string => `${site}/browse/${key}`;
const statuses = [
  [{ id: '10000', name: 'To Do', key: 'new', color: 'blue-gray' }, { id: '3', name: 'In Progress', key: 'indeterminate', color: 'yellow' }],
  [{ id: '3', name: 'In Progress', key: 'indeterminate', color: 'yellow' }, { id: '10001', name: 'Done', key: 'done', color: 'green' }],
] as const;

/** Issues as the Cloud search answers the fields that the sync asks for, with the avatars, links and ids that come along unasked. */
export const workItems: Wire = {
  connection: 'jira', system: 'JIRA', kind: 'work-item', count: 100_000, pageSize: 1_000,
  bodies: (from, to, edition) => [JSON.stringify({ issues: Array.from({ length: to - from }, (_, index) => issueOf(from + index, edition)), nextPageToken: digestOf(`page ${to}`, 64), isLast: false })],
  decode: ([body], fetchedAt) => believed(searchPageSchema, body).issues.map((issue) => toWorkItem(issue, { connection: 'jira', system: 'JIRA', fetchedAt, pageOf })),
};

function issueOf(number: number, edition: Edition): object {
  const service = serviceOf(number);
  const { id: accountId, name, email } = personOf(number);
  const { id, name: statusName, key, color } = statuses[edition][number % 2 === 0 ? 0 : 1];
  return {
    expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields', id: String(100_000 + number), self: `${site}/rest/api/3/issue/${100_000 + number}`, key: `${service.slice(0, 3).toUpperCase()}-${number + 1}`,
    fields: {
      summary: `As a customer of ${service} I see “${number % 997}” at once, not after ${number % 60} s`,
      status: { self: `${site}/rest/api/3/status/${id}`, description: '', iconUrl: `${site}/`, name: statusName, id, statusCategory: { self: `${site}/rest/api/3/statuscategory/${id}`, id: Number(id), key, colorName: color, name: statusName } },
      issuetype: { self: `${site}/rest/api/3/issuetype/10001`, id: '10001', description: 'Functionality or a feature expressed as a user goal.', iconUrl: `${site}/rest/api/2/universal_avatar/view/type/issuetype/avatar/10315?size=medium`, name: 'Story', subtask: false, avatarId: 10315, hierarchyLevel: 0 },
      assignee: number % 5 === 0 ? null : { self: `${site}/rest/api/3/user?accountId=${accountId}`, accountId, emailAddress: email, avatarUrls: avatarsOf(accountId), displayName: name, active: true, timeZone: 'Europe/London', accountType: 'atlassian' },
      fixVersions: [{ self: `${site}/rest/api/3/version/${number % 90}`, id: String(number % 90), description: '', name: `${service}-${number % 7}.${number % 31}.${edition}`, archived: false, released: false }],
      updated: momentOf(number + edition * 200_000).replace('Z', '+0000'),
    },
  };
}

function avatarsOf(accountId: string): Readonly<Record<string, string>> {
  return Object.fromEntries([48, 24, 16, 32].map((size) => [`${size}x${size}`, `https://secure.gravatar.com/avatar/${accountId}?d=mm&s=${size}`]));
}
