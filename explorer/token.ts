const key = 'muster.token';

/** The access token of this browser tab. It ends with the tab: it never stands in localStorage, a cookie or an address. */
export const token = {
  read: (): string | null => sessionStorage.getItem(key),
  keep: (value: string): void => { sessionStorage.setItem(key, value); },
  forget: (): void => { sessionStorage.removeItem(key); },
};
