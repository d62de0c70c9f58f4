import { readReference } from '../../../domain/reference.ts';
import type { ArtifactFacts, Facts } from '../../facts.ts';
import { finding, unusable, type Finding } from '../../finding.ts';

const versionLike = /(?<![0-9A-Za-uw-z.])\d+(?:\.\d+)+(?![0-9A-Za-z])/;

/** The package names the release's version somewhere, and no artifact of it names another version of the service, or another service. */
export function packageFindings(facts: Facts): readonly Finding[] {
  const { artifacts, release } = facts;
  if (artifacts.length === 0) return [finding('FAIL', { because: `${release.key} has no artifacts that could name its version.`, actual: 'no artifacts', restsOn: ['no artifacts'], remedy: `Link the build, bundle or artifacts of ${release.key}.` })];
  const broken = artifacts.map((artifact) => (artifact.discountedBecause === null ? null : unusable(artifact))).filter((one) => one !== null);
  const strangers = artifacts.filter((artifact) => isStranger(placeOf(artifact), facts));
  if (broken.length + strangers.length > 0) return [...broken, ...strangers.map((artifact) => stranger(artifact, release.key))];
  if (artifacts.some((artifact) => namesVersion(placeOf(artifact), release.version))) {
    return [finding('PASS', { because: `The package names ${release.version}.`, actual: `package of ${release.version}`, restsOn: ['the package names its version'] })];
  }
  return [finding('UNKNOWN', {
    because: `No artifact of ${release.key} says that it is of version ${release.version}.`, actual: 'no version in any path', restsOn: ['the package names no version'],
    remedy: `Keep the artifacts of ${release.key} under a path or name with ${release.version}.`,
  })];
}

function stranger(artifact: ArtifactFacts, key: string): Finding {
  return finding('FAIL', {
    because: `${artifact.source.key} is not of ${key} by its own name.`, actual: artifact.source.key, restsOn: [`${artifact.reference} is of another release`],
    evidence: [{ source: artifact.source, recordId: artifact.record.state === 'known' ? artifact.record.value.id : null, field: 'path', label: artifact.source.key, value: artifact.source.key, url: artifact.source.url }],
    remedy: `Take ${artifact.source.key} out of ${key} with a reason, or link the right one.`, remedyUrl: artifact.source.url,
  });
}

/** A part of the path that speaks of the service and of other versions only; or a path that speaks of another service only. */
function isStranger(place: string, { release, otherServices }: Facts): boolean {
  const parts = place.split('/');
  const own = parts.filter((part) => speaksOf(part, release.serviceKey));
  if (own.length === 0) return otherServices.some(({ key }) => parts.some((part) => speaksOf(part, key)));
  return parts.some((part, index) => {
    const found = versionLike.exec(part)?.[0];
    const isOurs = speaksOf(part, release.serviceKey) || (speaksOf(parts[index - 1] ?? '', release.serviceKey) && part.startsWith(found ?? '/'));
    return isOurs && found !== undefined && !namesVersion(part, release.version);
  });
}

/** payments-api-2.4.0.tgz speaks of payments; online-banking-api speaks of online-banking, not of banking. */
function speaksOf(part: string, serviceKey: string): boolean {
  const [word, key] = [part.toLowerCase(), serviceKey.toLowerCase()];
  return word === key || ['-', '_', '.'].some((mark) => word.startsWith(key + mark));
}

/** Exactly this version: neither 2.4.0-rc1 nor 2.4.01 is 2.4.0, but payments-api-2.4.0.tgz is. */
function namesVersion(place: string, version: string): boolean {
  const literal = version.replace(/^v(?=\d)/i, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![0-9A-Za-z]|[0-9]\\.)v?${literal}(?![0-9A-Za-z]|\\.[0-9]|[+-](?:[0-9]|rc|alpha|beta|snapshot|m[0-9]))`, 'i').test(place);
}

/** Where the library keeps it, as the reference says: repository/path/name. */
function placeOf({ reference }: ArtifactFacts): string {
  return readReference(reference)?.key ?? reference;
}
