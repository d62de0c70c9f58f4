import type { Proof, Trap } from './trap.ts';

const pipelines = (test: string): Proof => ({ file: 'sandbox/gitlab/pipelines.spec.ts', test });
const deployments = (test: string): Proof => ({ file: 'sandbox/gitlab/deployments.spec.ts', test });
const naive = (test: string): Proof => ({ file: 'test/sandbox/naive-gitlab.test.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/gitlab.test.ts', test });
const odd = (test: string): Proof => ({ file: 'src/connectors/gitlab/odd-answers.spec.ts', test });
const history = (test: string): Proof => ({ file: 'test/connectors/gitlab-history.test.ts', test });
const translated = (test: string): Proof => ({ file: 'src/connectors/gitlab/translate.spec.ts', test });

const played: readonly (readonly [string, Proof, Proof])[] = [
  ['tokens come as PRIVATE-TOKEN or Bearer; one that expired, or has too small a scope, is refused', pipelines('refuses %s'), connector('is refused for %s')],
  ['variables may be kept for Maintainers: 400', pipelines('refuses %s'), connector('passes by inputs, with their types, where variables are not allowed')],
  ['a pipeline is told by variables, or by inputs that it must declare', pipelines('refuses %j with 400 and says why in one of its ways'), connector('passes by inputs, with their types, where variables are not allowed')],
  ['a creation is not idempotent: whoever posts again deploys twice', naive('that posts again when it got no answer deploys twice'), connector('a creation whose answer is spoilt by %j is UNCLEAR, and is never posted again')],
  ['a pipeline\'s statuses are many, and end in more than success and failed', pipelines('goes through GitLab\'s stations'), translated('%s is %s')],
  ['canceling is not yet canceled', pipelines('cancels by way of "canceling", and answers 200 also when there is nothing to cancel'), connector('cancels a pipeline that is under way, and leaves one that has ended')],
  ['a green pipeline may not have deployed', naive('that takes a green pipeline for a deployment is wrong where it is %s'), connector('a pipeline that is %s is %s')],
  ['deploy jobs may wait for a person who plays them', pipelines('lets a person start a job that waits, and no other'), connector('one that is %s waits for a person, and succeeds only when its job was started')],
  ['a deployment comes to what its job comes to: success, failed, canceled, skipped', deployments('one of a pipeline that is %s comes to "%s"'), history('that went as %s is %s')],
  ['deployments are listed oldest first', naive('that takes the first deployment for the latest tells an old one'), history('is read to its end where nobody says how many there are, oldest first')],
  ['updated_after needs order_by=updated_at', deployments('filters by when it was updated only together with that order'), history('to another environment, by another job, or before the moment is not told')],
  ['a deployment is blocked until it is approved', deployments('is blocked until it is approved; only then its job can be started'), history('that waits for an approval is pending')],
  ['deployable may be null', deployments('can be told by hand, and then has no deployable; that of a job is nobody\'s to tell'), history('past its jobs has no deployable, and is told by its own id, tag and teller')],
  ['100 rows a page at most, silently, and on where X-Next-Page says', pipelines('pages with X-Next-Page, newest first, 20 unless asked, 100 at most, silently'), odd('reads on where GitLab says so, and stops at what is older than the trigger')],
  ['X-Total, X-Total-Pages and rel=last are missing above 10,000 rows', naive('that counts its pages by X-Total-Pages reads none of a long list, and one that follows X-Next-Page reads all'), connector('finds ours behind a hundred others, in a list too long to be counted')],
  ['limits are told by RateLimit headers and Retry-After', pipelines('tells its limits, plays them, one in plain text, and hides projects from nobody\'s reading'), connector('says until when it was asked to slow down')],
  ['a throttle\'s 429 is plain text', pipelines('tells its limits, plays them, one in plain text, and hides projects from nobody\'s reading'), connector('takes GitLab\'s own limit for a refusal, and a throttle that speaks plain text for nothing certain')],
  ['message is a text, an array or an object of arrays; or there is an error instead', naive('that reads the message of a refusal as a text reads an object'), odd('%j is a refusal, and GitLab\'s text is kept to itself')],
  ['404 where there is no access', naive('that takes 404 for "there is none" believes a project gone that it may not see'), connector('is never proven by an empty answer, nor by one to a stranger')],
];

const creates = connector('creates one pipeline that is told everything as variables, and follows it to its end and its log');

const unplayed: readonly (readonly [string, Proof, string])[] = [
  [':id is the URL-encoded path', odd('asks below the instance\'s own path, for the project\'s whole path in one segment'), 'the stand-in decodes one segment by its router; the encoding is seen on the wire by the connector\'s spec'],
  ['a trigger token posts a form to trigger/pipeline', creates, 'the connector creates pipelines with its own token and never uses trigger tokens'],
  ['some endpoints page by keyset', odd('a list that goes on to %j proves nothing'), 'none of the endpoints asked for does unless asked to'],
];

export const traps: readonly Trap[] = [
  ...played.map(([trap, standIn, met]) => ({ section: '§11', trap, standIn, connector: met })),
  ...unplayed.map(([trap, met, why]) => ({ section: '§11', trap, standIn: null, connector: met, unplayed: why })),
];
