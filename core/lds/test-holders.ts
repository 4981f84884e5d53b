/** Invented people as chips tell of them. */
import * as fc from 'fast-check'
import { asciiBytes } from '../der.ts'
import { concatBytes, fromHex } from '../bytes.ts'
import { wrapJp2 } from '../biometrics/jp2.ts'
import type { ChipPerson, ChipPicture } from '../card/chip-person.ts'
import { chipProfiles } from '../card/chip-profile.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { chipHolder } from '../synthetic/chip-holder.ts'
import { demoCommunes } from '../synthetic/places.ts'
import { syntheticHouseholds } from '../synthetic/population.ts'

export const profile = chipProfiles['cc-2024']
const on = '2026-11-22' as CalendarDate
const issue = { issuedOn: on, noExpiry: profile.noExpiry.mrz }

/** Everybody of a population of this seed who has a number. */
export function holders(seed: number, residents: number): readonly ChipPerson[] {
  const plan = { seed, residents, on, units: demoCommunes }
  return [...syntheticHouseholds(plan)].flatMap((household) =>
    household.members.flatMap((resident) => chipHolder(resident, household, issue) ?? []),
  )
}

/** Any person of any synthetic population. */
export const anyHolder: fc.Arbitrary<ChipPerson> = fc
  .tuple(fc.nat(), fc.nat())
  .map(([seed, nth]) => {
    const people = holders(seed, 4)
    return people[nth % people.length]
  })
  .filter((person) => person !== undefined)

/** A person with everything told, whose texts are easy to recognise. */
export function plainHolder(changes: Partial<ChipPerson> = {}): ChipPerson {
  const person = holders(1, 40).find(({ spouseName }) => spouseName !== null)
  if (!person) throw new RangeError('nobody is married')
  return { ...person, ...changes }
}

/** A JP2 file whose header is right and whose pixels nobody decodes. */
export function jp2Of(width: number, height: number, { components = 3, bytes = 400 } = {}): ChipPicture {
  const four = (value: number) => Uint8Array.of(value >>> 24, value >> 16, value >> 8, value)
  const zeros = new Uint8Array(8)
  const size = concatBytes(four(width), four(height), zeros, four(width), four(height), zeros)
  const each = Array.from({ length: components }, () => Uint8Array.of(7, 1, 1))
  const codestream = concatBytes(
    fromHex('ff4fff51'),
    Uint8Array.of(0, 38 + 3 * components, 0, 0),
    size,
    Uint8Array.of(0, components),
    ...each,
    asciiBytes('x'.repeat(bytes)),
  )
  return { format: 'JP2', bytes: wrapJp2(codestream), width, height }
}

/** A WSQ file whose frame header is right and whose pixels nobody decodes: comment, frame, end. */
export function wsqOf(width: number, height: number): ChipPicture {
  const two = (value: number) => [value >> 8, value & 0xff]
  const frame = [
    0xff,
    0xa2,
    0,
    17,
    0,
    255,
    ...two(height),
    ...two(width),
    ...Array.from({ length: 9 }, () => 0),
  ]
  const comment = [0xff, 0xa8, 0, 5, 0x61, 0x62, 0x63]
  return {
    format: 'WSQ',
    bytes: Uint8Array.of(0xff, 0xa0, ...comment, ...frame, 0xff, 0xa1),
    width,
    height,
  }
}
