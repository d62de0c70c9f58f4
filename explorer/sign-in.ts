import { token } from './token.ts';
import type { Answer } from './hub.ts';

/** What the bar asks the hub: who holds the token. */
export const whoAmI = '{ viewer { actor { name } roles } }';

interface Viewer { readonly actor: { readonly name: string }; readonly roles: readonly string[] }

export interface SignIn {
  /** Asks the hub who holds the token that is kept; `signedIn` hears of it when somebody does. */
  check(): Promise<void>;
  /** The hub did not take the token. */
  refused(): void;
}

/** The bar above the editor: an access token in, who it is and a button to sign out. */
export function signIn({ ask, signedIn, signedOut }: { readonly ask: (query: string) => Promise<Answer>; readonly signedIn: () => void; readonly signedOut: () => void }): SignIn {
  const [form, input, out, status] = [part('sign-in', HTMLFormElement), part('token', HTMLInputElement), part('sign-out', HTMLButtonElement), part('status', HTMLElement)];

  const show = (text: string, { isIn, isWrong = false }: { readonly isIn: boolean; readonly isWrong?: boolean }): void => {
    status.textContent = text;
    status.classList.toggle('wrong', isWrong);
    form.hidden = isIn;
    out.hidden = !isIn;
  };
  const leave = (text: string, isWrong: boolean): void => {
    token.forget();
    show(text, { isIn: false, isWrong });
    signedOut();
  };
  const check = async (): Promise<void> => {
    if (token.read() === null) { show('Not signed in.', { isIn: false }); return; }
    try {
      const { data, errors } = await ask(whoAmI);
      const viewer = (data as { viewer: Viewer | null } | null | undefined)?.viewer;
      if (viewer) {
        show(`${viewer.actor.name} · ${viewer.roles.join(', ')}`, { isIn: true });
        signedIn();
      } else if (token.read() !== null) {
        show(errors?.[0]?.message ?? 'The hub did not say who this is.', { isIn: false, isWrong: true });
      }
    } catch {
      show('The hub does not answer.', { isIn: false, isWrong: true });
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = input.value.trim().replace(/^Bearer\s+/i, '');
    input.value = '';
    if (given === '') return;
    token.keep(given);
    void check();
  });
  out.addEventListener('click', () => { leave('Signed out.', false); });
  return { check, refused: () => { leave('401: the hub does not know this token. It may be mistyped, expired or revoked.', true); } };
}

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} named ${id}`);
  return found;
}
