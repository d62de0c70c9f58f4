/** The `data` column of DevLake's CSV of recorded answers: quoted fields, quotes doubled, the JSON third of each row. */
export function devlakeRows(text: string): readonly unknown[] {
  const fields = [...text.matchAll(/"((?:[^"]|"")*)"(?:,|\r?\n|$)/g)].map(([, field = '']) => field.replaceAll('""', '"'));
  return fields.filter((field) => field.startsWith('{"') && /"self"/.test(field)).map((field) => JSON.parse(field) as unknown);
}
