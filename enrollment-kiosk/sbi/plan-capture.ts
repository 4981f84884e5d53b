import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { slapFingers } from '../../core/biometrics/slaps.ts'
import type { Modality } from './devices.ts'
import { SbiRefused } from './error-codes.ts'
import { type BioRequest, fingerSubtypes, unknownSubtype } from './messages.ts'

/** One sample to take; position 0 where nobody said which finger, or it is a face. */
export interface Planned {
  readonly position: FingerPosition | 0
  readonly subtype: string
}

/** Sub-ids of a scanner: left hand, right hand, thumbs. */
const groups: Readonly<Record<number, readonly FingerPosition[]>> = {
  1: slapFingers[14].toReversed(),
  2: slapFingers[13],
  3: slapFingers[15],
}
const nameOf = (position: FingerPosition) =>
  Object.keys(fingerSubtypes).find((name) => fingerSubtypes[name] === position) ?? unknownSubtype

/** What is to be captured, in the order in which it is asked for. Throws SbiRefused 109, 113. */
export function planCapture(modality: Modality, bio: BioRequest): readonly Planned[] {
  const { count } = bio
  if (modality === 'Face') {
    if (count !== 1) throw new SbiRefused(109)
    return [{ position: 0, subtype: '' }]
  }
  return fingersOf(bio).map((subtype) => ({ subtype, position: fingerSubtypes[subtype] ?? 0 }))
}

/** The fingers that are named; else those of the sub-id's hand; else as many as are asked for, whichever they are. */
function fingersOf({ bioSubType, exception, count, deviceSubId }: BioRequest): readonly string[] {
  if (!Number.isInteger(count) || count < 1) throw new SbiRefused(109)
  const without = new Set<string>(exception ?? [])
  const named = bioSubType?.length ? bioSubType : groups[deviceSubId]?.map(nameOf)
  if (!named) return Array.from({ length: count }, () => unknownSubtype)
  const wanted = named.filter((name) => !without.has(name))
  const known = wanted.filter((name) => name !== unknownSubtype)
  if (wanted.length === 0 || new Set(known).size < known.length) throw new SbiRefused(113)
  if (bioSubType?.length && count !== wanted.length) throw new SbiRefused(113)
  if (count > wanted.length) throw new SbiRefused(109)
  return wanted.slice(0, count)
}
