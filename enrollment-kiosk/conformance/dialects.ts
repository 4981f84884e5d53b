import { concatBytes } from '../../core/bytes.ts'
import type { Bilingual } from '../../core/errors.ts'
import { hostPacket, opcodes, SsiReader } from '../devices/barcode/ssi-packet.ts'
import { instructions } from '../devices/ef01/instructions.ts'
import { defaultAddress, encodePacket, packetKind, PacketReader } from '../devices/ef01/packet.ts'
import { commands as suprema, parameters } from '../devices/suprema/commands.ts'
import { encodePacket as encodeSuprema, PacketReader as SupremaReader } from '../devices/suprema/packet.ts'
import { commands as ucam, encodeMessage, MessageReader } from '../devices/ucam/message.ts'
import { commands as vc0706, encodeCommand, ReplyReader } from '../devices/vc0706/frame.ts'

/** A protocol as a judge meets it: one question without effect, its answers, and the same question asked wrongly. */
export interface Dialect {
  readonly name: string
  readonly title: Bilingual
  /** Speeds at which the device may work, likeliest first. */
  readonly baudRates: readonly number[]
  readonly question: Uint8Array
  /** Begins to listen; how many whole answers to the question end in these bytes. */
  readonly listen: () => (bytes: Uint8Array) => number
  /** With a wrong checksum; null where the protocol has none. */
  readonly damaged: Uint8Array | null
  /** To another device on the line; null where there are no addresses. */
  readonly elsewhere: Uint8Array | null
  /** Milliseconds after which a question that broke off is forgotten. */
  readonly forgets: number
}

/** The question with the last bit of one byte turned round. */
function flipped(question: Uint8Array, fromEnd: number): Uint8Array {
  const copy = question.slice()
  copy[copy.length - fromEnd]! ^= 1
  return copy
}

const readSysPara = (address: number) =>
  encodePacket({
    address,
    kind: packetKind.command,
    content: Uint8Array.of(instructions.readSysPara.code),
  })
const readModuleId = encodeSuprema({
  command: suprema.readParameter.code,
  parameter: 0,
  size: 0,
  flag: parameters.moduleId,
})

function countReplies(): (bytes: Uint8Array) => number {
  const awaited = { serialNumber: 0, command: vc0706.getVersion }
  let reader = new ReplyReader(awaited)
  return (bytes) => {
    let count = 0
    for (let rest = bytes; ;) {
      const found = reader.push(rest)
      if (!found) return count
      count++
      rest = found.rest
      reader = new ReplyReader(awaited)
    }
  }
}

export const dialects: readonly Dialect[] = [
  {
    name: 'ef01',
    title: { vi: 'Đầu đọc vân tay họ EF01', en: 'EF01 fingerprint module' },
    baudRates: [57_600, 115_200, 9600, 38_400, 19_200],
    question: readSysPara(defaultAddress),
    listen: () => {
      const reader = new PacketReader()
      return (bytes) =>
        reader
          .push(bytes)
          .filter((one) => one !== 'damaged' && one.kind === packetKind.acknowledge && one.content.length > 1)
          .length
    },
    damaged: flipped(readSysPara(defaultAddress), 1),
    elsewhere: readSysPara(0x0000_0001),
    forgets: 1100,
  },
  {
    name: 'suprema',
    title: { vi: 'Đầu đọc vân tay Suprema SFM', en: 'Suprema SFM fingerprint module' },
    baudRates: [115_200, 57_600, 921_600, 460_800, 230_400, 38_400, 19_200, 9600],
    question: readModuleId,
    listen: () => {
      const reader = new SupremaReader(() => null)
      return (bytes) =>
        reader
          .push(bytes)
          .filter((one) => one !== 'damaged' && one.packet.command === suprema.readParameter.code).length
    },
    damaged: flipped(readModuleId, 2),
    elsewhere: null,
    forgets: 1100,
  },
  {
    name: 'vc0706',
    title: { vi: 'Máy ảnh VC0706', en: 'VC0706 camera' },
    baudRates: [38_400, 115_200, 57_600, 19_200, 9600],
    question: encodeCommand(0, vc0706.getVersion),
    listen: countReplies,
    damaged: null,
    elsewhere: encodeCommand(7, vc0706.getVersion),
    forgets: 1100,
  },
  {
    name: 'ucam',
    title: { vi: 'Máy ảnh OV528 (uCAM)', en: 'OV528 camera (uCAM)' },
    baudRates: [115_200, 921_600, 57_600, 9600],
    question: encodeMessage(ucam.sync),
    listen: () => {
      const reader = new MessageReader()
      return (bytes) => reader.push(bytes).filter(({ command }) => command === ucam.sync).length
    },
    damaged: null,
    elsewhere: null,
    forgets: 0,
  },
  {
    name: 'ssi',
    title: { vi: 'Đầu đọc mã, giao thức SSI', en: 'Code reader with SSI' },
    baudRates: [9600, 115_200],
    question: hostPacket(opcodes.requestRevision),
    listen: () => {
      const reader = new SsiReader()
      return (bytes) =>
        reader.push(bytes).filter((one) => one !== 'damaged' && one.opcode === opcodes.replyRevision).length
    },
    damaged: flipped(hostPacket(opcodes.requestRevision), 1),
    elsewhere: null,
    forgets: 0,
  },
]

export const twice = (bytes: Uint8Array) => concatBytes(bytes, bytes)
