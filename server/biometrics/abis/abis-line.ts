/** The way to one ABIS and back. */
export interface AbisLine {
  /** False while nothing can be handed over; `wake` is called when that has changed. */
  ready(): Promise<boolean>
  /** Kept when the message will not get lost on the way; broken when it was not handed over. */
  send(message: string): Promise<void>
  close(): Promise<void>
}

export interface LineEvents {
  /** An answer has come. Where the promise is broken it comes again. */
  readonly answered: (message: string) => Promise<void>
  readonly wake: () => void
}
