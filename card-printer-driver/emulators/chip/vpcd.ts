/**
 * The line to vpcd, the virtual reader of vsmartcard: the card connects to the reader. Frames both ways are
 *
 *     length, 2 bytes, big-endian | message
 *
 * A message of one byte from the reader is a control: 00 power off, 01 power on, 02 reset, 04 send the ATR. Any other is a command APDU.
 * ATR and APDUs are answered, the other controls are not.
 */
import { connect, type Socket } from 'node:net'
import { DomainError } from '../../../core/errors.ts'
import { sleep } from '../../clock.ts'
import type { EmulatedChip } from './chip.ts'

export class VpcdUnreachable extends DomainError<'VPCD_UNREACHABLE'> {
  constructor() {
    super('VPCD_UNREACHABLE', {
      vi: 'Không kết nối được đầu đọc ảo vpcd. Hãy kiểm tra pcscd đang chạy và có vpcd trong reader.conf.d.',
      en: 'The virtual reader vpcd does not answer. Check that pcscd is running with vpcd in its reader.conf.d.',
    })
  }
}

const controls = { off: 0, on: 1, reset: 2, atr: 4 } as const
/** No reader has more than an extended APDU in one frame. */
const longestFrame = 0xffff
/** Milliseconds in which the reader takes a card. */
const patience = 5_000

export interface VpcdLine {
  /** Resolves when the reader has closed the line or it was closed here. */
  readonly ended: Promise<void>
  close(): void
}

/** Puts the chip into the reader. Throws VpcdUnreachable. */
export async function insertInto(
  { host, port }: { readonly host: string; readonly port: number },
  chip: EmulatedChip,
  onChange: () => void,
): Promise<VpcdLine> {
  const socket = await connected(host, port)
  const ended = serveChip(socket, chip, onChange).finally(() => socket.destroy())
  return { ended, close: () => socket.destroy() }
}

async function connected(host: string, port: number): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.off('error', refused)
      socket.setTimeout(0)
      // Whatever breaks the line later ends the reading of it.
      socket.on('error', () => undefined)
      resolve(socket)
    })
    const refused = () => reject(new VpcdUnreachable())
    socket.once('error', refused)
    // A reader that has a card already leaves the next one waiting.
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer')))
  })
}

/** Answers whoever is at the other end, reader or program, until the line or the chip is gone. */
export async function serveChip(socket: Socket, chip: EmulatedChip, onChange: () => void): Promise<void> {
  for await (const message of frames(socket)) {
    const answer = await answerTo(chip, message)
    onChange()
    // A chip without power says nothing; to the reader that is a card that was pulled.
    if (answer === 'LOST') return
    if (answer) socket.write(framed(answer))
  }
}

async function answerTo(chip: EmulatedChip, message: Uint8Array): Promise<Uint8Array | 'LOST' | null> {
  if (message.length !== 1) {
    if (chip.faults.slow) await sleep(chip.faults.slow)
    return chip.answer(message) ?? 'LOST'
  }
  switch (message[0]) {
    case controls.off:
      chip.powerOff()
      return null
    case controls.on:
    case controls.reset:
      return chip.powerOn() ? null : 'LOST'
    case controls.atr:
      return chip.faults.pulled ? 'LOST' : chip.atr
    default:
      return null
  }
}

async function* frames(socket: Socket): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0)
  try {
    for await (const part of socket as AsyncIterable<Buffer>) {
      rest = Buffer.concat([rest, part])
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const end = 2 + rest.readUInt16BE(0)
        yield Uint8Array.from(rest.subarray(2, end))
        rest = rest.subarray(end)
      }
    }
  } catch {
    // The reader broke the line: the chip is out of its field.
  }
}

function framed(message: Uint8Array): Uint8Array {
  if (message.length > longestFrame) throw new RangeError('longer than a frame')
  return Buffer.concat([Uint8Array.of(message.length >> 8, message.length & 0xff), message])
}
