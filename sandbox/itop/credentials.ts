/** Who signs in to the stand-in. Worth nothing anywhere but in the sandbox. */
export const itopCredentials = {
  /** has the profiles "REST Services User", "Change Implementor", "Support Agent" and "Configuration Manager" */
  integration: { userName: 'muster', password: 'sandbox-itop' },
  /** signs in to the pages, and lacks "REST Services User" */
  withoutRest: { userName: 'vera.lind', password: 'sandbox' },
  /** has "REST Services User" and may read no tickets and write nothing */
  withoutTickets: { userName: 'portal.reader', password: 'sandbox' },
  /** a personal token of the integration's, for the token sign-in */
  token: 'sandbox-itop-token',
} as const;
