import type { SealedPackage } from '../../domain/release.ts';
import type { ArtifactFacts } from '../facts.ts';
import type { Reader, Wanted } from './records.ts';

/**
 * What the seal pins and what is linked, each once: an artifact taken out after sealing is still in the sealed package, and
 * is still judged. One whose pinned place is empty is looked for by its digest; what stands at a pinned place, whatever it
 * is, is what is judged.
 */
export async function gatherArtifacts(reader: Reader, links: readonly Wanted[], sealed: SealedPackage | null): Promise<readonly ArtifactFacts[]> {
  const pins = new Map((sealed?.artifacts ?? []).map((pin) => [pin.reference, pin.sha256]));
  const linked = new Set(links.map(({ reference }) => reference));
  const sealedOnly = [...pins.keys()].filter((reference) => !linked.has(reference)).map((reference) => ({ reference, link: null }));
  const artifacts = await reader.whereMoved(await reader.read('artifact', [...links, ...sealedOnly]), pins);
  const scans = await reader.relate('artifact.scan', artifacts);
  return artifacts.map((artifact) => ({ ...artifact, pinnedSha256: pins.get(artifact.reference) ?? null, scan: scans(artifact) }));
}
