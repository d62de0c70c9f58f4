/** A path without what names a record in it, so that there are few of them: whatever has digits, or is written otherwise than words in lower case are, is {}. */
export function routeOf(path: string): string {
  return path.split('/').map((part) => (/^(v?\d{1,2}|[a-z_-]{0,32})$/.test(part) ? part : '{}')).join('/');
}
