import { hash } from 'node:crypto'
import { cardItems, type CardRow, cardRowReader, cardStates } from '../../../core/import/read-card-row.ts'
import { type FormRow, formRowReader } from '../../../core/import/read-form-row.ts'
import type { FileRecord } from '../../../core/import/record-reader.ts'
import { type RowFault, rowFault } from '../../../core/import/row-faults.ts'
import { contentOf, personKeyOf, stagePerson, type StagedPerson } from '../../../core/import/staged-person.ts'
import type { SurveyedRow } from '../../../core/import/survey.ts'
import type { ImportContext } from './import-context.ts'
import { cardText, drawNumber, personText } from './staging.ts'

/** What a file should not have twice. */
export type RepeatKind = 'KEY' | 'NUMBER' | 'PERSON'

/** A row as the survey sees it, with what it should not share with another, hashed. */
export interface SurveyRow extends SurveyedRow {
  readonly seen: readonly (readonly [RepeatKind, string])[]
}

/** A row as it is loaded. */
export interface LoadRow {
  readonly line: number
  readonly lastLine: number
  /** Byte behind the row. */
  readonly end: number
  readonly faults: readonly RowFault[]
  /** Columns of the staging table behind batch and job; null for a row that is refused. */
  readonly text: string | null
  /** What no two rows of one batch may share: key, numbers, name with date of birth; each as a {@link markOf}. */
  readonly marks: readonly number[]
  /** Marks of relatives: whoever has them is to be in the register before. */
  readonly refersTo: readonly number[]
  /** Whether the row is complete and nothing contradicts on it. */
  readonly correct: boolean
}

/** How a file's records become rows. */
export interface RowReader {
  /** Names of the items that the survey counts. */
  readonly items: readonly string[]
  surveyed(record: FileRecord): SurveyRow
  loaded(record: FileRecord): LoadRow
}

/** By the target of the profile. */
export function rowReader(context: ImportContext): RowReader {
  return context.profile.target === 'RESIDENT' ? personReader(context) : cardReader(context)
}

/** 128 bits of SHA-256: enough to tell the rows of a country apart. */
const digest = (text: string): string => hash('sha256', text, 'hex').slice(0, 32)

const placeOf = ({ line, lastLine, end }: FileRecord) => ({ line, lastLine, end })
const refused = { text: null, marks: [], refersTo: [], correct: false } as const

const brokenFault = ({ broken }: FileRecord): readonly RowFault[] => [rowFault(broken ?? 'CUT_OFF')]
const unread = { states: null, score: null, signs: [], seen: [] } as const

const isBlocked = (faults: readonly RowFault[]) => faults.some(({ blocking }) => blocking)

function personReader(context: ImportContext): RowReader {
  const { profile, file, units } = context
  if (profile.target !== 'RESIDENT') throw new TypeError('not a profile of people')
  const { definition, read } = formRowReader(profile, file.wanted, units)
  const personOf = (row: FormRow) => (isBlocked(row.faults) ? null : stagePerson(row, definition, units))
  return {
    items: definition.fields.map(({ id }) => id),
    surveyed(record) {
      if (!record.values) return { line: record.line, faults: brokenFault(record), ...unread }
      const row = read(record.values)
      const { states, score, faults, signs, key } = row
      const person = personOf(row)
      const seen = person && key !== null ? seenOf(person, key) : []
      return { line: record.line, states, score, faults, signs, seen }
    },
    loaded(record) {
      if (!record.values) return { ...placeOf(record), ...refused, faults: brokenFault(record) }
      const row = read(record.values)
      const person = personOf(row)
      const { faults, key } = row
      if (!person || key === null) return { ...placeOf(record), ...refused, faults }
      const sourceKey = digest(key)
      const drawn = person.number === null ? drawNumber(person) : null
      const own = { line: record.line, sourceKey, contentHash: digest(contentOf(person)), drawn }
      return {
        ...placeOf(record),
        faults,
        text: personText(context, person, own),
        marks: marksOf(person, { sourceKey, drawn }),
        refersTo: relativesOf(person).flatMap(numberMark),
        correct: person.missing.length === 0 && faults.every(isHarmless),
      }
    },
  }
}

/** An address of the past may name a level of units that the form of today does not. */
const isHarmless = ({ reason }: RowFault) => reason === 'PART_NOT_ON_FORM'

function seenOf(person: StagedPerson, key: string): SurveyRow['seen'] {
  const numbers = [person.number, person.legacyNumber].filter((number) => number !== null)
  return [
    ['KEY', digest(key)],
    ...numbers.map((number) => ['NUMBER', digest(number)] as const),
    ['PERSON', digest(personKeyOf(person))],
  ]
}

/**
 * Thirty bits of FNV-1a: a batch keeps some ten thousand marks while it is under way, which as texts would be a burden to
 * the collector of garbage. Two that fall together by chance only end a batch early.
 */
function markOf(kind: string, text: string): number {
  let mark = 0x81_1c_9d_c5
  for (const part of [kind, text])
    for (let i = 0; i < part.length; i++) mark = Math.imul(mark ^ part.charCodeAt(i), 0x01_00_01_93)
  return mark >>> 2
}

const numberMark = (number: string | null) => (number === null ? [] : [markOf('number', number)])
const personMark = (nameMatchingKey: string, birthDate: string) =>
  markOf('person', `${nameMatchingKey} ${birthDate}`)

function marksOf(
  { number, legacyNumber, nameMatchingKey, birthDate }: StagedPerson,
  { sourceKey, drawn }: { readonly sourceKey: string; readonly drawn: string | null },
): readonly number[] {
  const numbers = [number, legacyNumber, drawn].flatMap(numberMark)
  return [markOf('key', sourceKey), ...numbers, personMark(nameMatchingKey, birthDate)]
}

const relativesOf = (person: StagedPerson) => [
  person.fatherNumber,
  person.motherNumber,
  person.spouseNumber,
  person.representativeNumber,
  person.headNumber,
]

function cardReader({ profile, file, units }: ImportContext): RowReader {
  if (profile.target !== 'LEGACY_CARD') throw new TypeError('not a profile of cards')
  const read = cardRowReader(profile, file.wanted, units)
  return {
    items: cardItems,
    surveyed(record) {
      if (!record.values) return { line: record.line, faults: brokenFault(record), ...unread }
      const row: CardRow = read(record.values)
      const { card, faults, signs } = row
      const seen = card ? ([['KEY', digest(`${card.kind} ${card.number}`)]] as const) : []
      return { line: record.line, states: cardStates(row), score: null, faults, signs, seen }
    },
    loaded(record) {
      if (!record.values) return { ...placeOf(record), ...refused, faults: brokenFault(record) }
      const { card, faults } = read(record.values)
      if (!card) return { ...placeOf(record), ...refused, faults }
      const { kind, number, nameMatchingKey, birthDate } = card
      return {
        ...placeOf(record),
        faults,
        text: cardText(card, record.line),
        marks: [
          markOf('key', `${kind} ${number}`),
          ...numberMark(number),
          personMark(nameMatchingKey, birthDate),
        ],
        refersTo: [],
        correct: faults.length === 0,
      }
    },
  }
}
