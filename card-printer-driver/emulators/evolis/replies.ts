/** What the printer says of a command that it did not carry out: as text, and as the code behind a NACK. */
export const troubles = {
  COMMAND: { text: 'ERROR CDE', nack: '1' },
  PARAMETER: { text: 'ERROR PARAMETRES', nack: '2' },
  OPTION: { text: 'ERR OPT NOT AVAILABLE', nack: '1' },
  TIME_OUT: { text: 'ERROR TIME OUT', nack: 'T' },
  JAM: { text: 'ERR CARD JAM', nack: 'T' },
  COVER_OPEN: { text: 'ERR COVER OPEN', nack: 'C' },
  FEEDER_EMPTY: { text: 'ERR FEEDER EMPTY', nack: 'F' },
  FEEDER: { text: 'ERR FEEDER', nack: 'F' },
  NO_RIBBON: { text: 'ERR RIB DETECTION', nack: 'R' },
  BAD_RIBBON: { text: 'ERR BAD RIBBON', nack: 'R' },
  RIBBON_ENDED: { text: 'ERR RIBBON END', nack: 'R' },
  RIBBON_BROKEN: { text: 'ERR RIBBON', nack: 'R' },
  HEAD: { text: 'ERR HEAD', nack: 'T' },
  CLEANING: { text: 'ERR NEED CLEANING', nack: 'T' },
  NO_CARD: { text: 'ERR NO CARD', nack: 'T' },
  HOPPER_FULL: { text: 'ERR HOPPER FULL', nack: 'T' },
  REJECT_FULL: { text: 'ERR REJECT BOX FULL', nack: 'T' },
} as const
export type TroubleName = keyof typeof troubles

/** Ends a command. `interrupted`: something was under way, and the printer stands until `Scs`. */
export class Trouble extends Error {
  readonly trouble: TroubleName
  readonly interrupted: boolean

  constructor(trouble: TroubleName, { interrupted }: { readonly interrupted: boolean }) {
    super(trouble)
    this.trouble = trouble
    this.interrupted = interrupted
  }
}

/** Ends a command without a word: there is no power any more. */
export class PowerGone extends Error {}

export type Reply = { readonly text: string } | { readonly trouble: TroubleName }

const ack = '\u0006'
const nack = '\u0015'

/** Text with a NUL behind it, as on USB; `simplified`: what is asked for and ACK, or NACK and a code. */
export function encodeReply(reply: Reply, simplified: boolean): Uint8Array {
  const text = 'text' in reply ? reply.text : troubles[reply.trouble].text
  if (!simplified) return Buffer.from(`${text}\0`, 'latin1')
  if ('trouble' in reply) return Buffer.from(nack + troubles[reply.trouble].nack, 'latin1')
  return Buffer.from((text === 'OK' ? '' : text) + ack, 'latin1')
}
