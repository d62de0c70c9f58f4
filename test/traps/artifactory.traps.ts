import type { Proof, Trap } from './trap.ts';

const inStandIn = (file: string) => (test: string): Proof => ({ file: `sandbox/artifactory/${file}.spec.ts`, test });
const [aql, build, storage, xray, lifecycle] = [inStandIn('aql'), inStandIn('build'), inStandIn('storage'), inStandIn('xray'), inStandIn('lifecycle')];
const inTest = (file: string) => (test: string): Proof => ({ file: `test/connectors/${file}.test.ts`, test });
const [reads, desk, sync, official] = [inTest('artifactory'), inTest('artifactory-desk'), inTest('artifactory-sync'), inTest('artifactory-official')];
const inRoom = (file: string) => (test: string): Proof => ({ file: `src/connectors/artifactory/${file}.spec.ts`, test });
const [queries, odd, translated, scans, propertyTexts, syncPages] = [inRoom('aql'), inRoom('odd-answers'), inRoom('translate'), inRoom('scan'), inRoom('desk/properties'), inRoom('artifact.sync')];

function trap(what: string, standIn: Proof | null, connector: Proof, unplayed?: string): Trap {
  return { section: '§9', trap: what, standIn, connector, ...(unplayed === undefined ? {} : { unplayed }) };
}

