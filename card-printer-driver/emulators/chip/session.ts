/** What the chip knows only while it has power. */
import type { SecureSession } from '../../chip/secure-messaging.ts'
import type { CurveName } from '../../../core/pki/curves.ts'
import type { CvTrust } from '../../../core/pki/verify-cv-chain.ts'
import type { CipherName } from '../../chip/card-crypto.ts'
import type { CommandApdu, ResponseApdu } from '../../chip/apdu.ts'
import type { AccessSecret } from '../../chip/access-keys.ts'
import type { KeyPair } from '../../chip/key-agreement.ts'
import type { PaceAlgorithm } from '../../chip/pace-algorithms.ts'
import type { TransportKeys, TransportSession } from '../../chip/scp03.ts'
import type { ChipMemory } from './memory.ts'

/** A file as the memory knows it, and what it is to the access rules. The same identifier may stand in both places. */
export interface FilePlace {
  readonly application: boolean
  readonly fid: number
}

/** A run of PACE, between MSE:Set AT and the exchange of tokens. */
export interface PaceRun {
  readonly algorithm: PaceAlgorithm
  /** Dotted, a row of `paceAlgorithms`. */
  readonly oid: string
  readonly curve: CurveName
  readonly password: AccessSecret['kind']
  /** The reader asked for rights, so that the answer names the trust anchor. */
  readonly terminal: boolean
  nonce: Uint8Array | null
  mapping: KeyPair | null
  ephemeral: KeyPair | null
  readerKey: Uint8Array | null
  secret: Uint8Array | null
}

/** How far a reader is with Terminal Authentication. */
export interface TerminalRun {
  /** Chosen to sign the next certificate. */
  authority: CvTrust | null
  /** Of the last certificate taken. */
  latest: CvTrust | null
  /** The reader's own, chosen to verify its signature. */
  chosen: CvTrust | null
  /** What the reader has shown that it may read. */
  verified: CvTrust['rights'] | null
}

export interface Session {
  /** The eMRTD application was selected; before that the master file is. */
  application: boolean
  /** The current file. */
  file: FilePlace | null
  /** The keys that protect commands now. */
  secure: SecureSession | null
  /** Takes the place of `secure` once the answer to this command is out: BAC, PACE and Chip Authentication change keys so. */
  next: SecureSession | null
  /** How the reader showed that it holds the card. */
  access: 'BAC' | AccessSecret['kind'] | null
  /** The last answer to GET CHALLENGE; good for one use. */
  challenge: Uint8Array | null
  pace: PaceRun | null
  /** The x-coordinate of the chip's ephemeral key of PACE, by which Terminal Authentication names the chip. */
  paceChipKey: Uint8Array | null
  /** The cipher that Chip Authentication was asked for; the reader's key comes next. */
  chipAuthentication: CipherName | null
  /** The x-coordinate of the reader's ephemeral key of Chip Authentication. */
  terminalKey: Uint8Array | null
  readonly terminal: TerminalRun
  /** Parts of a chained command (ISO/IEC 7816-4, 5.3.3). */
  chained: Uint8Array[]
  /** SCP03, where the chip's operating system asks for it; open once the issuer has shown its key. */
  transport: { readonly session: TransportSession; isOpen: boolean } | null
  /** A group of STORE DATA of which more is to come. */
  storing: StoredGroup | null
}

const noTerminal: TerminalRun = { authority: null, latest: null, chosen: null, verified: null }

export const newSession = (): Session => ({
  application: false,
  file: null,
  secure: null,
  next: null,
  access: null,
  challenge: null,
  pace: null,
  paceChipKey: null,
  chipAuthentication: null,
  terminalKey: null,
  terminal: { ...noTerminal },
  chained: [],
  transport: null,
  storing: null,
})

/** A numbered group on its way into the chip. */
export interface StoredGroup {
  readonly number: number
  /** Bytes, as its header says. */
  readonly length: number
  received: number
  blocks: number
  readonly parts: Uint8Array[]
}

/** Who proves to hold the card anew, or agrees on new keys, has shown no certificate under them yet. */
export function forgetTerminal(session: Session): void {
  session.terminalKey = null
  Object.assign(session.terminal, noTerminal)
}

/** What a command works on. */
export interface Card {
  readonly memory: ChipMemory
  /** Sixteen characters, as its maker numbered it. */
  readonly serial: string
  /** Null: its operating system is the open applet. */
  readonly transportKeys: TransportKeys | null
  readonly session: Session
}

export type Handler = (card: Card, command: CommandApdu) => ResponseApdu
