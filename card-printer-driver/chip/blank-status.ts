import { LdsError } from '../../core/lds/lds-error.ts'
import { readTlv, readTlvs } from '../../core/lds/tlv.ts'
import type { PresentedChip } from './chip-encoder.ts'
import { plainLine, sendOk, type ChipLine } from './chip-line.ts'
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

/** Each state only sets bits that the one before has not. */
export const stateCodes: Readonly<Record<BlankState, number>> = {
  BLANK: 0,
  PERSONALISING: 1,
  PERSONALISED: 3,
  LOCKED: 7,
}
export const blankStates = Object.keys(stateCodes) as readonly BlankState[]

const step = { name: 'GET DATA status', clause: 'ISO 7816-4, 7.4.2' }

/** Asks a chip how far it is: DF20 { 80 life cycle, 81 serial number, 82 free bytes }. */
export async function readBlankStatus(line: ChipLine, profile: PersonalisationProfile): Promise<BlankStatus> {
  const objects = readObjects(await sendOk(line, step, profile.status))
  const state = blankStates.find((name) => stateCodes[name] === objects.get(0x80)?.[0])
  const serial = String.fromCharCode(...(objects.get(0x81) ?? []))
  const free = objects.get(0x82)?.reduce((sum, byte) => sum * 256 + byte, 0)
  if (!state || !/^[0-9A-Z]{16}$/.test(serial) || free === undefined)
    throw new ChipAnswerUnreadable(step.name, step.clause)
  return { state, serial, free }
}

/** Powers the chip and asks it. Throws ChipLost and what its answers may be refused for. */
export async function chipStatus(chip: PresentedChip, profile: PersonalisationProfile): Promise<BlankStatus> {
  const channel = await chip.connect()
  try {
    const line = plainLine(channel)
    await sendOk(line, { name: 'SELECT', clause: 'ISO 7816-4, 7.1.1' }, profile.select)
    return await readBlankStatus(line, profile)
  } finally {
    await channel.close(true)
  }
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
