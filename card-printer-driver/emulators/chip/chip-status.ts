/**
 * GET DATA 00CA DF20: what a station asks before it writes. The open applet says nothing of itself; every vendor's card has a command
 * of its own for it, GlobalPlatform's being the card production life cycle 9F7F.
 *
 *     DF20 L { 80 life cycle 1 | 81 serial number 16 | 82 free bytes 3 }
 */
import { asciiBytes } from '../../../core/der.ts'
import { encodeTlv } from '../../../core/lds/tlv.ts'
import { status, type CommandApdu, type ResponseApdu } from '../../chip/apdu.ts'
import { stateCode } from './life-cycle.ts'
import type { Card } from './session.ts'

const statusObject = 0xdf20

export function getData({ memory, serial }: Card, { p1, p2 }: CommandApdu): ResponseApdu {
  if (p1 * 256 + p2 !== statusObject) return status(0x6a88)
  const { free } = memory
  const content = [
    encodeTlv(0x80, Uint8Array.of(stateCode(memory))),
    encodeTlv(0x81, asciiBytes(serial)),
    encodeTlv(0x82, Uint8Array.of(free >> 16, free >> 8, free)),
  ]
  return { data: encodeTlv(statusObject, ...content), status: 0x9000 }
}