/** Every trap of Artifactory, release bundles, evidence and Xray in the API facts. */
export const traps: readonly Trap[] = [
  trap('Bearer, or Basic with the token as password', storage('wants a token it knows, as Bearer or as the password of Basic'), odd('takes basic, with the token as password')),
  trap('AQL is posted as text/plain', aql('is refused as anything but text/plain'), odd('speaks plain text, as AQL must be')),
  trap('AQL links come in one order only', lifecycle('takes no bare number, and no link of the chain out of order'), queries('never sorts, limits or offsets beside properties')),
  trap('Whoever is no administrator must include repo, path and name, else 400', aql('demands repo, path and name of whoever is no administrator, with 400 and not 403'), queries('groups names by folder and asks for what permissions are checked on')),
  trap('A query is at most 6,000 characters', aql('refuses more than 6,000 characters and takes exactly that many'), reads('reads the packages of 60 releases in a handful of queries, each short enough for the tool')),
  trap('Three queries at a time; the next is 429 after waiting', lifecycle('runs three queries at a time and turns away the one that waited too long'), official('never runs more than three queries of its own at a time, so that none is turned away')),
  trap('408 and 429 come without a word of when to come back', storage('counts by endpoint with paths folded, and answers 429 when told to, without a word about when to come back'), official('says that it was asked to wait, or that the tool gave up, and never that there is nothing')),
  trap('Results are cut at a hard limit, with a notification', aql('says so when it cut the answer at its hard limit'), reads('does not call absent what the tool cut off')),
  trap('A sync must not go on from what was cut', aql('says so when it cut the answer at its hard limit'), syncPages('never goes on from a stretch that the tool cut')),
  trap('range.total counts the rows returned', aql('counts the rows returned as total, not the rows there are'), odd('does not call absent what is missing beside')),
  trap('The limit comes before permissions: a short page is not the last', aql('applies the limit before permissions: pages are short without being the last'), sync('goes on behind pages that are hidden in full')),
  trap('Equal dates must not be skipped at the end of a page', aql('compares sizes as numbers and times as instants'), sync('skips none of 5,000 files of the very same moment, over pages that end among them')),
  trap('sort, offset and limit do not count beside properties', aql('forgets sort, offset and limit as soon as a property is included'), queries('never sorts, limits or offsets beside properties')),
  trap('Sort by a field that is not returned is refused', aql('refuses to sort by a field that is not returned'), syncPages('takes the end from any file that follows: a tool that forgot to sort costs no record')),
  trap('Numbers must be quoted', lifecycle('takes no bare number, and no link of the chain out of order'), queries('puts criteria together as JSON')),
  trap('The path of the root is "."', lifecycle('puts a file without a folder under the path "."'), official('reads a file at the root of a repository, whose path is "."')),
  trap('Remote content lives in <repo>-cache', lifecycle('answers a remote repository from its cache, whose name alone AQL knows'), official('reads what a remote repository fetched under the name of its cache')),
  trap('Several properties are joined by $and of "@key"', aql('finds by properties and by the build that made the content'), reads('finds the files labelled with the builds of 200 releases in a few queries, and by version those of the version only')),
  trap('Quotes and backslashes in values are escaped', aql('reads strings with quotes, backslashes and parentheses in them'), queries('a value cannot leave its quotes')),
  trap('* and ? are live in $match alone', aql('joins fields, $and and $or, and takes wildcards in $match alone'), queries('keeps outside text from being a pattern')),
  trap('A token that may see nothing gets 200 and nothing', aql('answers a token that may see nothing with 200 and nothing'), reads('leaves out what is missing, hidden or no place')),
  trap('Sizes of the storage API are strings', storage('tells true digests of the story\'s bytes, and the size as a string'), odd('refuses the shape')),
  trap('Properties are 404 when there are none', storage('answers 404 when there are none, as if the file were gone'), desk('writes values with every sign that means something in an address, and reads them back')),
  trap('Signs in property values are escaped with a backslash', storage('sets several values at once and minds escaped signs'), propertyTexts('%j is written %j')),
  trap('A digest finds a file wherever it stands; details only when asked by X-Result-Detail', storage('copies without moving, properties too, and finds both by digest'), reads('finds artifacts by digest, wherever they stand and may be seen')),
  trap('A Docker tag is a folder; the digest is the sha256 of its manifest', storage('lists a folder\'s children and says which are folders'), desk('a tag is a folder with a manifest, whose own sha256 is the digest; several platforms are named each')),
  trap('A signature of an image is a tag named by its digest, and what was signed a layer of it', inStandIn('docker')('keeps what cosign signs beside the image, under a tag named by its digest'), inTest('artifactory-signatures')('pass with the key that made one, among others and beside attestations')),
  trap('A build in a project is 404 unless the project is named', build('is 404 in the wrong project, and a build in a project is 404 without it'), desk('finds a build in a project only where the project or its repository is named')),
  trap('Numbers repeat with different `started`, which is compared as text', build('keeps runs of one number apart by their start, and answers the latest'), desk('tells runs of one number apart by their start, in whatever zone it was written')),
  trap('`started` is written +0000', build('lists the release\'s artifacts with digests, its Jira keys, and dates with +0000'), translated('reads the moment %j as %j')),
  trap('Build names are encoded, slashes too', build('is 404 in the wrong project, and a build in a project is 404 without it'), desk('finds a build in a project only where the project or its repository is named')),
  trap('Build info leaks the environment of the pipeline', build('lists the release\'s artifacts with digests, its Jira keys, and dates with +0000'), reads('reads a build without the secrets its pipeline leaked')),
  trap('Promotion moves unless copy is said', build('moves unless copy is said: the package leaves the library it was in'), desk('copies: every file stands in both places with its digest, and the build says so')),
  trap('A promotion that lost files answers 200 when failFast is off', build('answers 200 for a promotion that lost a file, when told not to fail fast'), desk('an error inside a 200 is a failure, with the tool\'s reason')),
  trap('Promotion takes its own content type', build('refuses another content type and a target that is not there'), desk('copies: every file stands in both places with its digest, and the build says so')),
  trap('A bundle promotion is asynchronous by default: accepted is not promoted', lifecycle('is accepted at once and over later; only then are the files there'), desk('follows to the end: accepted is not promoted')),
  trap('Nothing joins two promotions of one bundle', lifecycle('asked twice, promotes twice: nothing joins them'), desk('asked twice, also at once after it, posts once')),
  trap('An Xray policy ends a promotion REJECTED', lifecycle('ends REJECTED with a reason when an Xray policy blocks it'), desk('what an Xray policy blocks is FAILED with the reason, and may be tried again')),
  trap('An unknown status word is no end, and an alarm', null, inRoom('bundles/promotion-state')('a word nobody knows is UNKNOWN, and no end'), 'The stand-in says only words that the vendor\'s client knows.'),
  trap('The same evidence may stand twice; verified is whether the signature could be checked', lifecycle('keeps the same envelope twice, and says whose signature it could check'), desk('attaches an envelope once, and tells whether its signature could be checked')),
  trap('OneModel tells mistakes inside a 200', lifecycle('tells a mistake of a query inside a 200'), desk('%j is %s to every act and question')),
  trap('404 and 403 interchange to hide existence', storage('answers 404, not 403, for what is hidden'), reads('leaves out what is missing, hidden or no place')),
  trap('No known issue looks the same for clean and never scanned', xray('looks the same for what is clean and what was never scanned'), reads('counts what the scanner found, and calls clean only what was scanned')),
  trap('Only the status tells: DONE, PENDING, FAILED, NOT_SUPPORTED', xray('is pending after an upload, then done; failed or not supported for what cannot be scanned'), scans('status %s with an empty summary is %s, never clean')),
  trap('Digests beside paths are ignored in a summary', xray('finds by digest, but ignores digests beside paths'), reads('asks for all summaries in one call, and for the states one by one')),
  trap('What is not indexed stands under errors, with 200', xray('puts what it does not know under errors, with 200'), odd('an artifact that the summary does not find is UNKNOWN')),
  trap('fixed_versions in v2 alone', xray('tells issues with severities, and fixed versions in v2 alone'), reads('counts what the scanner found, and calls clean only what was scanned')),
  trap('Violations: offset is a page number, and without a watch the question may hang', null, reads('%j is %s to every question'), 'Violations are never asked for: counts come from the summary; a question that hangs ends at its deadline.'),
];
