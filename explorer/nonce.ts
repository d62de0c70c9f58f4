/**
 * The editor makes style elements of its own. The page's policy lets in only those that carry the nonce of this very
 * answer, so each that a script makes is given it. This file is imported before all others for that reason.
 */
const nonce = document.querySelector<HTMLLinkElement>('link[nonce]')?.nonce ?? '';
const create = Reflect.get<Document, 'createElement'>(document, 'createElement');

Reflect.set(document, 'createElement', (name: string, options?: ElementCreationOptions): HTMLElement => {
  const element = create.call(document, name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
});
