/**
 * CSCAs and revocation lists for whoever verifies chips by themselves, as the page in the browser does: GET, JSON, public. Without
 * schemas, which the page would have to load.
 */
export const trustPath = '/chip-inspections/trust'

/** DER in base64. */
export interface PublishedTrust {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly certificates: readonly string[]
  readonly lists: readonly string[]
}
