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
  if (modality === 'Face') {
    if (bio.count !== 1) throw new SbiRefused(109)
    return [{ position: 0, subtype: '' }]
  }
  const { bioSubType, exception, count, deviceSubId } = bio
  const without = new Set<string>(exception ?? [])
  const named = bioSubType?.length ? bioSubType : (groups[deviceSubId]?.map(nameOf) ?? [])
  const wanted = named.filter((name) => !without.has(name))
  if (wanted.length === 0 && named.length > 0) throw new SbiRefused(113)
  if (wanted.length > 0 && bioSubType?.length && count !== wanted.length) throw new SbiRefused(113)
  if (count < 1 || (wanted.length > 0 && count > wanted.length)) throw new SbiRefused(109)
  const names =
    wanted.length > 0 ? wanted.slice(0, count) : Array.from({ length: count }, () => unknownSubtype)
  if (
    new Set(names.filter((name) => name !== unknownSubtype)).size <
    names.filter((name) => name !== unknownSubtype).length
  )
    throw new SbiRefused(113)
  return names.map((subtype) => ({ subtype, position: fingerSubtypes[subtype] ?? 0 }))
}
