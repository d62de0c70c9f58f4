import type { Proof, Trap } from './trap.ts';

const reading = (test: string): Proof => ({ file: 'sandbox/itop/reading.spec.ts', test });
const writing = (test: string): Proof => ({ file: 'sandbox/itop/writing.spec.ts', test });
const naive = (test: string): Proof => ({ file: 'test/sandbox/naive-itop.test.ts', test });
const connector = (test: string): Proof => ({ file: 'test/connectors/itop.test.ts', test });
const faults = (test: string): Proof => ({ file: 'test/connectors/itop-faults.test.ts', test });
const desks = (test: string): Proof => ({ file: 'test/connectors/itop-desks.test.ts', test });
const problems = (test: string): Proof => ({ file: 'test/connectors/itop-problems.test.ts', test });
const sync = (test: string): Proof => ({ file: 'test/connectors/itop-sync.test.ts', test });
const wire = (test: string): Proof => ({ file: 'src/connectors/itop/wire.spec.ts', test });

const rows: readonly (readonly [string, Proof, Proof])[] = [
  ['every answer is HTTP 200: code decides', naive('that believes the status takes a bad login for "no changes"'), faults('with %s is never an empty answer, though it is answered with 200')],
  ['a code that is not 0 is an error: version, JSON, verb', reading('a missing or unknown version'), wire('%d "%s" is %s')],
  ['code 1 is a bad login and a missing right', reading('an account without the right, with the code of a bad login'), faults('without the REST profile, or without the right to read changes, is forbidden, not unauthorized')],
  ['the account needs the profile "REST Services User"', reading('an account without the REST profile'), faults('without the REST profile, or without the right to read changes, is forbidden, not unauthorized')],
  ['"Found: N" is the total, whatever part is shown', naive('that counts what one page shows has not seen all'), wire('the total is what "Found" says, whatever part of it is shown')],
  ['objects is a map by class and id, and null when there is none', reading('tells the total beside a page of a map, ids as text, and null for none'), wire('an answer is a map by class and id, or null')],
  ['ids and numbers are text', reading('tells the total beside a page of a map, ids as text, and null for none'), wire('an answer is a map by class and id, or null')],
  ['pages have no order', reading('gives no order to build pages on'), sync('comes in pages by ids, whatever order iTop shows objects in, and goes on from any of them')],
  ['ids have gaps', reading('gives no order to build pages on'), sync('crosses gaps in the ids, wherever most of the objects lie')],
  ['an unknown output_field is an error, also one that only subclasses have', reading('an unknown class and an unknown attribute, also one that only subclasses have'), connector('tell their state where their class has one, and UNKNOWN where not')],
  ['ids of different hierarchies are equal', naive('that joins by number alone takes a person for a server'), connector('one hop up and down, the same ids of other kinds kept apart')],
  ['impacts and depends on have directions of their own, and a depth', reading('upwards keeps the arrows, "depends on" turns them round'), { file: 'test/connectors/itop-reach.test.ts', test: 'is cut at twenty hops, and says so' }],
  ['get_related shows only id and friendlyname', reading('shows only id and friendlyname, the asked object too, and arrows from what impacts'), { file: 'src/connectors/itop/reach.spec.ts', test: 'shows an item that is named and cannot be read, and is not complete' }],
  ['an empty map of relations is a list', reading('shows only id and friendlyname, the asked object too, and arrows from what impacts'), wire('no arrows are an empty list')],
  ['an invalid stimulus is refused with code 100', writing('a state moves by stimuli only, refused in the documented words'), desks('never walks through an approval, rejects where the life cycle does, revives nothing')],
  ['missing mandatory attributes of a stimulus are refused with code 100', writing('a state moves by stimuli only, refused in the documented words'), desks('tells which mandatory attributes are missing, and fills in none')],
  ['items that iTop computes are linked beside those people linked', naive('that takes every linked item for one the change is about has a ledger change change statements'), connector('are about the items people linked, not those that iTop computed')],
  ['changes have three classes, with life cycles of their own', writing('a state moves by stimuli only, refused in the documented words'), connector('have the state and approval that their class and life cycle prove')],
  ['creation is never idempotent', naive('that creates again after a lost answer has two incidents'), desks('opens no second one when the answer to the first was lost')],
  ['so is the creation of a problem', writing('create links items, adds the computed ones by itself, and is never idempotent'), problems('opens no second one when the answer to the first was lost')],
  ['a log is added to and never replaced', writing('a log is added to, and an entry may have many lines'), problems('a note is written once per text and correlation, whatever its lines and signs')],
  ['the database compares without case and accents', naive('that finds by correlation as the database compares takes another release\'s change'), connector('are not taken for one that only the database takes for the same')],
  ['a value in quotes must be escaped', naive('that puts a value between quotes as it is asks another question'), connector('%s names nothing and finds nothing it should not')],
  ['dates carry no time zone', writing('a state moves by stimuli only, refused in the documented words'), connector('tell their windows by the configured time zone, and none without one')],
  ['descriptions are HTML', writing('a log is added to, and an entry may have many lines'), connector('are read as prose, though iTop keeps HTML')],
];

export const traps: readonly Trap[] = [
  ...rows.map(([trap, played, met]): Trap => ({ section: '§15', trap, standIn: played, connector: met })),
  { section: '§15', trap: 'clocks that are put back show later moments as earlier ones', standIn: null, connector: { file: 'src/connectors/itop/translate/translate.spec.ts', test: 'everything since %s sorts behind, seen at %s: %s, for %s' }, unplayed: 'the stand-in\'s clock runs in UTC' },
  { section: '§15', trap: 'GLPI, NetBox and i-doit have traps of their own', standIn: null, connector: connector('are about the items people linked, not those that iTop computed'), unplayed: 'Muster has no connector for them: iTop is the one open-source CMDB of issue 3' },
];
