import { concatBytes } from '../../../core/bytes.ts'
import {
  encodePacket,
  mostData,
  opcodes,
  refusals,
  type SsiPacket,
  SsiReader,
  sources,
} from '../../devices/barcode/ssi-packet.ts'
import { after } from '../../transport/after.ts'
import type { Wire } from '../wire.ts'

export const modes = ['text', 'ssi'] as const
export type Mode = (typeof modes)[number]

export interface Reader {
  readonly mode: Mode
  enabled: boolean
  /** Hears whether the host took the packet; null where it said nothing. */
  answered: ((taken: boolean | null) => void) | null
}

const qrSymbology = 0x1c
const revision = 'EMULATOR-R01 NBRPUBEA D0'
const answerMs = 2000
/** How often a packet is sent that the host does not acknowledge. */
const mostSends = 3

export const createReader = (mode: Mode): Reader => ({ mode, enabled: true, answered: null })

/** Answers the host; a reader in text mode hears nothing. */
export function serve(wire: Wire, reader: Reader): void {
  if (reader.mode === 'text') return
  const packets = new SsiReader()
  wire.onBytes = (bytes) => {
    for (const packet of packets.push(bytes)) void obey({ wire, reader }, packet)
  }
  wire.onPower = () => {
    reader.enabled = true
  }
}

interface Station {
  readonly wire: Wire
  readonly reader: Reader
}

const reply = ({ wire }: Station, opcode: number, data = new Uint8Array(0)) =>
  wire.send(encodePacket({ opcode, source: sources.decoder, again: false, more: false, data }))

async function obey(station: Station, packet: SsiPacket | 'damaged'): Promise<void> {
  const { wire, reader } = station
  if (wire.faults.silent) return
  if (packet === 'damaged') return reply(station, opcodes.refuse, Uint8Array.of(refusals.resend))
  wire.journal.record(`opcode ${packet.opcode.toString(16)}`, packet.data)
  const ordered = wire.orderedAnswer(packet.opcode)
  if (ordered !== null) return reply(station, opcodes.refuse, Uint8Array.of(ordered))
  switch (packet.opcode) {
    case opcodes.acknowledge:
      return reader.answered?.(true)
    case opcodes.refuse:
      return reader.answered?.(false)
    case opcodes.requestRevision:
      return reply(station, opcodes.replyRevision, Buffer.from(revision, 'latin1'))
    case opcodes.scanEnable:
    case opcodes.scanDisable:
      reader.enabled = packet.opcode === opcodes.scanEnable
      return reply(station, opcodes.acknowledge)
    default:
      return reply(station, opcodes.acknowledge)
  }
}

/** Somebody holds a code before the reader. False where it is switched off or the host never takes it. */
export async function scan(wire: Wire, reader: Reader, code: Uint8Array): Promise<boolean> {
  if (reader.mode === 'text') {
    await wire.send(concatBytes(code, Uint8Array.of(0x0d, 0x0a)))
    return true
  }
  if (!reader.enabled) return false
  for (let offset = 0; offset < code.length; offset += mostData - 1) {
    const end = offset + mostData - 1
    const data = concatBytes(Uint8Array.of(qrSymbology), code.subarray(offset, end))
    if (!(await deliver({ wire, reader }, { data, more: end < code.length }))) return false
  }
  return true
}

async function deliver(
  { wire, reader }: Station,
  { data, more }: { readonly data: Uint8Array; readonly more: boolean },
): Promise<boolean> {
  for (let send = 0; send < mostSends; send++) {
    const heard = answer(reader)
    await wire.send(
      encodePacket({ opcode: opcodes.decodeData, source: sources.decoder, again: send > 0, more, data }),
    )
    if (await heard) return true
  }
  return false
}

function answer(reader: Reader): Promise<boolean | null> {
  return new Promise((resolve) => {
    const settle = (taken: boolean | null) => {
      cancel()
      reader.answered = null
      resolve(taken)
    }
    const cancel = after(answerMs, () => settle(null))
    reader.answered = settle
  })
}
