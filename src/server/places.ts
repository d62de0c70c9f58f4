import type { Viewer } from '../domain/person.ts';

/** Takes one place of a viewer's and answers how to free it; null when there is none left. */
export type TakePlace = (viewer: Viewer) => (() => void) | null;

/** So many places for each viewer, whoever and however many they are. */
export function placesPerViewer(most: number): TakePlace {
  const taken = new Map<string, number>();
  return (viewer) => {
    const name = nameOfViewer(viewer);
    const before = taken.get(name) ?? 0;
    if (before >= most) return null;
    taken.set(name, before + 1);
    return () => {
      const left = (taken.get(name) ?? 1) - 1;
      if (left === 0) taken.delete(name);
      else taken.set(name, left);
    };
  };
}

/** One name for a viewer, whichever token they come with. */
export function nameOfViewer({ actor }: Viewer): string {
  return actor.kind === 'person' ? actor.id : `${actor.issuer}/${actor.name}`;
}
