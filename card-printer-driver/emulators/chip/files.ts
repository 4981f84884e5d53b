/**
 * Selecting and reading (Doc 9303-10, 3.6): SELECT by application, by file and of the master file; READ BINARY with a short file
 * identifier, and with odd instruction beyond 32767 bytes.
 */
import { equalBytes } from '../../../core/bytes.ts'
import { chipFiles, emrtdApplication } from '../../../core/lds/chip-files.ts'
import { encodeTlv, readTlv } from '../../../core/lds/tlv.ts'
import type { CvRights } from '../../../core/pki/cv-certificate.ts'
import { status, twoBytes, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { guarded, stateOf } from './life-cycle.ts'
import type { ChipMemory } from './memory.ts'
import type { Card, FilePlace, Session } from './session.ts'

const masterFile = 0x3f00

export const fileArea = ({ application, fid }: FilePlace) =>
  `${application ? 'application' : 'master'}:${fid.toString(16).padStart(4, '0')}`

export const fileHere = ({ application }: Session, fid: number): FilePlace => ({ application, fid })

const cardAccessFile: FilePlace = { application: false, fid: chipFiles.CARD_ACCESS.fid }
export const cardAccess = (memory: ChipMemory) => memory.read(fileArea(cardAccessFile))

/**
 * EF.ATR/INFO, burned in by the chip's maker: the most bytes of a command and of an answer (ISO/IEC 7816-4, 12.7.1). Another one may
 * be written over it.
 */
const infoFile: FilePlace = { application: false, fid: 0x2f01 }
const mostCommand = 4096
const mostAnswer = 4352
const info = encodeTlv(0x7f66, ...[mostCommand, mostAnswer].map((most) => encodeTlv(0x02, twoBytes(most))))

function contentOf(memory: ChipMemory, place: FilePlace): Uint8Array | null {
  if (memory.has(fileArea(place))) return memory.read(fileArea(place))
  return fileArea(place) === fileArea(infoFile) ? info : null
}

/** What a reader must have shown in Terminal Authentication (TR-03110-3, C.4.1). */
const terminalRights: ReadonlyMap<number, keyof CvRights> = new Map([
  [chipFiles.DG3.fid, 'fingers'],
  [chipFiles.DG4.fid, 'irises'],
])

export function select(card: Card, { p1, p2, data }: CommandApdu): ResponseApdu {
  if ((p2 & 0xf3) !== 0) return status(0x6a86)
  if (p1 === 0x04) return selectApplication(card, p2, data)
  if (p1 === 0x00 && (data.length === 0 || fileId(data) === masterFile)) {
    Object.assign(card.session, { application: false, file: null })
    return status(0x9000)
  }
  return p1 === 0x00 || p1 === 0x02 ? selectFile(card, data) : status(0x6a86)
}

function selectApplication(card: Card, p2: number, aid: Uint8Array): ResponseApdu {
  if (!equalBytes(aid, emrtdApplication)) return status(0x6a82)
  Object.assign(card.session, { application: true, file: null })
  // P2 0C asks for no answer, 00 for file control information (ISO/IEC 7816-4, 7.1.1).
  return p2 === 0x0c
    ? status(0x9000)
    : { data: encodeTlv(0x6f, encodeTlv(0x84, emrtdApplication)), status: 0x9000 }
}

const fileId = (data: Uint8Array) => (data.length === 2 ? (data[0] ?? 0) * 256 + (data[1] ?? 0) : -1)

function selectFile(card: Card, data: Uint8Array): ResponseApdu {
  const fid = fileId(data)
  if (fid === -1) return status(0x6700)
  const { memory, session } = card
  const place = fileHere(session, fid)
  // Before access the chip does not even say which files its application has.
  if (guarded(memory) && session.application && !mayRead(card, place)) return status(0x6982)
  if (!contentOf(memory, place)) return status(0x6a82)
  session.file = place
  return status(0x9000)
}

/** Access conditions of Doc 9303-11, 4.2 and 9.2.11, and of TR-03110-1, 3.1. */
function mayRead({ memory, session }: Card, { application, fid }: FilePlace): boolean {
  if (!application && [cardAccessFile.fid, infoFile.fid].includes(fid)) return true
  if (!guarded(memory) || !session.secure || !session.access) return false
  if (!application) return session.access !== 'BAC'
  const right = terminalRights.get(fid)
  if (right === undefined || stateOf(memory) !== 'LOCKED') return true
  return session.terminal.verified?.[right] === true
}

export function readBinary(card: Card, command: CommandApdu): ResponseApdu {
  if (command.ins === 0xb1) return readOdd(card, command)
  if (command.data.length > 0) return status(0x6700)
  if ((command.p1 & 0x80) === 0) return readAt(card, { at: command.p1 * 256 + command.p2, ne: command.ne })
  const sfi = command.p1 & 0x1f
  const known = Object.values(chipFiles).find((one) => one.sfi === sfi)
  const place = known && fileHere(card.session, known.fid)
  if (!place) return status(0x6a82)
  if (!mayRead(card, place)) return status(0x6982)
  card.session.file = place
  return readAt(card, { at: command.p2, ne: command.ne })
}

/** The offset stands in an object 54, the answer in an object 53 (ISO/IEC 7816-4, 7.2.3). */
function readOdd(card: Card, { p1, p2, data, ne }: CommandApdu): ResponseApdu {
  if (p1 !== 0 || p2 !== 0) return status(0x6a86)
  const at = readTlv(data, 0x54, null).content.reduce((sum, byte) => sum * 256 + byte, 0)
  // Tag and length take up to four of the bytes asked for.
  const answer = readAt(card, { at, ne: ne > 4 ? ne - 4 : ne })
  return answer.data.length === 0 ? answer : { ...answer, data: encodeTlv(0x53, answer.data) }
}

function readAt(card: Card, { at, ne }: { readonly at: number; readonly ne: number }): ResponseApdu {
  const { file } = card.session
  if (!file) return status(0x6986)
  if (!mayRead(card, file)) return status(0x6982)
  const content = contentOf(card.memory, file)
  if (!content) return status(0x6a82)
  if (at >= content.length) return status(0x6b00)
  // Room for what secure messaging puts around it.
  const data = Uint8Array.from(content.subarray(at, at + Math.min(ne, mostAnswer - 64)))
  // Le 00 takes what there is; any other Le is answered in full or with a warning (ISO/IEC 7816-4, 5.6).
  return { data, status: data.length < ne && ne % 256 !== 0 ? 0x6282 : 0x9000 }
}
