import { existsSync, readFileSync } from 'node:fs';
import { at, jiraForSpecs } from './jira.spec-data.ts';
import type { SpecJira } from './jira.spec-data.ts';

const spec = new URL('../../../shared/apis/specs/jira-cloud-platform.v3.openapi.json', import.meta.url);
const suite = existsSync(spec) ? describe : describe.skip;
const title = `Jira: the shapes of Jira's own description${existsSync(spec) ? '' : ' (skipped: ../shared/apis is not here)'}`;

/** Schemas that say `additionalProperties: false`: whatever we answer beyond them, Jira does not. */
suite(title, () => {
  let jira: SpecJira;
  let schemas: unknown;
  beforeAll(async () => {
    jira = await jiraForSpecs();
    schemas = at(JSON.parse(readFileSync(spec, 'utf8')), 'components', 'schemas');
  });
  afterAll(async () => { await jira.close(); });

  const fields = ['summary', 'status', 'fixVersions'];
  it.each([
    ['SearchAndReconcileResults', 'POST', '/rest/api/3/search/jql', { jql: 'project = PAY', maxResults: 2 }, []],
    ['IssueBean', 'POST', '/rest/api/3/search/jql', { jql: 'project = PAY', fields }, ['issues', 0]],
    ['BulkIssueResults', 'POST', '/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: ['PAY-1'], fields }, []],
    ['IssueBean', 'GET', '/rest/api/3/issue/PAY-1', undefined, []],
    ['Version', 'GET', '/rest/api/3/issue/PAY-1', undefined, ['fields', 'fixVersions', 0]],
    ['Version', 'GET', '/rest/api/3/project/PAY/versions', undefined, [0]],
    ['PageBeanVersion', 'GET', '/rest/api/3/project/PAY/version?maxResults=1', undefined, []],
    ['PageBeanProject', 'GET', '/rest/api/3/project/search', undefined, []],
    ['Project', 'GET', '/rest/api/3/project/search', undefined, ['values', 0]],
    ['ErrorCollection', 'GET', '/rest/api/3/issue/PAY-77', undefined, []],
    ['User', 'GET', '/rest/api/3/myself', undefined, []],
  ])('%s of %s %s', async (schema, method, path, body, place) => {
    const known = Object.keys(at(schemas, schema, 'properties') ?? {});
    const told = at((await jira.call(method, path, body)).body, ...place);
    // The search's bulk sibling says "expand" in practice and not in its description.
    const beyond = Object.keys(told as object).filter((key) => !known.includes(key) && !(schema === 'BulkIssueResults' && key === 'expand'));
    expect(known.length).toBeGreaterThan(0);
    expect(beyond).toEqual([]);
  });
});
