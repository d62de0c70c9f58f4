const written = /^(?:scm:)?(?:git:(?!\/\/))?(?:git\+)?(?<address>.+)$/i;
/** git@host:path, as git writes what it reaches over ssh. */
const shellAddress = /^(?:[^@/\s]+@)?(?<host>[^:/\s@]+):(?!\/\/)(?<path>[^\s]+)$/;
const schemes = ['http:', 'https:', 'ssh:', 'git:'];

/**
 * Where a repository is kept, as host and path, however it is reached: "https://ci:secret@GitHub.com/northbank/payments.git" and
 * "git@github.com:northbank/payments.git" are both "github.com/northbank/payments". What is signed in with stays behind. The port
 * is kept of a web address alone: that of ssh says nothing of the host's pages. Null for what is no such address.
 */
export function repositoryAddress(url: string): string | null {
  const address = written.exec(url.trim())?.groups?.['address'] ?? '';
  const { host, path } = placeOf(address);
  const folder = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  return host === '' || folder === '' ? null : `${host.toLowerCase()}/${folder}`;
}

function placeOf(address: string): { readonly host: string; readonly path: string } {
  const shell = shellAddress.exec(address)?.groups;
  if (shell !== undefined) return { host: shell['host'] ?? '', path: shell['path'] ?? '' };
  const url = URL.parse(address);
  if (url === null || !schemes.includes(url.protocol)) return { host: '', path: '' };
  return { host: url.protocol.startsWith('http') ? url.host : url.hostname, path: url.pathname };
}
