import type { Actor, Viewer } from '../domain/person.ts';

/** Takes one place of a viewer's and answers how to free it; null when there is none left. */
export type TakePlace = (viewer: Viewer) => (() => void) | null;

/** So many places for each viewer, whoever and however many they are. */
export function placesPerViewer(most: number): TakePlace {
  const taken = new Map<string, number>();
  return ({ actor }) => {
    const viewer = nameOf(actor);
    const before = taken.get(viewer) ?? 0;
    if (before >= most) return null;
    taken.set(viewer, before + 1);
    return () => {
      const left = (taken.get(viewer) ?? 1) - 1;
      if (left === 0) taken.delete(viewer);
      else taken.set(viewer, left);
    };
  };
}

function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.id : `${actor.issuer}/${actor.name}`;
}
