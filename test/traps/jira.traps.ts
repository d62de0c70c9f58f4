import type { Proof, Trap } from './trap.ts';

const search = (test: string): Proof => ({ file: 'sandbox/jira/search.spec.ts', test });
const issues = (test: string): Proof => ({ file: 'sandbox/jira/issues.spec.ts', test });
const dataCenter = (test: string): Proof => ({ file: 'sandbox/jira-data-center/jira-data-center.spec.ts', test });
const desk = (test: string): Proof => ({ file: 'sandbox/jira/service-desk/service-desk.spec.ts', test });
const assets = (test: string): Proof => ({ file: 'sandbox/jira/assets/assets.spec.ts', test });
const naive = (test: string): Proof => ({ file: 'test/sandbox/naive-jira-github.test.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/jira.test.ts', test });
const odd = (test: string): Proof => ({ file: 'src/connectors/jira/odd-answers.spec.ts', test });
const older = (test: string): Proof => ({ file: 'test/connectors/jira-data-center.test.ts', test });
const desks = (test: string): Proof => ({ file: 'test/connectors/jira-desks.test.ts', test });
const sync = (test: string): Proof => ({ file: 'test/connectors/jira-sync.test.ts', test });
const matching = (test: string): Proof => ({ file: 'test/connectors/jira-matching.test.ts', test });
const versions = (test: string): Proof => ({ file: 'test/connectors/jira-versions.test.ts', test });
const changes = (test: string): Proof => ({ file: 'test/connectors/jira-changes.test.ts', test });
const items = (test: string): Proof => ({ file: 'test/connectors/jira-assets.test.ts', test });
const refusals = (test: string): Proof => ({ file: 'src/connectors/jira/refusals.spec.ts', test });
const faults = (test: string): Proof => ({ file: 'sandbox/jira/faults.spec.ts', test });
const cloudSync = (test: string): Proof => ({ file: 'src/connectors/jira/sync/cloud.work-items.spec.ts', test });
const translated = (test: string): Proof => ({ file: 'src/connectors/jira/translate.spec.ts', test });

