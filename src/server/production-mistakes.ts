import type { FileShape } from './config/shape.ts';
import type { ProcessSettings } from './process-settings.ts';

/** What is right in a file and refused in production mode. */
export function productionMistakes({ isProductionMode }: Pick<ProcessSettings, 'isProductionMode'>, file: FileShape): readonly { readonly path: readonly string[]; readonly message: string }[] {
  if (!isProductionMode) return [];
  const { sandboxTokens, issuers } = file.access;
  return [
    ...(sandboxTokens.length === 0 ? [] : [{ path: ['access', 'sandboxTokens'], message: 'sandbox tokens are refused in production mode: remove them' }]),
    ...(issuers.length > 0 ? [] : [{ path: ['access', 'issuers'], message: 'production mode needs one: nobody could sign in' }]),
  ];
}
