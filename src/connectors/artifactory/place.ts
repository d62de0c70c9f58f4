import { isSha256 } from '../../domain/artifact.ts';
import type { Sha256 } from '../../domain/artifact.ts';

/** Where a file stands in the library. */
export interface Place {
  readonly repo: string;
  /** Folder; "." at the root. */
  readonly path: string;
  readonly name: string;
}

/** What an identity says: a place and the content that stood there; null when the tool did not tell its digest. */
export interface PinnedPlace {
  readonly place: Place;
  readonly sha256: Sha256 | null;
}

/** `repo/path/name`, the label people know. */
export function keyOf({ repo, path, name }: Place): string {
  return path === '.' ? `${repo}/${name}` : `${repo}/${path}/${name}`;
}

/** Reads `repo/path/name`; null for what names no file. */
export function placeOf(key: string): Place | null {
  const parts = key.split('/');
  if (parts.length < 2 || parts.some((part) => part === '' || part === '.' || part === '..') || /\p{Cc}/u.test(key)) return null;
  const [repo = '', ...rest] = parts;
  const name = rest.pop() ?? '';
  return { repo, path: rest.length === 0 ? '.' : rest.join('/'), name };
}

/** `repo/path/name@sha256`: the immutable part of an artifact's identity. Other content at the same place is another artifact. */
export function pinnedKey(place: Place, sha256: Sha256 | null): string {
  return sha256 === null ? keyOf(place) : `${keyOf(place)}@${sha256}`;
}

/** Reads `repo/path/name@sha256`, or a bare place; null for what names no file. */
export function readPinned(key: string): PinnedPlace | null {
  const at = key.lastIndexOf('@');
  const sha256 = key.slice(at + 1);
  const isPinned = at > 0 && isSha256(sha256);
  const place = placeOf(isPinned ? key.slice(0, at) : key);
  return place === null ? null : { place, sha256: isPinned ? sha256 : null };
}