const rows: readonly (readonly [string, string, Proof, Proof])[] = [
  ['§5', 'the body of a search takes no property of the old one', search('refuses the body with %j'), odd('names the fields it wants, since search sends only ids otherwise')],
  ['§5', 'a search answers ids alone unless fields are asked for', naive('that does not ask for fields has no key and no status to judge by'), odd('names the fields it wants, since search sends only ids otherwise')],
  ['§5', 'there is no total and no offset', naive('that counts up to total stops after the first page, for there is none'), connector('goes on over pages that are empty or claim to be the last')],
  ['§5', 'isLast says the end where there is none', naive('that stops at isLast misses most of the work, the open piece among it'), odd('goes on past isLast while there is a token')],
  ['§5', 'an empty page with a token is not the end', search('pages by token: an empty page is not the end, and isLast says so neither here nor at the end'), connector('goes on over pages that are empty or claim to be the last')],
  ['§5', 'pages go round for ever', naive('that goes on until isLast after the last page begins again from the first, for ever'), odd('stops when a page token comes again, and says that it may not be whole')],
  ['§5', 'fewer issues come than were asked for where many fields are', search('gives at most 100 a page as soon as fields are asked for, and never says that it did'), sync('reads everything, each page once and a proof of the sign-in before the first')],
  ['§5', 'a token is good for a week and for its query', search('refuses a token of another query and one that is a week old'), cloudSync('begins the search again where its token is too old, or of another query, and loses nothing')],
  ['§5', 'a query must restrict something', search('refuses the unbounded query "%s"'), matching('are bounded when the filter restricts nothing')],
  ['§5', 'the old search is gone (410)', search('has removed the old search'), odd('the removed search endpoint\'s 410 would be an error, not "none"')],
  ['§5', 'search is behind what was written', search('lags a second behind a write unless the issue is named for reconciling'), sync('finds what was written while search did not know it yet, in the pass after')],
  ['§5', 'bulk fetch leaves out the missing and forbidden without a word, in an order of its own', issues('fetches in bulk by ascending id, moved keys silently, the missing and forbidden in neither list'), connector('leaves out what is missing, restricted or no key at all, once the sign-in is proven')],
  ['§5', 'a moved issue answers under its new key', issues('follows a moved key and answers the new one'), connector('follows a moved key: the reference stays as asked, the key is the new one')],
  ['§5', 'ids of transitions depend on where the issue is', issues('offers transitions by where the issue is, and refuses ids of elsewhere'), desks('a work item of %s by what its statuses mean, over the transitions there are')],
  ['§5', 'names of statuses are translated and renamed, and mislead', naive('that goes by the name Done holds back finished work of a team that calls it otherwise'), translated('reads progress from the category, whatever the status is called')],
  ['§5', 'versions come paged and plain, and their days have no zone', issues('tells versions paged and plain, and releases one'), versions('are released once: the day that stands there stays')],
  ['§5', 'the name of a version is every project\'s', search('means every project\'s version of that name when the name alone is given'), odd('drops rows of another project or version, and says that it is not whole')],
  ['§5', 'what is not sent with a remote link becomes null', issues('replaces a remote link of the same globalId whole: what is not sent is gone'), desks('are drawn once, and renewed without losing what others wrote into them')],
  ['§5', 'text is a document in v3', issues('tells status by category under whatever name, people with accounts, text as a document, time without a colon'), desks('in words that mean nothing but themselves')],
  ['§5', 'times have an offset without a colon', issues('tells status by category under whatever name, people with accounts, text as a document, time without a colon'), { file: 'src/connectors/jira/moment.spec.ts', test: '%j is the moment %s' }],
  ['§5', 'what may not be seen is a 404', issues('hides a restricted issue behind 404, and shows it to whom it is meant for'), desks('nothing of another connection, or that is not there')],
  ['§5', 'a bad token finds nothing, with 200', naive('with an expired token finds no open work, and calls the release ready'), connector('answers %s with UNAUTHORIZED everywhere, never with an empty list')],
  ['§5', 'a whole reading meets empty pages and tokens that come again', search('pages by token: an empty page is not the end, and isLast says so neither here nor at the end'), cloudSync('goes on over empty pages, until there is no token')],
  ['§5', 'of what was written fifty issues are reconciled at most', search('reconciles fifty issues at most'), { file: 'src/connectors/jira/writes.spec.ts', test: 'is the newest fifty at most, for Jira refuses a search that reconciles more' }],
  ['§5', 'a limit says its reason and, to the minute, an ISO moment instead of an epoch, and not always Retry-After', issues('plays a rate limit whose reset is an instant to the minute, with and without Retry-After'), refusals('a limit says when to ask again by %s')],
  ['§5', 'a 503 may say when to come again', faults('a pause is a 503 that says when to come again'), refusals('a 503 with Retry-After says when to ask again too')],
  ['§5', 'each layer words its refusals in its own way', faults('refuses in a way of its own at each layer'), refusals('%i with %j is %s, never "none"')],
  ['§6', 'maxResults is lowered without a word', dataCenter('lowers maxResults without a word: who goes on by the number asked for leaves issues out'), older('finds all the work of a version though the server gives fewer at once than asked for')],
  ['§6', 'people have names and keys, no account ids', dataCenter('knows users by name and key, statuses by category, and text as wiki text'), older('tells a work item in our words, people by their user name')],
  ['§6', 'text is wiki text in v2', dataCenter('knows users by name and key, statuses by category, and text as wiki text'), desks('in words that mean nothing but themselves')],
  ['§6', 'retry-after: 0 stands on every answer', dataCenter('says its rate limit on every answer, with retry-after: 0 while there is some left'), older('does not take `retry-after: 0` on every answer for being slowed down, and believes a 429')],
  ['§6', 'wrong passwords end in a captcha', dataCenter('wants a captcha after three wrong passwords, even with the right one, but not of a token'), older('says of a captcha what a person has to do')],
  ['§7', 'approvals come one page at a time, whatever limit is asked for', desk('gives one approval per page, whatever limit is asked for, and links to the next'), changes('reads all approvals though the portal gives one at a time, and each change of a hundred in one call beside them')],
  ['§7', 'pages go on by start, not startAt', desk('reads "startAt" as nothing: the first page comes again'), { file: 'src/connectors/jira/changes/approvals.spec.ts', test: 'go on by what came, whatever limit was asked for' }],
  ['§7', 'an issue without a request type is 404 there', desk('does not know an issue that an agent opened without a request type'), changes('does not know the approval of an issue that an agent opened without a request type, and never says it has none')],
  ['§7', 'an approval that is decided already is a 409, and only its approver decides', desk('takes no decision on what is decided already (409), and none of one who is no approver (403)'), { file: 'test/connectors/jira-official.test.ts', test: 'fit changes of a service project and their approvals, also of what is no request; no approval is ever decided' }],
  ['§8', 'attributes have only ids', assets('names attributes beside the objects only, and states as a status of its own kind'), items('tells an item in our words, its attributes by the names that stand beside it')],
  ['§8', 'total is capped and pages are cut', assets('lowers maxResults without a word, and counts only so far'), { file: 'src/connectors/jira/assets/odd-answers.spec.ts', test: 'goes on until isLast whatever total says' }],
  ['§8', 'Data Center pages by number, whose size it lowers', dataCenter('pages by number, counts whole, and says how large its pages are whatever was asked'), { file: 'src/connectors/jira/assets/odd-answers.spec.ts', test: 'a page of another size, whose numbers mean other objects' }],
  ['§8', 'Data Center is asked in the address, which its server cuts off', dataCenter('refuses what it does not understand, strangers, and an address longer than its server takes'), items('asks no more at once than an address holds, however long the names are')],
  ['§8', 'an issue tells the objects that it names by their ids alone, each with its workspace', desk('tells the objects that a change names by ids alone, and keeps what is set'), changes('of another workspace are none of ours, though it has objects of the same ids')],
  ['§8', 'a field that an issue does not have is left out without a word', desk('leaves a field out without a word where a change has none of it'), changes('are not told where the change has no such field, and that costs no other change')],
  ['§8', 'AQL wants its texts quoted', assets('finds by references in both directions, and by quoted names'), items('does not let a hostile name rewrite the question, and leaves out what nothing is called')],
];

export const traps: readonly Trap[] = [
  ...rows.map(([section, trap, standIn, proof]) => ({ section, trap, standIn, connector: proof })),
  { section: '§5', trap: 'a transition that may not be done is a 400 as one that cannot', standIn: null, connector: desks('nothing in a project where our account may not, and tells that from a workflow without a way'), unplayed: 'played by sandbox/jira/permissions.ts, which has no spec of its own; the connector\'s test runs against it' },
  { section: '§5', trap: 'a search may cut clauses off, and says so in warnings', standIn: null, connector: odd('is not whole when Jira warns of clauses it cut'), unplayed: 'nobody has seen when it does; only the newer schemas name the field' },
  { section: '§5', trap: 'a search may go round its tokens for ever', standIn: null, connector: cloudSync('stops where pages go round by %s'), unplayed: 'the stand-in goes round for those who stop at isLast; a token of its own never comes again' },
  { section: '§5', trap: 'a conflicting change is a 409', standIn: null, connector: desks('one that somebody else is changing not at all, and says that it may be asked again'), unplayed: 'a fault of the sandbox\'s kernel plays it' },
];
