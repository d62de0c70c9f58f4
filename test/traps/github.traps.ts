import type { Proof, Trap } from './trap.ts';

const dispatching = (test: string): Proof => ({ file: 'sandbox/github/dispatch.spec.ts', test });
const deployments = (test: string): Proof => ({ file: 'sandbox/github/deployments.spec.ts', test });
const reviews = (test: string): Proof => ({ file: 'sandbox/github/reviews.spec.ts', test });
const naive = (test: string): Proof => ({ file: 'test/sandbox/naive-jira-github.test.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/github.test.ts', test });
const odd = (test: string): Proof => ({ file: 'src/connectors/github/odd-answers.spec.ts', test });
const history = (test: string): Proof => ({ file: 'test/connectors/github-history.test.ts', test });
const translated = (test: string): Proof => ({ file: 'src/connectors/github/translate.spec.ts', test });
const delivered = (test: string): Proof => ({ file: 'test/connectors/github-deliveries.test.ts', test });
const atTheDoor = (test: string): Proof => ({ file: 'test/system/forge-webhooks.test.ts', test });
const received = (test: string): Proof => ({ file: 'src/connectors/github/receiver.spec.ts', test });

const played: readonly (readonly [string, Proof, Proof])[] = [
  ['a dispatch answers 204 without a run id unless return_run_details is set', dispatching('answers 204 and no id, unless run details are asked for'), odd('204 is accepted, without a run')],
  ['an enterprise server refuses the key return_run_details with 422', dispatching('as an older enterprise server refuses return_run_details, and works without'), connector('posts once more, without the flag, to an enterprise server that refuses it, and remembers')],
  ['a run is listed only moments after its dispatch: a look at once finds nothing', naive('that looks once, at once, sees nothing and deploys twice as well'), connector('proves absence only a minute after the trigger')],
  ['a dispatched run is found again only by a unique input echoed in its name', naive('(careful: after a lost answer looks for its correlation until it is listed)'), connector('finds the run whose dispatch was answered with nothing')],
  ['422: the workflow has no workflow_dispatch on that ref', dispatching('refuses a workflow that has no workflow_dispatch trigger'), connector('is refused for %s')],
  ['422: unexpected inputs', dispatching('refuses %s with 422 and starts nothing'), connector('sends the package\'s list and plan parameters to a workflow that declares them, and refuses others without posting')],
  ['422: a ref that is not there', dispatching('refuses %s with 422 and starts nothing'), connector('is refused for %s')],
  ['inputs are strings', dispatching('refuses %s with 422 and starts nothing'), odd('asks for run details, with every input a string')],
  ['a dispatch takes 25 inputs at most', dispatching('refuses %s with 422 and starts nothing'), { file: 'src/connectors/github/settings.spec.ts', test: 'refuses %j, naming the setting' }],
  ['404 where the token lacks actions:write', dispatching('hides what a token may not do behind 404, and a bad token behind nothing'), connector('is refused for %s')],
  ['a dispatch is not idempotent: a retry starts a second run', naive('that repeats a dispatch whose answer was lost deploys twice'), connector('a dispatch whose answer is spoilt by %j is UNCLEAR, and is never posted again')],
  ['a run has a status, and a conclusion only once it is completed', dispatching('runs from queued over in_progress to success and leaves a deployment with statuses, newest first'), translated('%s with %s is nothing we know')],
  ['a conclusion other than success is no success', dispatching('can be told to let the next runs fail, and then lets them succeed again'), connector('a run that ends in %s is %s')],
  ['a filtered list of runs ends at 1,000', dispatching('ends a filtered list of runs at a thousand, and counts them all'), odd('a list of a thousand is cut off, and proves nothing')],
  ['auto_merge is true by default: 202 merged the base instead, and no deployment was created', naive('that creates a deployment with the defaults on a branch that is behind gets a 2xx and no deployment'), history('from before the moment is not told, nor what merged instead of deploying (202)')],
  ['a newer success makes older ones of its environment inactive', deployments('makes the older success inactive outside production only, and refuses states and descriptions it does not know'), history('has no state of its own: the newest status says how it went, save inactive, which only says that it no longer stands')],
  ['a deployment has no state: its newest status tells, and that is listed first', deployments('has one deployment per change that was done, told newest first'), history('has no state of its own: the newest status says how it went, save inactive, which only says that it no longer stands')],
  ['lists go on where Link says rel=next, 100 rows a page at most', deployments('shows 30 a page unless asked, 100 at most, and links to the rest'), history('is read page by page as Link leads, oldest first')],
  ['a spent rate is 403 or 429, with remaining 0 or with retry-after', dispatching('tells the rate on every answer, and plays both kinds of exhaustion'), connector('a spent rate limit is a refusal')],
  ['required_contexts left out means that all statuses must be green: 409', deployments('refuses the deployment %j with %d'), history('that was refused is nobody\'s: checks that are not green, a conflict, a ref that is not there')],
  ['required_contexts [] skips the statuses', deployments('creates on a failing ref when no contexts are required'), history('whose checks were skipped went out all the same')],
  ['a deployment whose merge conflicts answers 409, an odd one 422', deployments('refuses the deployment %j with %d'), history('that was refused is nobody\'s: checks that are not green, a conflict, a ref that is not there')],
  ['a description of a status has 140 characters at most', deployments('makes the older success inactive outside production only, and refuses states and descriptions it does not know'), history('whose end GitHub did not take, its description being too long, has not ended')],
  ['a run that waits for the approval of its environment has the status waiting', reviews('has the status waiting however long, as has its deployment, and says who may let it go: not who dispatched it'), connector('is pending, neither failed nor under way, says whose approval it waits for, and leads to where it is given')],
  ['a deployment that waits for its reviewers is none yet, and may be rejected', reviews('fails when it is rejected, and deployed nothing'), history('that waits for its reviewers is pending, and failed when they reject it')],
  ['webhooks are signed over the raw bytes', delivered('is signed so that octokit believes it, and not when a byte of it is another'), received('signed %j (%')],
  ['X-GitHub-Delivery stays when a webhook is sent again', delivered('is tried once, and sent again when somebody asks for it: the same bytes under the same id'), atTheDoor('are taken once, however often they are sent')],
  ['errors have a message, a documentation_url and a status; whatever else is refused is no word of GitHub\'s', dispatching('refuses %s with 422 and starts nothing'), odd('%d not in GitHub\'s words is UNCLEAR')],
];

const unplayed: readonly (readonly [string, Proof, string])[] = [
  ['304 to an ETag costs nothing of the rate', connector('dispatches once, and follows the run to its end'), 'the connector asks for nothing conditionally'],
];

export const traps: readonly Trap[] = [
  ...played.map(([trap, standIn, met]) => ({ section: '§10', trap, standIn, connector: met })),
  ...unplayed.map(([trap, met, why]) => ({ section: '§10', trap, standIn: null, connector: met, unplayed: why })),
];
