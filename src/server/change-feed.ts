import type { Changes, Moved } from '../domain/ports/changes.ts';

/** The change feed of one hub. */
export function changeFeed(): Changes {
  const listeners = new Set<(moved: Moved) => void>();
  return {
    tell(moved) { for (const heard of listeners) heard(moved); },
    listen(heard) {
      listeners.add(heard);
      return () => { listeners.delete(heard); };
    },
  };
}
