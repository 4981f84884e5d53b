import type { FingerImage } from '../../core/biometrics/finger-image.ts'

/** Any single-finger scanner; drivers differ in what they declare. */
export interface FingerprintScanner {
  readonly capabilities: {
    readonly model: string
    readonly serial: string
    readonly dpi: number
    readonly width: number
    readonly height: number
    /** Bits per pixel on the wire. */
    readonly bitDepth: number
    readonly templates: readonly ('proprietary' | 'iso19794-2')[]
    readonly slots: number
  }
  /** Resolves when a finger lies on the sensor and its picture was taken into the module. */
  waitForFinger(signal: AbortSignal): Promise<void>
  /** Uploads the picture that `waitForFinger` took. */
  uploadImage(): Promise<FingerImage>
  /** Resolves when the sensor is empty. */
  waitForLift(signal: AbortSignal): Promise<void>
  /** Called once when the device has gone, with the reason unless this side closed it. Returns the way to stop. */
  onClose(listener: (reason: Error | undefined) => void): () => void
  close(): Promise<void>
}
