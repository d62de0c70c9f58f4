const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The text with each `{{name}}` replaced by its value; a value is never read for placeholders again. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(placeholder, (whole, name: string) => values[name] ?? whole);
}

/** What the text names and there is not, once each. */
export function unknownNames(text: string, known: readonly string[]): readonly string[] {
  const names = [...text.matchAll(placeholder)].map(([, name]) => name ?? '');
  return [...new Set(names)].filter((name) => !known.includes(name));
}
