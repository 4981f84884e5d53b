/** Who holds the secret that the station's keys are sealed with. */
export type SealedBy = 'TPM2' | 'HOST_KEY' | 'HOST_SECRET'

/** Binds bytes to this computer: what it sealed opens nowhere else. */
export interface Sealer {
  readonly by: SealedBy
  /** `place` says what is sealed; it opens under the same name only. */
  seal(bytes: Uint8Array, place: string): Promise<Uint8Array<ArrayBuffer>>
  /** Throws SealedElsewhere. */
  open(sealed: Uint8Array, place: string): Promise<Uint8Array<ArrayBuffer>>
}
