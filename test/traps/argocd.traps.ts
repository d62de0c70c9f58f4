import type { Proof, Trap } from './trap.ts';

const standIn = (test: string): Proof => ({ file: 'sandbox/argocd/argocd.spec.ts', test });
const naive = (test: string): Proof => ({ file: 'test/sandbox/naive-deployers.test.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/argocd.test.ts', test });
const odd = (test: string): Proof => ({ file: 'src/connectors/argocd/odd-answers.spec.ts', test });
const official = (test: string): Proof => ({ file: 'test/connectors/argocd-official.test.ts', test });
const history = (test: string): Proof => ({ file: 'test/connectors/argocd-history.test.ts', test });

const rows: readonly (readonly [string, Proof, Proof])[] = [
  ['right after a sync operationState is still the previous operation\'s', standIn('first only asks for a sync: operationState is still the previous operation\'s'), connector('does not take the previous operation, which succeeded, for its own')],
  ['whoever reads the phase at once reads the one before', naive('that reads the phase right after its sync reads the one before'), odd('asks for the version\'s revision under our correlation')],
  ['a sync is asynchronous: its answer is the whole application', standIn('first only asks for a sync: operationState is still the previous operation\'s'), connector('asks for one sync, and follows it until the application is healthy and in sync')],
  ['Succeeded is not healthy', standIn('has synced before it is healthy'), connector('an application that stays %s after its sync has failed, but only when its time is over')],
  ['Succeeded is not Synced at the revision that was wanted', standIn('may be compared with another revision than was synced'), connector('healthy at another revision than was synced is no success')],
  ['Suspended waits for somebody', naive('that takes Succeeded for deployed is wrong with %s'), connector('a suspended application waits for somebody, however long')],
  ['400 with code 9: another operation is in progress, which may be ours', standIn('does one operation at a time, and none against what it does by itself'), connector('is refused while another operation is in progress; when that one is ours, it is ours')],
  ['an automated application refuses a revision other than its own', standIn('does one operation at a time, and none against what it does by itself'), connector('is refused for %s')],
  ['403 also for an application that is not there', standIn('says of an application that is not there what it says of one that is hidden'), connector('is refused for %s')],
  ['403 also for a sync window', standIn('keeps an application shut behind a sync window with the status of a missing right'), connector('is refused for %s')],
  ['errors are the gateway\'s { error, code, message }; others were said on the way', standIn('says of an application that is not there what it says of one that is hidden'), odd('%d with code %d is REFUSED, and keeps the text to itself')],
  ['a field that the API does not have is refused', standIn('refuses fields that the API does not have, and plans it does not understand'), official('fits what we ask for, and finds mistakes at all')],
  ['the history is capped by revisionHistoryLimit', standIn('keeps ten history entries, whose ids go on'), history('tells the syncs it still keeps, oldest first, and says that there were more')],
  ['the history knows no operation: ours is told from others only while it is the last', standIn('keeps ten history entries, whose ids go on'), history('tells ours under its correlation for as long as Argo CD remembers it, and then by its number')],
  ['a terminated operation is asked to end, and then has', standIn('terminates, first asked and then done'), connector('terminates a sync that is under way, never another\'s, and leaves one that has ended')],
  ['instants have whole seconds', standIn('first only asks for a sync: operationState is still the previous operation\'s'), { file: 'src/connectors/argocd/history.spec.ts', test: 'takes an operation for the newest entry\'s only with its revision and its moment' }],
  ['userinfo answers a stranger with 200', standIn('tells a stranger with 200 that nobody is signed in, and gives a token for a password'), connector('probes its token')],
  ['a session is opened by user name and password, and answers a token', standIn('tells a stranger with 200 that nobody is signed in, and gives a token for a password'), odd('is signed in to with bearer only')],
  ['an application may have several sources, and no one revision', official('fits the history, windows, termination and session of the stand-in'), connector('is refused for %s')],
];

export const traps: readonly Trap[] = [
  ...rows.map(([trap, played, met]): Trap => ({ section: '§13', trap, standIn: played, connector: met })),
  { section: '§13', trap: 'the stream of applications is JSON by lines, each { result: { type, application } }', standIn: null, connector: connector('asks for one sync, and follows it until the application is healthy and in sync'), unplayed: 'the connector asks for single applications and opens no stream' },
];
