/**
 * A chip card as it lies in a reader: power, secure messaging, commands. What it may do when stands in life-cycle.ts, what it
 * understands in the tables below.
 */
import { concatBytes, fromHex } from '../../../core/bytes.ts'
import { DerError } from '../../../core/der.ts'
import { LdsError } from '../../../core/lds/lds-error.ts'
import { encodeResponse, parseCommand, status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { SecureMessagingBroken } from '../../chip/refusals.ts'
import type { TransportKey, TransportKeys } from '../../chip/scp03.ts'
import { unwrapCommand, wrapResponse, type SecureSession } from '../../chip/secure-messaging.ts'
import { authenticateReader, getChallenge } from './basic-access.ts'
import { agreeChipKeys, agreeInOneStep, chooseChipKey, proveActive } from './chip-authentication.ts'
import { getData } from './chip-status.ts'
import { damaged, type ChipFaults } from './faults.ts'
import { readBinary, select } from './files.ts'
import { ChipMemory, MemoryFull, PowerCut } from './memory.ts'
import { continuePace, startPace } from './pace.ts'
import { createFile, generateKey, putData, updateBinary } from './personalisation.ts'
import { newSession, type Card, type Handler, type Session } from './session.ts'
import {
  authenticateTerminal,
  chooseAuthority,
  chooseTerminal,
  verifyCertificate,
} from './terminal-authentication.ts'
import { issuerCommand, transportKeysOf } from './transport-channel.ts'

/**
 * Contactless cards get their ATR from the reader (PC/SC part 3, 3.1.3.2.3): 3B 8n 80 01, the historical bytes 80 73 84 21 C0 (select
 * by name and short identifier; command chaining, extended lengths: ISO/IEC 7816-4, 12.1.1), the exclusive or of all.
 */
const answerToReset = fromHex('3b 85 80 01 80 73 84 21 c0 92')

export interface ChipMake {
  /** What it remembers from an earlier run. */
  readonly memory?: ChipMemory
  /** Its operating system takes files through SCP03 only, under keys diversified from this one; null: the open applet. */
  readonly transportKey?: TransportKey | null
}

export class EmulatedChip {
  readonly serial: string
  private readonly transportKeys: TransportKeys | null
  readonly memory: ChipMemory
  readonly atr = answerToReset
  faults: ChipFaults = {}
  private session: Session | null = null

  constructor(serial: string, { memory = new ChipMemory(), transportKey = null }: ChipMake = {}) {
    this.serial = serial
    this.memory = memory
    this.transportKeys = transportKey && transportKeysOf(transportKey, serial)
  }

  /** Forgets every session and gives the ATR; null where the chip is not there. */
  powerOn(): Uint8Array | null {
    const { cutAfterBytes } = this.faults
    this.session = this.faults.pulled ? null : newSession()
    if (cutAfterBytes !== undefined) {
      this.memory.cutAt = this.memory.burned + cutAfterBytes
      this.faults = { ...this.faults, cutAfterBytes: undefined }
    }
    return this.session && answerToReset
  }

  powerOff(): void {
    this.session = null
  }

  /** The answer to a command; null where the chip is not there, has no power, or lost it. */
  answer(bytes: Uint8Array): Uint8Array | null {
    if (this.faults.pulled) this.powerOff()
    if (!this.session) return null
    try {
      const { memory, serial, transportKeys, session } = this
      const card: Card = { memory, serial, transportKeys, session }
      const answer = encodeResponse(this.respond(card, parseCommand(bytes)))
      return this.survives() ? this.spoken(answer) : null
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error
      this.powerOff()
      return null
    }
  }

  /** Counts the command down where the power is to go after some. */
  private survives(): boolean {
    const { cutAfterCommands: left } = this.faults
    if (left === undefined) return true
    this.faults = { ...this.faults, cutAfterCommands: left > 0 ? left - 1 : undefined }
    if (left > 0) return true
    this.powerOff()
    return false
  }

  private spoken(answer: Uint8Array): Uint8Array {
    const { wrongAnswer } = this.faults
    if (!wrongAnswer) return answer
    this.faults = { ...this.faults, wrongAnswer: undefined }
    return damaged(answer, wrongAnswer)
  }

  private respond(card: Card, command: CommandApdu | null): ResponseApdu {
    if (!command) return status(0x6700)
    if ((command.cla & 0x80) !== 0) return issuerCommand(card, command)
    const { secure } = card.session
    const protectedCommand = (command.cla & 0x0c) === 0x0c
    // 6882: secure messaging is not open. 6987: a plain command in an open session ends it (Doc 9303-11, 9.8.9).
    if (!secure) return protectedCommand ? status(0x6882) : this.carryOut(card, command)
    if (!protectedCommand) return endSession(card, 0x6987)
    const plain = unwrapped(secure, command)
    if (!plain) return endSession(card, 0x6988)
    const answer = wrapResponse(secure, this.carryOut(card, plain), plain.ins)
    if (card.session.next) card.session.secure = card.session.next
    card.session.next = null
    return answer
  }

  private carryOut(card: Card, command: CommandApdu): ResponseApdu {
    const { session } = card
    const answer = chained(card, command)
    // After BAC and PACE the answer itself is plain still.
    if (!session.secure && session.next) {
      session.secure = session.next
      session.next = null
    }
    return answer
  }
}

/** The keys are gone, and with them what was proved under them. */
function endSession({ session }: Card, word: number): ResponseApdu {
  Object.assign(session, newSession(), { application: session.application })
  return status(word)
}

function unwrapped(session: SecureSession, command: CommandApdu): CommandApdu | null {
  try {
    return unwrapCommand(session, command)
  } catch (error) {
    if (error instanceof SecureMessagingBroken) return null
    throw error
  }
}

const generalAuthenticate = 0x86
/** Certificates and keys are the longest that comes in parts. */
const longestChain = 4096

/** Puts the parts of a chained command together; GENERAL AUTHENTICATE answers each of its steps. */
function chained(card: Card, command: CommandApdu): ResponseApdu {
  const { session } = card
  if (command.ins === generalAuthenticate) return guardedRun(card, command)
  const data = concatBytes(...session.chained, command.data)
  session.chained = []
  if (data.length > longestChain) return status(0x6700)
  if ((command.cla & 0x10) === 0) return guardedRun(card, { ...command, data })
  session.chained = [data]
  return status(0x9000)
}

function guardedRun(card: Card, command: CommandApdu): ResponseApdu {
  if ((command.cla & 0xe0) !== 0) return status(0x6e00)
  try {
    return handlerOf(card, command)(card, command)
  } catch (error) {
    if (error instanceof MemoryFull) return status(0x6a84)
    if (error instanceof LdsError || error instanceof DerError) return status(0x6a80)
    throw error
  }
}

const handlers: ReadonlyMap<number, Handler> = new Map([
  [0xa4, select],
  [0xb0, readBinary],
  [0xb1, readBinary],
  [0xca, getData],
  [0x84, getChallenge],
  [0x88, proveActive],
])

/** MANAGE SECURITY ENVIRONMENT, by P1 and P2, and PERFORM SECURITY OPERATION with it. */
const environments: ReadonlyMap<number, Handler> = new Map([
  [0x22c1a4, startPace],
  [0x2241a4, chooseChipKey],
  [0x2241a6, agreeInOneStep],
  [0x2281b6, chooseAuthority],
  [0x2a00be, verifyCertificate],
  [0x2281a4, chooseTerminal],
])

/** Of the open applet. A card with a transport key takes its contents through the channel and in no other way. */
const writing: ReadonlyMap<number, Handler> = new Map([
  [0xe0, createFile],
  [0xd6, updateBinary],
  [0xda, putData],
  [0x47, generateKey],
])

function handlerOf({ session, transportKeys }: Card, { ins, p1, p2 }: CommandApdu): Handler {
  if (ins === 0x22 || ins === 0x2a) {
    return environments.get(ins * 0x10000 + p1 * 256 + p2) ?? (() => status(0x6a81))
  }
  if (ins === 0x82) return session.terminal.chosen ? authenticateTerminal : authenticateReader
  if (ins === generalAuthenticate) {
    if (p1 !== 0 || p2 !== 0) return () => status(0x6a86)
    const { pace, chipAuthentication } = session
    if (pace) return (card, command) => continuePace(card, pace, command)
    if (chipAuthentication) return (card, command) => agreeChipKeys(card, chipAuthentication, command)
    return () => status(0x6985)
  }
  const write = writing.get(ins)
  if (write) return transportKeys ? () => status(0x6982) : write
  return handlers.get(ins) ?? (() => status(0x6d00))
}
