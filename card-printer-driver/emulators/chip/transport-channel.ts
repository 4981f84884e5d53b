/** SCP03, the chip's side (GlobalPlatform Amendment D; chip/scp03.ts has the layout): cards whose operating system asks for it. */
import { randomBytes } from 'node:crypto'
import { concatBytes } from '../../../core/bytes.ts'
import { asciiBytes } from '../../../core/der.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { sameSecret } from '../../chip/card-crypto.ts'
import {
  diversifiedKeys,
  level,
  openCommand,
  protectResponse,
  type TransportKey,
  type TransportKeys,
  transportSession,
} from '../../chip/scp03.ts'
import type { Card, Handler } from './session.ts'
import { storeData } from './store-data.ts'

/** What the issuer derives this chip's keys from: the end of its serial number. */
const diversification = (serial: string) => asciiBytes(serial.slice(-10))

export const transportKeysOf = (key: TransportKey, serial: string): TransportKeys =>
  diversifiedKeys(key, diversification(serial))

/** Key version 30, protocol 03, options 60: random challenges, response code and encryption (Amendment D, table 5-1). */
const keyInformation = Uint8Array.of(0x30, 0x03, 0x60)

/** Commands of GlobalPlatform's class 80, and of 84 inside the channel. */
export function issuerCommand(card: Card, command: CommandApdu): ResponseApdu {
  const { session, transportKeys } = card
  if (!transportKeys) return status(0x6e00)
  if (command.cla === 0x80 && command.ins === 0x50) return initializeUpdate(card, transportKeys, command)
  const { transport } = session
  if (command.cla !== 0x84 || !transport) return status(0x6982)
  const plain = openCommand(transport.session, command)
  if (!plain) return closeTransport(card)
  if (command.ins === 0x82) return externalAuthenticate(card, plain)
  const carryOut = transport.isOpen ? channelCommands.get(command.ins) : undefined
  if (!carryOut) return transport.isOpen ? status(0x6d00) : closeTransport(card)
  return protectResponse(transport.session, carryOut(card, plain))
}

const channelCommands: ReadonlyMap<number, Handler> = new Map([[0xe2, storeData]])

function closeTransport({ session }: Card): ResponseApdu {
  session.transport = null
  return status(0x6982)
}

function initializeUpdate(card: Card, keys: TransportKeys, { data: host }: CommandApdu): ResponseApdu {
  if (host.length !== 8) return status(0x6700)
  const challenge = Uint8Array.from(randomBytes(8))
  const session = transportSession(keys, { host, card: challenge })
  card.session.transport = { session, isOpen: false }
  const answer = [diversification(card.serial), keyInformation, challenge, session.cardCryptogram]
  return { data: concatBytes(...answer), status: 0x9000 }
}

/** Without encryption the channel is not opened: keys are to come through it. */
function externalAuthenticate(card: Card, { p1, p2, data }: CommandApdu): ResponseApdu {
  const { transport } = card.session
  const least = level.commandCode | level.commandEncryption
  const isKnown = transport && !transport.isOpen && sameSecret(data, transport.session.hostCryptogram)
  if (!isKnown || p2 !== 0 || (p1 & least) !== least) return closeTransport(card)
  transport.session.level = p1
  transport.isOpen = true
  return status(0x9000)
}
