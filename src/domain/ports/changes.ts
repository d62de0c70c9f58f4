/** What moved: what Muster knows of one release, records of tools by their identities, or something that any judgement may rest on. */
export type Moved =
  | { readonly of: 'RELEASE'; readonly key: string }
  | { readonly of: 'RECORDS'; readonly identities: readonly string[] }
  | { readonly of: 'ANYTHING' };

/** One hub's word of mouth: who writes something tells, who rests on it listens. Nothing is kept, and what another hub writes is not heard. */
export interface Changes {
  tell(moved: Moved): void;
  /** Answers how to stop listening. A listener must not throw. */
  listen(heard: (moved: Moved) => void): () => void;
}
