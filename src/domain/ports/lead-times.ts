/** How long what each deployment brought live had waited, as the database keeps it for reports. */
export interface LeadTimes {
  /** Reckons those about which something was written since; answers how many. */
  reckon(): Promise<number>;
}
