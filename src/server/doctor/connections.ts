import { SourceError, UserMistake } from '../../domain/error.ts';
import type { ServiceDeclaration } from '../../domain/environment.ts';
import type { Ask } from '../../domain/ports/ask.ts';
import type { Checkup, Look } from '../../domain/ports/checkup.ts';
import type { Connection } from '../../domain/ports/connection.ts';
import { clockFinding } from './clocks.ts';
import { placeNamed, wordsOf, type Finding, type Place } from './finding.ts';

/** For somebody who waits, and would rather wait than be told nothing: live, and not held back by what a tool did a moment ago. */
const asking = (): Ask => ({ purpose: 'judge', maxAgeMs: 0, isProbe: true, beganAtMs: performance.now() });

/** Reachable, signed in as whom, which version, whose clock, what may be read and written. Asks and never writes. */
export async function examineConnection(connection: Connection, product: string, services: readonly ServiceDeclaration[]): Promise<readonly Finding[]> {
  const place = placeNamed(`connection ${connection.name}`);
  const checkup = connection.checkup?.(services);
  if (checkup === undefined) return [place.unknown(`${product} says nothing of itself`)];
  try {
    const { account, version } = await checkup.signIn(asking());
    const introduced = `${product}${version === null ? ', which does not tell its version' : ` ${version}`}, signed in${account === null ? '' : ` as ${account}`}`;
    return [place.well(introduced), ...clockOf(connection, place), ...await looksOf(checkup, place, product)];
  } catch (error) {
    return [place.mend(saidBy(error, connection), remedyOf(error, product)), ...clockOf(connection, place).filter(({ state }) => state === 'MEND')];
  }
}

function clockOf(connection: Connection, place: Place): readonly Finding[] {
  return clockFinding(place, connection.health?.().clockAheadMs ?? null);
}

async function looksOf({ looks }: Checkup, place: Place, product: string): Promise<readonly Finding[]> {
  return (await Promise.all(looks.map((look) => findingOf(look, place, product)))).flat();
}

async function findingOf(look: Look, place: Place, product: string): Promise<readonly Finding[]> {
  const verb = look.use === 'READ' ? 'read' : 'write';
  const ask = `ask the ${product} administrator for: ${look.permission}`;
  const no = (because: string): Finding => (look.isOptional === true ? place.unknown : place.mend)(`may not ${verb} ${look.what}: ${because}`, ask);
  if (look.tell === undefined) return [place.unknown(`may it ${verb} ${look.what}? Not tried: only a real ${verb} would tell`, `make sure of: ${look.permission}`)];
  try {
    const { isAllowed, because } = await look.tell(asking());
    if (isAllowed === true) return [place.well(`may ${verb} ${look.what}`)];
    return [isAllowed === false ? no(because ?? 'the tool says so') : place.unknown(`may it ${verb} ${look.what}? ${because ?? 'The tool does not say'}`, ask)];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return [isRefusal(error) ? no(error.problem.message) : (look.isOptional === true ? place.unknown : place.mend)(`could not look at ${look.what}: ${error.problem.message}`, remedyOf(error, product))];
  }
}

function isRefusal({ problem: { code } }: SourceError): boolean {
  return code === 'FORBIDDEN' || code === 'NOT_FOUND';
}

function saidBy(error: unknown, { name }: Connection): string {
  if (error instanceof SourceError) return error.problem.message;
  if (error instanceof UserMistake) return error.message;
  throw new Error(`examining ${name} failed on our side: ${wordsOf(error)}`, { cause: error });
}

/** Who can mend it: the network's people, the tool's, or who wrote the configuration. */
function remedyOf(error: unknown, product: string): string {
  const code = error instanceof SourceError ? error.problem.code : null;
  switch (code) {
    case 'UNREACHABLE': case 'TIMEOUT': return `check url and outgoing.allowed in the configuration; then ask whoever runs the network, a proxy or ${product} whether it is up and reachable from here`;
    case 'UNAUTHORIZED': return `check auth in the configuration; then ask the ${product} administrator whether this account or token is alive`;
    case 'FORBIDDEN': return `ask the ${product} administrator what the account of this connection may`;
    case 'RATE_LIMITED': return 'wait, and run the doctor again; limits in the configuration make the hub ask less';
    case 'SERVER_ERROR': return `ask the ${product} administrator to look at its own health`;
    default: return `check url in the configuration: what answers there does not speak as ${product} does`;
  }
}
