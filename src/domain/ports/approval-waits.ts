/** How long approvals of changes waited, as the database keeps it for reports. */
export interface ApprovalWaits {
  /** Reckons those of the changes about which something was written since; answers how many. */
  reckon(): Promise<number>;
}
