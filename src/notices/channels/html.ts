const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Plain text as HTML that shows the very same characters, whatever they are. */
export function htmlOf(text: string): string {
  return `<pre style="font: inherit; white-space: pre-wrap">${text.replace(/[&<>"']/g, (character) => entities[character] ?? '')}</pre>`;
}
