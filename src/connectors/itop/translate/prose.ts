const entities: Readonly<Record<string, string>> = { 'lt': '<', 'gt': '>', 'amp': '&', 'quot': '"', '#039': '\'', '#39': '\'', 'nbsp': ' ' };

/** iTop keeps descriptions as HTML: their text, a line per paragraph. What is no HTML stays as it is. */
export function proseOf(text: string | null): string | null {
  if (text === null || !/<[a-z][^>]*>|&[a-z#0-9]+;/i.test(text)) return text;
  const lines = text.replace(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, '');
  const prose = lines.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole).replace(/[ \t]+/g, ' ').replace(/\s*\n\s*/g, '\n').trim();
  return prose === '' ? null : prose;
}
