import { concatBytes } from '../../core/bytes.ts'
import { LdsError } from '../../core/lds/lds-error.ts'
import { encodeTlv, readTlv, readTlvs } from '../../core/lds/tlv.ts'
import { command, type CommandApdu } from './apdu.ts'

/**
 * GENERAL AUTHENTICATE carries numbered objects inside 7C, in both directions (Doc 9303-11, 4.4.4.2); every command but the last
 * of a chain has the chaining bit in its class.
 */
export type DynamicData = ReadonlyMap<number, Uint8Array>

export function generalAuthenticate(data: DynamicData, isLast: boolean): CommandApdu {
  return command(isLast ? 0x00860000 : 0x10860000, encodeDynamicData(data), 256)
}

const encodeDynamicData = (data: DynamicData) =>
  encodeTlv(0x7c, concatBytes(...[...data].map(([tag, content]) => encodeTlv(tag, content))))

/** Null for anything but one 7C with objects that stand in it once. */
export function readDynamicData(bytes: Uint8Array): DynamicData | null {
  try {
    const objects = readTlvs(readTlv(bytes, 0x7c, null).content, null)
    const data = new Map(objects.map(({ tag, content }) => [tag, content]))
    return data.size === objects.length ? data : null
  } catch (error) {
    if (error instanceof LdsError) return null
    throw error
  }
}
