/** ISO/IEC 19794-6: which eye. */
export const irisEyes = { right: 1, left: 2 } as const
export type IrisEye = keyof typeof irisEyes

/** Any iris camera. Those in use come with a program of their maker: session/delivered-pictures.ts. */
export interface IrisCamera {
  readonly capabilities: { readonly model: string; readonly serial: string }
  /** A grey PNG of one eye. */
  capture(eye: IrisEye): Promise<Uint8Array>
}
