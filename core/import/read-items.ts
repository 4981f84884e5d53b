import type { CalendarDate } from '../dates/calendar-date.ts'
import type { FieldValue } from '../forms/answers.ts'
import type { AddressPart, CorrectableField, FormDefinition } from '../forms/definition.ts'
import { type FaultAt, faultOf } from '../forms/faults.ts'
import { readAnswer } from '../forms/read-answer.ts'
import type { EncodingSign } from '../text/legacy-encodings.ts'
import type { ResidentProfile, Source } from './mapping-profile.ts'
import { type RowFault, rowFault } from './row-faults.ts'
import { isFault, type ReadSource, sourceReader } from './sources.ts'
import type { RowUnit } from './units.ts'

/** How an item stands on a row. */
export const itemStates = ['FILLED', 'UNKNOWN', 'EMPTY', 'ILLEGAL'] as const
export type ItemState = (typeof itemStates)[number]

/** What was made of one item of a row. */
export interface ItemReading {
  readonly value: FieldValue | null
  /** Share of the item's weight, as the form counts it. */
  readonly credit: number
  readonly state: ItemState
  readonly faults: readonly RowFault[]
  readonly sign: EncodingSign | null
}

/** Reads one item from the values of a row, in the order of the columns that the profile asks for. */
export type ReadItem = (values: readonly string[], unit: RowUnit | null) => ItemReading

/**
 * Items without which there is no record. A locality's data often lack others that DC01 asks for: those are loaded and
 * kept as missing, to be topped up; on paper the same form would go back to its citizen.
 */
const essential: ReadonlySet<string> = new Set(['name', 'birthDate', 'sex'])

export function blocks(
  field: string,
  { fault, severity }: { readonly fault: string; readonly severity: string },
): boolean {
  return severity === 'BLOCKING' && (fault !== 'MISSING' || essential.has(field))
}

/** Answers of a hamlet repeat row after row: so many of each item are kept, then forgotten together. */
const mostKept = 1024
/** Items that hardly two rows share; relatives are those of a household. */
const personal: ReadonlySet<string> = new Set(['name', 'number'])

/** A reader for each item of the form, in its order. */
export function itemReaders(
  profile: ResidentProfile,
  definition: FormDefinition,
  wanted: readonly string[],
): readonly ReadItem[] {
  return definition.fields
    .filter((field): field is CorrectableField => field.type !== 'CHANGES')
    .map((field) => {
      const answer = answerOf(profile, field, wanted)
      const read: ReadItem = (values, unit) => judged(field, answer(values, unit), profile.asOf)
      return personal.has(field.id) ? read : remembered(read, answer.places)
    })
}

/** The answer of a row to an item, in the shapes of core/forms/answers.ts, or what keeps it from being one. */
interface AnswerOf {
  (values: readonly string[], unit: RowUnit | null): Answered
  /** Positions of the values that it reads. */
  readonly places: readonly number[]
}
interface Answered {
  readonly answer: unknown
  readonly faults: readonly RowFault[]
  readonly sign: EncodingSign | null
}

function judged(field: CorrectableField, { answer, faults, sign }: Answered, on: CalendarDate): ItemReading {
  if (faults.length > 0) return { value: null, credit: 0, state: 'ILLEGAL', faults, sign }
  const { value, credit, faults: found } = readAnswer(field, answer, on)
  const told = found.map((fault) => toldOf(field, fault))
  return { value, credit, state: stateOf(value, told), faults: told, sign }
}

function toldOf(field: CorrectableField, at: FaultAt): RowFault & { readonly missing: boolean } {
  const fault = faultOf(field, at)
  const place = at.part === null ? field.id : `${field.id}.${at.part}`
  return {
    field: place,
    reason: at.rule,
    blocking: blocks(field.id, fault),
    missing: fault.fault === 'MISSING',
  }
}

function stateOf(value: FieldValue | null, faults: readonly { readonly missing: boolean }[]): ItemState {
  if (value?.type === 'UNKNOWN') return 'UNKNOWN'
  if (faults.some(({ missing }) => !missing)) return value ? 'FILLED' : 'ILLEGAL'
  return value ? 'FILLED' : 'EMPTY'
}

