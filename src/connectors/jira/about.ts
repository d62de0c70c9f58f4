import type { ConnectorAbout } from '../connector.ts';

const reads = [
  'work items by key, by numeric id, by fix version, by a filter and by free text; progress from the status category, never from a status name',
  'the security level of work items and changes, which restricted records may go by',
  'versions of projects, by project and name or by id; remote links of work items',
  'webhooks that were made with a secret, verified over the raw bytes: which work item, change or version to read again',
];
const writes = [
  'moves a work item to a status of a category, over the transition that leads there now; posted once, read back',
  'a comment once per correlation, which is its last line',
  'a remote link by its globalId, read first and sent whole so that nothing in it is lost',
  'releases a version; one that is released already keeps its day',
];
const changesRead = 'with `options.changes`: changes by key or id of a service project, and their approvals; with `areFound` there also by the release they name, and as a list';
const itemsRead = 'with `options.changes.items`: which objects of Assets a change names; the objects themselves are read by the connection that keeps them';
/** What to ask the administrator for. */
export const permissions = {
  browse: 'Browse Projects',
  write: 'for writing: Transition Issues, Add Comments, Link Issues',
  versions: 'Administer Projects, to release versions',
  requests: 'for changes: to see the requests of the service project as an agent',
  objects: 'Object schema user',
} as const;
const usual = [permissions.browse, permissions.write, permissions.versions];
const limits = [
  'of several transitions that lead to the same category the first is taken that needs no field; one that needs fields is left to a person',
  'remote links are one call per work item: Jira has no other way',
  'a move or release that the tool refused is told and not tried again; "may not" and "cannot" are told apart by asking for our permissions',
];

const limitsOfChanges = [
  'changes are not opened and not moved; they are found by release and listed only with `options.changes.areFound`, since many houses mirror the changes of another tool here',
  'a change is found by the words of a release key as Jira\'s text index has them, seconds after it was written; listed by state or plan among the 500 written last',
  'one call per change and page for approvals; an issue without request type has an approval that nobody knows',
];
const unverifiedText = 'that `text ~` finds a release key that stands in a text field of the company\'s own, as the documents say of free text fields';

export const cloudAbout: ConnectorAbout = {
  product: 'Jira',
  tool: 'Jira Cloud, REST API v3, with changes of Jira Service Management',
  reads: [...reads, changesRead, itemsRead, 'all work items in order of writing, then what was written since; versions of the projects in `options.versions`'],
  writes,
  permissions: [...usual, permissions.requests],
  limits: [
    ...limits,
    'search is seconds behind what was written; what this connection wrote is reconciled for five minutes',
    ...limitsOfChanges,
    'configuration items of a change are known only with `options.changes.items`; a change whose field is not in the answer, names an object of another workspace or one that the other connection does not show has items that nobody knows, and never fewer',
    'deleted work items are noticed when a whole pass no longer holds them',
  ],
  unverified: [
    'whether page tokens hold still while issues are written: each page of a sync begins with the minute in which the last one ended, so only within one minute it matters',
    'that an issue which is answered without `security` stands under no level, as a project without levels answers', 'X-Seraph-LoginReason (it only makes us stricter)', '400 for unknown versions on /search/jql', 'a status category by its number in JQL',
    'that JQL reads times in the time zone of the account as /myself tells it',
    'what the field "Assets objects" tells: its form is documented for writing and was seen by others in answers, no live Jira was ever tried by us; whether it leaves out, without a word, objects that our account may not see in Assets (then items would be missing: give the account the role Object schema user in every schema whose objects changes name), and what it tells of deleted ones',
    'that an empty field is null or an empty list, and a field that an issue does not have is missing from the answer',
    unverifiedText,
  ],
};

export const dataCenterAbout: ConnectorAbout = {
  product: 'Jira',
  tool: 'Jira Data Center, REST API v2, with changes of Jira Service Management',
  reads: [...reads, changesRead, itemsRead, 'all work items in order of writing, then what was written since; versions of the projects in `options.versions`'],
  writes: [...writes, 'comments are wiki text in which nothing means more than itself'],
  permissions: [...usual, permissions.requests],
  limits: [...limits, ...limitsOfChanges, 'configuration items of a change are known only with `options.changes.items`; a change whose field is not in the answer, is told otherwise than as "Label (KEY-123)", or names an object that Assets does not show our account under that label and key has items that nobody knows, and never fewer', 'after too many wrong passwords it wants a captcha that only a person can solve; a personal access token never does'],
  unverified: [
    'what it does with `validateQuery: false` (held either way)', 'the body of its 429', 'how stale its index may be across nodes; two minutes are read again', 'that it takes `X-ExperimentalApi: opt-in`, which its refusals ask for and which is always sent with questions about approvals, where its reference writes `true`', 'that approvals are told in the same form as Cloud\'s document says, but for people',
    'what the field "Assets object" tells: that it is written by key is documented, that it answers "Label (KEY-123)" is what programs of others read; whether it leaves out, without a word, objects that our account may not see in Assets (then items would be missing: give the account the role Object schema user in every schema whose objects changes name), and what it tells of deleted ones',
    '`Key in (…)` in AQL', unverifiedText,
  ],
};

const ofAssets = {
  product: 'Jira',
  reads: ['objects as configuration items, by name or id, and lists by name, type and environment', 'references both ways, one step or as far as they go, breadth first'],
  writes: [],
  permissions: [permissions.objects],
  limits: [
    'attributes count only by the names that the options give; several values of one attribute are none',
    'a reach ends at 12 steps or 2,000 items and then says that it is not whole; a hidden object on the way does the same',
    'objects that refer to an item and are hidden from our account are missing without a word',
  ],
} as const;
const unverifiedAql = '`objectId in (…)`, `object having outboundReferences(…)`, `Name is not empty` and ORDER BY Name in AQL';

export const assetsAbout: ConnectorAbout = {
  ...ofAssets,
  tool: 'Jira Assets of Cloud, REST API v1',
  unverified: [unverifiedAql, 'its error bodies', 'what a total beyond its cap says'],
};

export const assetsDataCenterAbout: ConnectorAbout = {
  ...ofAssets,
  tool: 'Assets of Jira Service Management Data Center, REST API 1.0',
  limits: [...ofAssets.limits, 'Insight before Assets (`/rest/insight/1.0`) is not read'],
  unverified: [unverifiedAql, 'its error bodies', 'that `includeTypeAttributes` names every attribute of the objects on a page: one that is not named makes the answer none', 'that `page`, `resultPerPage`, `pageNumber` and `pageObjectSize` mean what their names say'],
};
