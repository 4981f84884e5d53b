/** Any camera that takes one portrait at a time. */
export interface Camera {
  readonly capabilities: { readonly model: string; readonly width: number; readonly height: number }
  /** One JPEG, checked for its start and end markers. */
  takePhoto(): Promise<Uint8Array>
  /** Called once when the device has gone, with the reason unless this side closed it. Returns the way to stop. */
  onClose(listener: (reason: Error | undefined) => void): () => void
  close(): Promise<void>
}
