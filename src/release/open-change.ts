import { createHash } from 'node:crypto';
import type { Change } from '../domain/change.ts';
import type { Environment } from '../domain/environment.ts';
import { UserMistake } from '../domain/error.ts';
import { instant } from '../domain/instant.ts';
import { environmentSaid } from '../domain/naming.ts';
import type { Viewer } from '../domain/person.ts';
import { acting } from '../domain/ports/ask.ts';
import type { Connections } from '../domain/ports/connection.ts';
import type { ChangeDesk, ChangeOpening, NewChange } from '../domain/ports/desk.ts';
import type { OpeningStore } from '../domain/ports/opening-store.ts';
import { isJudged, type Link, type Release } from '../domain/release.ts';
import { audited } from './audited.ts';
import { changeCorrelation } from './change-correlation.ts';
import { changeSource, type ChangeChoice } from './change-source.ts';
import { changeWish, type Planned } from './change-wish.ts';
import { newLink } from './new-link.ts';
import { inTurn } from './opening-turn.ts';
import type { ReleasePorts } from './ports.ts';
import { environmentOf, standingRelease } from './standing-release.ts';

export interface OpenChange extends ChangeChoice {
  readonly releaseKey: string;
  readonly environment: string;
  /** Name of the connection whose tool keeps the change. */
  readonly connection: string;
  readonly idempotencyKey: string;
}

export interface OpeningPorts extends ReleasePorts {
  readonly connections: Connections;
  readonly openings: OpeningStore;
}

export interface OpenedChange {
  readonly change: Change;
  readonly link: Link;
  /** What is not as it was asked for; asking again with another idempotency key finishes what can be finished. */
  readonly unfinished: readonly UserMistake[];
}

/**
 * Opens the change of a release for an environment, from its deployment plan, and links it there as declared by who asked.
 * One that stands under the correlation id is taken instead; asked twice, at once or after a lost answer, it is one change.
 * Throws UserMistake NOT_FOUND, INVALID, FORBIDDEN (template), CONFLICT (no plan, release over, change of another
 * environment, link taken out), IDEMPOTENCY_MISMATCH or SOURCE_UNAVAILABLE (nothing opened, or nobody can tell yet).
 */
export async function openChange(ports: OpeningPorts, viewer: Viewer, input: OpenChange): Promise<OpenedChange> {
  return audited(ports, viewer, 'openChange', `${input.releaseKey} ${input.environment} ${input.connection}`, async () => {
    const release = await standingRelease(ports, input.releaseKey, ['releaseKey']);
    const environment = environmentOf(ports, input.environment, ['environment']);
    const open = openerOf(ports, input.connection, environment);
    const source = changeSource(ports.catalogue, environment, input);
    if (input.idempotencyKey.trim() === '') throw new UserMistake('INVALID', 'Give an idempotency key; the same one means the same change.', ['idempotencyKey']);
    const known = await ports.openings.ofKey(input.idempotencyKey, bodyDigest(input));
    if (known !== null) return { ...await linked(ports, viewer, release, environment, await readChange(ports, known)), unfinished: [] };
    const planned = await planOf(ports, release, environment);
    const name = { connection: input.connection, correlation: changeCorrelation(ports.catalogue, release.key, environment.name) };
    const opening = await inTurn(ports.openings, name, (turn) => open({ ...changeWish(ports, viewer, planned, input.connection), source, ...turn }));
    if (!opening.isNew) await refuseOtherEnvironment(ports, opening.change, environment);
    const answer = await linked(ports, viewer, release, environment, opening.change);
    await ports.openings.keep(input.idempotencyKey, opening.change.id);
    return { ...answer, unfinished: opening.unfinished.map((because) => new UserMistake('SOURCE_UNAVAILABLE', `${because}.`, ['connection'], [opening.change.id])) };
  });
}

type Open = (wish: NewChange) => Promise<ChangeOpening>;

function openerOf({ connections }: OpeningPorts, name: string, environment: Environment): Open {
  const connection = connections.byName(name);
  if (connection === undefined) throw new UserMistake('NOT_FOUND', `No connection is called "${name}"; there are ${connections.all.map((one) => one.name).join(', ')}.`, ['connection']);
  if (environment.isProduction && !connection.isProduction) throw new UserMistake('INVALID', `${name} is a test instance, and ${environment.name} is production: its change belongs to a production connection.`, ['connection']);
  const desk: ChangeDesk | undefined = connection.changeDesk;
  if (desk?.open === undefined) throw new UserMistake('INVALID', `Muster opens no changes in ${name} (${connection.system}).`, ['connection']);
  return (wish) => desk.open?.(wish, acting) ?? Promise.reject(new Error(`${name} lost its desk`));
}

async function planOf({ plans, releases }: OpeningPorts, release: Release, environment: Environment): Promise<Planned> {
  const plan = (await plans.latest([release.key])).find((one) => one.environment === environment.name);
  if (plan === undefined) throw new UserMistake('CONFLICT', `${release.key} has no deployment plan for ${environment.name}, from which its change takes dates, items and back-out: plan the deployment first.`, ['environment']);
  return { release, environment, plan, links: (await releases.links([release.key])).get(release.key) ?? [] };
}

/** A change that people opened may carry the key and be about another environment; then it is not this one's. */
async function refuseOtherEnvironment({ records, catalogue }: OpeningPorts, change: Change, environment: Environment): Promise<void> {
  const items = (await records.relate('change.configurationItems', [change.id], acting)).get(change.id);
  const said = items?.state === 'found' ? environmentSaid(change, items.value, catalogue.environments.map(({ name }) => name)) : null;
  if (said !== null && said !== environment.name) throw new UserMistake('CONFLICT', `${change.label} carries the correlation id of ${environment.name}, and is about ${said}; mend the one or the other in ${change.source.connection}.`, ['environment'], [change.id]);
}

async function linked(ports: OpeningPorts, { actor }: Viewer, release: Release, environment: Environment, change: Change): Promise<Omit<OpenedChange, 'unfinished'>> {
  const drawn = newLink(release.key, { relation: 'CHANGE', reference: change.source.reference, identity: change.id, environment: environment.name, origin: 'DECLARED', by: actor.name }, instant(ports.clock.now()));
  const [link] = await ports.releases.addLinks([drawn]);
  if (link === undefined) throw new Error(`The release store answered no link for ${release.key} ${change.source.reference}.`);
  if (!isJudged(link)) throw new UserMistake('CONFLICT', `${change.label} was taken out of ${release.key} by ${link.excluded?.by.name ?? 'somebody'}: ${link.excluded?.because ?? ''}`, ['releaseKey'], [change.id]);
  return { change, link };
}

async function readChange({ records }: OpeningPorts, id: string): Promise<Change> {
  const reading = (await records.read('change', [id], acting)).get(id);
  if (reading?.state === 'found') return reading.value;
  if (reading?.state === 'unreadable') throw new UserMistake('SOURCE_UNAVAILABLE', `The change was opened before (${id}) and cannot be read now: ${reading.problem.message}.`, ['connection']);
  throw new UserMistake('CONFLICT', `The change that this key opened (${id}) is not there any more, or hidden; use a new key to open another.`, ['idempotencyKey']);
}

function bodyDigest({ releaseKey, environment, connection, type, template, model }: OpenChange): string {
  return createHash('sha256').update(JSON.stringify([releaseKey, environment, connection, type ?? null, template ?? null, model ?? null])).digest('hex');
}
