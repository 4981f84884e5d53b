/** Any camera that takes one portrait at a time. */
export interface Camera {
  readonly capabilities: { readonly model: string; readonly width: number; readonly height: number }
  /** One JPEG, checked for its start and end markers. */
  takePhoto(): Promise<Uint8Array>
  close(): Promise<void>
}
