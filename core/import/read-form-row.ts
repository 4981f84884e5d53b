import { normaliseText } from '../text/vietnamese.ts'
import type { EncodingSign } from '../text/legacy-encodings.ts'
import { encodingSign } from '../text/legacy-encodings.ts'
import type { FieldValue } from '../forms/answers.ts'
import { contradictions } from '../forms/contradictions.ts'
import type { FormDefinition } from '../forms/definition.ts'
import { formDefinition } from '../forms/versions.ts'
import { blocks, type ItemReading, type ItemState, itemReaders } from './read-items.ts'
import type { ResidentProfile } from './mapping-profile.ts'
import { type RowFault, rowFault } from './row-faults.ts'
import { unknownAnswer } from '../forms/answers.ts'
import { isFault, sourceReader } from './sources.ts'
import type { RowUnit, RowUnits } from './units.ts'
import { unitReader } from './read-unit.ts'

/** A row of a locality's data as a DC01. */
export interface FormRow {
  /** The row's own key; null where it has none. */
  readonly key: string | null
  readonly unit: RowUnit | null
  readonly answers: Readonly<Record<string, FieldValue>>
  /** As of the form: 0 to 100. */
  readonly score: number
  /** Nine digits of a column of their own. */
  readonly legacyNumber: string | null
  /** Of each item of the form, in its order. */
  readonly states: readonly ItemState[]
  readonly faults: readonly RowFault[]
  readonly signs: readonly EncodingSign[]
}

/** Reads rows whose values stand in the order of the columns that the profile asks for. */
export interface FormRowReader {
  readonly definition: FormDefinition
  read(values: readonly string[]): FormRow
}

/**
 * Reads rows by the DC01 in force on the profile's day, with the form's own readers and rules: the same answers, faults and
 * score as validateForm of the same answers would give. Items that many rows share are read once.
 */
export function formRowReader(
  profile: ResidentProfile,
  wanted: readonly string[],
  units: RowUnits,
): FormRowReader {
  const definition = formDefinition('DC01', profile.asOf)
  const items = itemReaders(profile, definition, wanted)
  const weights = definition.fields.map(({ weight }) => weight)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const readUnit = unitReader(profile, wanted, units)
  const readKey = keyReader(profile, wanted)
  const readLegacy = legacyReader(profile, wanted)
  return {
    definition,
    read(values) {
      const { unit, faults: unitFaults } = readUnit(values)
      const readings = items.map((item) => item(values, unit))
      const answers: Record<string, FieldValue> = {}
      const faults: RowFault[] = [...unitFaults]
      const signs: EncodingSign[] = []
      let reached = 0
      for (let i = 0; i < readings.length; i++) {
        const { value, credit, faults: found, sign } = readings[i] as ItemReading
        if (value) answers[definition.fields[i]?.id ?? ''] = value
        if (found.length > 0) faults.push(...found)
        if (sign) signs.push(sign)
        reached += (weights[i] ?? 0) * credit
      }
      for (const fault of contradictions(definition, answers, profile.asOf)) {
        faults.push({ field: fault.field, reason: fault.rule, blocking: blocks(fault.field, fault) })
      }
      const { key, fault: keyFault } = readKey(values)
      const { number: legacyNumber, fault: legacyFault } = readLegacy(values)
      for (const fault of [keyFault, legacyFault]) if (fault) faults.push(fault)
      const states = readings.map(({ state }) => state)
      // As core/forms/validate.ts rounds it.
      const score = Math.floor((100 * reached) / total + 1e-9)
      return { key, unit, answers, score, legacyNumber, states, faults, signs }
    },
  }
}

const longestKey = 300

function keyReader({ key }: ResidentProfile, wanted: readonly string[]) {
  const places = key.map((name) => wanted.indexOf(normaliseText(name)))
  return (values: readonly string[]): { key: string | null; fault: RowFault | null } => {
    const parts = places.map((place) => (values[place] ?? '').trim())
    const joined = parts.join('\n')
    if (parts.some((part) => part === '') || joined.length > longestKey)
      return { key: null, fault: rowFault('KEY_MISSING') }
    if (encodingSign(joined.replaceAll('\n', ' '))) return { key: null, fault: rowFault('WRONG_ENCODING') }
    return { key: joined, fault: null }
  }
}

function legacyReader({ legacyNumber }: ResidentProfile, wanted: readonly string[]) {
  const read = legacyNumber && sourceReader(legacyNumber, wanted)
  return (values: readonly string[]): { number: string | null; fault: RowFault | null } => {
    const said = read?.(values)
    if (said === undefined || said === unknownAnswer) return { number: null, fault: null }
    if (isFault(said)) return { number: null, fault: rowFault(said.fault, 'legacyNumber') }
    const digits = typeof said === 'string' ? said.replaceAll(/[\s.-]/g, '') : ''
    if (digits === '') return { number: null, fault: null }
    return /^\d{9}$/.test(digits)
      ? { number: digits, fault: null }
      : { number: null, fault: rowFault('DIGITS_ILLEGAL', 'legacyNumber') }
  }
}
