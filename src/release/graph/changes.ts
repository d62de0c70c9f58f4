import type { Change } from '../../domain/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item.ts';
import { environmentSaid, namesWord, textOf } from '../../domain/naming.ts';
import type { Reading } from '../../domain/ports/records.ts';
import type { DiscoveryGap } from '../../domain/ports/release-graph.ts';
import { readReference } from '../../domain/reference.ts';
import { isJudged, type Link, type Release } from '../../domain/release.ts';
import type { Discovery, Draft } from './draft.ts';
import { rules } from './rules.ts';
import type { Look, Search } from './search.ts';

const ofReleases: Look = { rule: rules.ofReleases, relations: ['CHANGE', 'CONFIGURATION_ITEM'] };
const itemsOfChange: Look = { rule: rules.itemsOfChange, relations: ['CONFIGURATION_ITEM'] };

/** What the change tools said of one release. */
interface Seen {
  readonly release: Release;
  readonly links: readonly Link[];
  /** Found now, of production connections. */
  readonly found: readonly Change[];
  readonly gaps: readonly DiscoveryGap[];
}

type Items = ReadonlyMap<string, Reading<readonly ConfigurationItem[]>>;

/**
 * Finds the changes of releases, and the items they are about: by correlation id and by the keys in their text, in one
 * question for all releases. For copies it brings the changes linked already along, and only those it did not bring are
 * read; live they are read beside it, so that neither question rests on the other. Items of changes met before are asked
 * for at the same time, those of new ones afterwards.
 */
export async function discoverChanges(search: Search, releases: readonly Release[], stored: ReadonlyMap<string, readonly Link[]>, environments: readonly string[]): Promise<ReadonlyMap<string, Discovery>> {
  const linksOf = (key: string): readonly Link[] => (stored.get(key) ?? []).filter((link) => link.relation === 'CHANGE');
  const linked = releases.flatMap(({ key }) => linksOf(key).filter(isJudged));
  const names = [...new Set(linked.map(({ reference }) => reference))];
  const met = [...new Set(linked.flatMap(({ identity }) => (identity !== null && search.isProduction(readReference(identity)?.connection ?? '') ? [identity] : [])))];
  const finding = search.find('changes.ofReleases', { keys: releases.map(({ key }) => key), names: search.isLive ? [] : names }, ofReleases);
  const [found, readings, itemsOfMet] = await Promise.all([
    finding,
    search.isLive ? search.read('change', names) : finding.then(({ records }) => search.readRest('change', names, records)),
    search.relate('change.configurationItems', met),
  ]);
  const told = found.records.map((change) => ({ change, words: wordsOf(change) }));
  const seen = releases.map((release): Seen => {
    const own = told.filter(({ change, words }) => change.correlationId === release.key || isNamed(words, release.key)).map(({ change }) => change);
    return { release, links: linksOf(release.key), found: unique(own), gaps: found.gaps };
  });
  const known = [...seen.flatMap((one) => one.found), ...[...readings.values()].flatMap((reading) => (reading.state === 'found' ? [reading.value] : []))];
  const fresh = known.filter(({ id, source }) => !itemsOfMet.has(id) && search.isProduction(source.connection));
  const items = new Map([...itemsOfMet, ...await search.relate('change.configurationItems', fresh.map(({ id }) => id))]);
  return new Map(seen.map((one) => [one.release.key, new Drawing(search, one, readings, items, environments).discovery()]));
}

/** Draws the edges of one release from what the change tools said. */
class Drawing {
  readonly #search: Search;
  readonly #seen: Seen;
  readonly #readings: ReadonlyMap<string, Reading<Change>>;
  readonly #items: Items;
  readonly #environments: readonly string[];

  constructor(search: Search, seen: Seen, readings: ReadonlyMap<string, Reading<Change>>, items: Items, environments: readonly string[]) {
    this.#search = search;
    this.#seen = seen;
    this.#readings = readings;
    this.#items = items;
    this.#environments = environments;
  }

