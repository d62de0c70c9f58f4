import type { Proof, Trap } from './trap.ts';

const standIn = (test: string): Proof => ({ file: 'sandbox/jenkins/jenkins.spec.ts', test });
const naive = (test: string): Proof => ({ file: 'test/sandbox/naive-deployers.test.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/jenkins.test.ts', test });
const odd = (test: string): Proof => ({ file: 'src/connectors/jenkins/odd-answers.spec.ts', test });
const history = (test: string): Proof => ({ file: 'test/connectors/jenkins-history.test.ts', test });

const rows: readonly (readonly [string, Proof, Proof])[] = [
  ['an equal item that waits answers 303 with its own Location', standIn('lets a waiting item stand for an equal trigger: 303 to the same item, one build'), connector('303: an equal item stands for ours, and is ours only by its correlation')],
  ['equal parameters coalesce: two triggers share one build', naive('that triggers two deployments of one version has started one'), connector('two deployments of the same version never share a queue item')],
  ['whoever follows a redirect loses the item behind it', naive('that follows redirects loses the item behind a 303'), odd('%d is not followed: UNCLEAR')],
  ['the bare Location is 404: it needs api/json', standIn('has nothing at the bare Location, and forgets an item five minutes after it left'), connector('triggers once, and follows the queue item into its build and to its end')],
  ['Location names an address from Jenkins\' settings that may be unreachable: only the id counts', naive('that goes where Location says reaches nobody'), odd('posts a form, without a crumb')],
  ['a Location may be missing or lead elsewhere', standIn('queues, builds and ends: 201 with an empty body and the address from its settings, result null and duration 0 meanwhile'), odd('201 to %j names no queue item: UNCLEAR')],
  ['items that left the queue are purged after five minutes: builds are searched by queueId', standIn('has nothing at the bare Location, and forgets an item five minutes after it left'), connector('follows a queue item that Jenkins has forgotten by the build that came from it')],
  ['items wait, leave or are cancelled, each told in another class', standIn('cancels in the queue and stops a build, each in its own way'), connector('takes a run out of the queue, stops one that builds, and leaves one that has ended')],
  ['a build that runs has result null and duration 0, and a pipeline\'s early result is no end', standIn('queues, builds and ends: 201 with an empty body and the address from its settings, result null and duration 0 meanwhile'), odd('believes no result before the build has ended')],
  ['UNSTABLE, ABORTED and NOT_BUILT are no failure and no success', naive('that takes "no failure" for success deploys nothing and is glad'), connector('a build that ends in %s is %s')],
  ['actions hold empty objects', standIn('answers only what tree asks for, and empty objects for actions with nothing of it'), history('tells the builds of one environment, oldest first, and no other\'s')],
  ['builds are asked for with tree, in pages', standIn('answers only what tree asks for, and empty objects for actions with nothing of it'), history('reads more builds than stand on one page, and says when it stopped')],
  ['stages have statuses of their own', standIn('queues, builds and ends: 201 with an empty body and the address from its settings, result null and duration 0 meanwhile'), odd('believes no result before the build has ended')],
  ['an API token needs no crumb; a password needs one, and the session cookie it was issued in', standIn('takes a password with a crumb of the same session only'), connector('signs in with a password too, by a crumb and its session')],
  ['errors are HTML pages', naive('that reads errors as JSON cannot'), odd('%d is REFUSED under Jenkins\' signature, UNCLEAR without')],
  ['a job without parameters answers 400', standIn('refuses %s with a page'), connector('is refused for %s')],
  ['a parameter that is not defined is dropped silently', standIn('drops parameters that the job does not define, so that unlike triggers become one'), connector('is refused for %s')],
  ['a trigger is not idempotent, and its answer may be lost', naive('that gives every trigger an id of its own is fooled by a job that does not define it'), connector('a trigger whose answer is spoilt by %j is UNCLEAR, and is never posted again')],
];

export const traps: readonly Trap[] = rows.map(([trap, played, met]) => ({ section: '§12', trap, standIn: played, connector: met }));