function remembered(read: ReadItem, places: readonly number[]): ReadItem {
  const known = new Map<string, ItemReading>()
  return (values, unit) => {
    let key = unit?.unit.code ?? ''
    for (const place of places) key += `\n${values[place] ?? ''}`
    const before = known.get(key)
    if (before) return before
    if (known.size >= mostKept) known.clear()
    const reading = read(values, unit)
    known.set(key, reading)
    return reading
  }
}

const isSource = (from: object): from is Source => !('parts' in from || 'oneLine' in from || 'choice' in from)

function answerOf(profile: ResidentProfile, field: CorrectableField, wanted: readonly string[]): AnswerOf {
  const id = field.id as keyof ResidentProfile['fields']
  const from = profile.fields[id]
  const reader = (source: Source) => sourceReader(source, wanted)
  if (field.id === 'permanentAddress') {
    const parts = from && 'parts' in from ? from.parts : {}
    return partsAnswer(field.id, readersOf(parts, reader), (unit) => partsOfUnit(unit, field))
  }
  if (!from) return Object.assign(() => ({ answer: undefined, faults: [], sign: null }), { places: [] })
  if (isSource(from)) return singleAnswer(field.id, reader(from))
  if ('parts' in from) return partsAnswer(field.id, readersOf(from.parts, reader), () => ({}))
  if ('choice' in from) return partsAnswer(field.id, readersOf(from, reader), () => ({}))
  return lineAnswer(field.id, reader(from.oneLine), field)
}

const readersOf = (
  sources: Readonly<Record<string, Source | undefined>>,
  reader: (source: Source) => ReadSource,
): readonly (readonly [string, ReadSource])[] =>
  Object.entries(sources).flatMap(([part, source]) => (source ? [[part, reader(source)] as const] : []))

function partsOfUnit(unit: RowUnit | null, field: CorrectableField): Readonly<Record<string, string>> {
  if (!unit || field.type !== 'ADDRESS') return {}
  const { province, district, commune } = unit.names
  const asked = field.parts.some(({ part }) => part === 'district')
  return { province, commune, ...(asked && district !== null && { district }) }
}

function singleAnswer(id: string, read: ReadSource): AnswerOf {
  const answer = (values: readonly string[]): Answered => {
    const said = read(values)
    if (!isFault(said)) return { answer: said, faults: [], sign: null }
    return { answer: undefined, faults: [rowFault(said.fault, id)], sign: said.sign ?? null }
  }
  return Object.assign(answer, { places: read.places })
}

function partsAnswer(
  id: string,
  parts: readonly (readonly [string, ReadSource])[],
  given: (unit: RowUnit | null) => Readonly<Record<string, string>>,
): AnswerOf {
  const answer = (values: readonly string[], unit: RowUnit | null): Answered => {
    const faults: RowFault[] = []
    const said: Record<string, unknown> = { ...given(unit) }
    let sign: EncodingSign | null = null
    for (const [part, read] of parts) {
      const one = read(values)
      if (isFault(one)) {
        faults.push(rowFault(one.fault, `${id}.${part}`))
        sign ??= one.sign ?? null
      } else if (one !== undefined) said[part] = one
    }
    return { answer: said, faults, sign }
  }
  return Object.assign(answer, { places: parts.flatMap(([, read]) => read.places) })
}

/** "…, Xã Mẫu, Huyện Thử, Tỉnh Hà Nam": units from the end; what is before them is left to the printed text. */
function lineAnswer(id: string, read: ReadSource, field: CorrectableField): AnswerOf {
  const single = singleAnswer(id, read)
  const levels: readonly AddressPart[] =
    field.type === 'ADDRESS' && field.parts.some(({ part }) => part === 'district')
      ? ['province', 'district', 'commune']
      : ['province', 'commune']
  const answer = (values: readonly string[], unit: RowUnit | null): Answered => {
    const said = single(values, unit)
    if (typeof said.answer !== 'string') return said
    const names = said.answer.split(',').toReversed()
    const units = names.length > 2 ? (['province', 'district', 'commune'] as const) : levels
    const parts = units.flatMap((part, i) => (names[i] === undefined ? [] : [[part, names[i]] as const]))
    return { ...said, answer: Object.fromEntries(parts) }
  }
  return Object.assign(answer, { places: single.places })
}
