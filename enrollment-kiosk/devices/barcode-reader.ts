/** Any reader of QR codes and barcodes that tells what it read unasked. */
export interface BarcodeReader {
  readonly capabilities: { readonly model: string; readonly serial: string | null }
  /** Called with each code that was read, without what the reader puts around it. Returns the way to stop. */
  onScan(listener: (text: string) => void): () => void
  /** Called once when the reader has gone; at once when it has already. Returns the way to stop. */
  onClose(listener: (reason: Error | undefined) => void): () => void
  /** Lets it read, or not; readers without two-way talk are always on. */
  enable(on: boolean): Promise<void>
  /** The reader's own test where it has one. */
  selfTest(): Promise<void>
  close(): Promise<void>
}
