/** What moved, by ids only: whoever rests on it reads it anew. */
export type Moved =
  /** What Muster knows of one release, by which it is judged. */
  | { readonly of: 'RELEASE'; readonly key: string }
  /** A judgement of a release was stored. */
  | { readonly of: 'ASSESSMENT'; readonly releaseKey: string }
  /** Something was written of a deployment; `isTurn`: it is new, or in another state than before. */
  | { readonly of: 'DEPLOYMENT'; readonly id: string; readonly releaseKey: string | null; readonly isTurn: boolean }
  /** Records of tools, by their identities, of which a copy says something else than before or is the first. */
  | { readonly of: 'RECORDS'; readonly identities: readonly string[] }
  /** Something that any judgement may rest on, or nobody can say what. */
  | { readonly of: 'ANYTHING' };

/** What is written down is told to whoever listens, whichever hub of this database wrote it. Nothing is kept: after a gap in listening it is told that ANYTHING moved. */
export interface Changes {
  /** Answers how to stop listening. A listener must not throw. */
  listen(heard: (moved: Moved) => void): () => void;
}
