import { LdsError } from '../../core/lds/lds-error.ts'
import { readTlv, readTlvs } from '../../core/lds/tlv.ts'
import { sendOk, type ChipLine } from './chip-line.ts'
import type { PersonalisationProfile } from './personalisation-profile.ts'
import { ChipAnswerUnreadable } from './refusals.ts'

/** How far a chip is; from PERSONALISED on it guards its files, once LOCKED for good. */
export type BlankState = 'BLANK' | 'PERSONALISING' | 'PERSONALISED' | 'LOCKED'

export interface BlankStatus {
  readonly state: BlankState
  readonly serial: string
  /** Bytes. */
  readonly free: number
}

const states: ReadonlyMap<number, BlankState> = new Map([
  [0, 'BLANK'],
  [1, 'PERSONALISING'],
  [3, 'PERSONALISED'],
  [7, 'LOCKED'],
])

const step = { name: 'GET DATA status', clause: 'ISO 7816-4, 7.4.2' }

/** Asks a chip how far it is: DF20 { 80 life cycle, 81 serial number, 82 free bytes }. */
export async function readBlankStatus(line: ChipLine, profile: PersonalisationProfile): Promise<BlankStatus> {
  const objects = readObjects(await sendOk(line, step, profile.status))
  const state = states.get(objects.get(0x80)?.[0] ?? -1)
  const serial = String.fromCharCode(...(objects.get(0x81) ?? []))
  const free = objects.get(0x82)?.reduce((sum, byte) => sum * 256 + byte, 0)
  if (!state || !/^[0-9A-Z]{16}$/.test(serial) || free === undefined)
    throw new ChipAnswerUnreadable(step.name, step.clause)
  return { state, serial, free }
}

function readObjects(answer: Uint8Array): ReadonlyMap<number, Uint8Array> {
  try {
    const { content } = readTlv(answer, 0xdf20, null)
    return new Map(readTlvs(content, null).map((one) => [one.tag, one.content]))
  } catch (error) {
    if (error instanceof LdsError) throw new ChipAnswerUnreadable(step.name, step.clause)
    throw error
  }
}