  discovery(): Discovery {
    const dropped = new Set(this.#seen.links.filter((link) => this.#isRefuted(link)).map(({ id }) => id));
    const standing = this.#seen.links.filter((link) => isJudged(link) && !dropped.has(link.id));
    const declared = standing.filter((link) => link.origin === 'DECLARED').map((link) => ({ link, change: this.#changeOf(link) }));
    const fresh = this.#candidates(standing).filter((change) => !declared.some(({ link, change: its }) => link.reference === change.source.reference || link.identity === change.id || its?.id === change.id));
    const drawn = fresh.map((change) => ({ change, draft: this.#draftOf(change) }));
    const known = declared.flatMap(({ link, change }) => (change === null ? [] : [{ change, draft: { ...link, identity: change.id, isSettled: true } }]));
    const all = [...known, ...drawn];
    return {
      drafts: [...all.map(({ draft }) => draft), ...all.flatMap(({ change, draft }) => this.#itemDrafts(change, draft))],
      gaps: [...this.#seen.gaps, ...all.flatMap(({ change }) => this.#itemGaps(change)), ...declared.flatMap(({ link, change }) => (change === null ? this.#unseen(link) : []))],
      dropped,
    };
  }

  /** Changes that discovery may link: found now, or linked by it before and still readable. */
  #candidates(standing: readonly Link[]): readonly Change[] {
    const before = standing.filter((link) => link.origin !== 'DECLARED').map((link) => this.#changeOf(link)).filter((change) => change !== null);
    return unique([...this.#seen.found, ...before]).filter((change) => this.#search.isProduction(change.source.connection) && !this.#isTakenOut(change));
  }

  /** A person took it out: then its items are no concern of the release either. */
  #isTakenOut(change: Change): boolean {
    const links = this.#seen.links.filter((link) => link.reference === change.source.reference || link.identity === change.id);
    return links.length > 0 && !links.some(isJudged);
  }

  #draftOf(change: Change): Draft {
    const isCorrelated = change.correlationId === this.#seen.release.key;
    const items = this.#items.get(change.id);
    return {
      relation: 'CHANGE', reference: change.source.reference, identity: change.id,
      environment: items?.state === 'found' ? environmentSaid(change, items.value, this.#environments) : null,
      origin: isCorrelated ? 'CORRELATED' : 'DISCOVERED', by: isCorrelated ? rules.correlated : rules.mentioned,
      isSettled: items?.state === 'found',
    };
  }

  /** The items of a change go where the change goes. */
  #itemDrafts(change: Change, draft: Draft): readonly Draft[] {
    const items = this.#items.get(change.id);
    if (items?.state !== 'found') return [];
    return items.value.map((item) => ({
      relation: 'CONFIGURATION_ITEM', reference: item.source.reference, identity: item.id, environment: draft.environment,
      origin: 'DISCOVERED', by: rules.itemsOfChange, isSettled: draft.isSettled,
    }));
  }

  #itemGaps(change: Change): readonly DiscoveryGap[] {
    if (!this.#search.isProduction(change.source.connection)) return [];
    const items = this.#items.get(change.id);
    if (items?.state === 'found') return items.problem === null ? [] : this.#search.gap(change.source.connection, itemsOfChange, items.problem);
    const problem = items?.state === 'unreadable' ? items.problem : this.#search.problem('UNEXPECTED_ANSWER', `the items of ${change.source.reference} were not told`);
    return this.#search.gap(change.source.connection, itemsOfChange, problem);
  }

  /** A declared change nobody could read has items that nobody could see. */
  #unseen({ reference }: Link): readonly DiscoveryGap[] {
    const reading = this.#readings.get(reference);
    const problem = reading?.state === 'unreadable' ? reading.problem : this.#search.problem('NOT_FOUND', `${reference} could not be read`);
    return this.#search.gap(readReference(reference)?.connection ?? reference, itemsOfChange, problem);
  }

  /** Only the record itself can say that it no longer belongs: it was read, hides nothing, and names the release no more. */
  #isRefuted(link: Link): boolean {
    if (link.origin !== 'DISCOVERED' || this.#seen.found.some((change) => change.source.reference === link.reference || change.id === link.identity)) return false;
    const reading = this.#readings.get(link.reference);
    if (reading?.state !== 'found' || reading.problem !== null || reading.value.title === null || reading.value.description === null) return false;
    return !isNamed(wordsOf(reading.value), this.#seen.release.key) && reading.value.correlationId !== this.#seen.release.key;
  }

  #changeOf(link: Link): Change | null {
    const reading = this.#readings.get(link.reference);
    if (reading?.state === 'found') return reading.value;
    return this.#seen.found.find((change) => change.source.reference === link.reference || change.id === link.identity) ?? null;
  }
}

/** What a change says, as it stands and without case. */
interface Words { readonly text: string; readonly lower: string }

function wordsOf(change: Change): Words | null {
  const text = textOf(change);
  return text === null ? null : { text, lower: text.toLowerCase() };
}

/** The pattern is dear, and a board asks every change about every release: it is tried only where the letters are. */
function isNamed(words: Words | null, key: string): boolean {
  return words !== null && words.lower.includes(key.toLowerCase()) && namesWord(words.text, key);
}

function unique(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()];
}
