/** `name/version`: versions hold no slash, names may. */
export interface BundleName {
  readonly name: string;
  readonly version: string;
}

/** Null for what names no bundle. */
export function readBundleName(key: string): BundleName | null {
  const slash = key.lastIndexOf('/');
  const [name, version] = [key.slice(0, slash), key.slice(slash + 1)];
  return slash < 1 || [name, version].some((part) => part === '' || part === '.' || part === '..') ? null : { name, version };
}

/** The two as segments of an address. */
export function bundlePath({ name, version }: BundleName): string {
  return `${encodeURIComponent(name)}/${encodeURIComponent(version)}`;
}
