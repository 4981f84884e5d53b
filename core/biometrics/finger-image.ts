/** An 8-bit grey image of one finger: 0 is black (ridge), 255 white; rows from the top, no padding. */
export interface FingerImage {
  readonly width: number
  readonly height: number
  /** Dots per inch. */
  readonly dpi: number
  readonly pixels: Uint8Array
}
