/** Parts of one answer: a page of its rows, its totals, how many rows it has. */
export interface Parts {
  /** Null: all that come after. */
  readonly page?: { readonly first: number | null; readonly after: string | null };
  readonly totals?: true;
  readonly count?: true;
}

/**
 * Reads what is asked for within one turn of the event loop in one go, as GraphQL asks for the fields of one answer: what the
 * parts rest on takes longest, and they are of one moment then. Of two pages each is read by itself.
 */
export function together<Found>(read: (parts: Parts) => Promise<Found>): (parts: Parts) => Promise<Found> {
  let gathering: { parts: Parts; readonly found: Promise<Found> } | undefined;
  return (parts) => {
    if (gathering !== undefined && (gathering.parts.page === undefined || parts.page === undefined)) {
      gathering.parts = { ...gathering.parts, ...parts };
      return gathering.found;
    }
    const mine: { parts: Parts; readonly found: Promise<Found> } = {
      parts,
      found: new Promise((resolve) => { setImmediate(resolve); }).then(() => {
        if (gathering === mine) gathering = undefined;
        return read(mine.parts);
      }),
    };
    gathering = mine;
    return mine.found;
  };
}
