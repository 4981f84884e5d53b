import type { FingerImage } from '../../core/biometrics/finger-image.ts'

/** Any scanner for several fingers at once. Those in use come with a program of their maker: session/delivered-pictures.ts. */
export interface SlapScanner {
  readonly capabilities: { readonly model: string; readonly serial: string; readonly bitDepth: number }
  /** One picture of the fingers that lie on the glass. */
  capture(signal: AbortSignal): Promise<FingerImage>
}
