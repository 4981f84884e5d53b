/** One chip in a reader, whatever carries the bytes: PC/SC, an encoder station's line, the emulator in this process. */
export interface CardChannel {
  /** Answer to reset or to select, as the reader gives it. */
  readonly atr: Uint8Array
  /**
   * Sends a command APDU and gives the response APDU with its status word (ISO/IEC 7816-4, 5.1), extended lengths included. GET
   * RESPONSE and 6Cxx are the transport's business. Throws ChipLost when the chip has left the field or the reader is gone.
   */
  transmit(command: Uint8Array): Promise<Uint8Array>
  /** Ends the session; with `reset` the chip loses its secure messaging and security status. */
  close(reset?: boolean): Promise<void>
}
