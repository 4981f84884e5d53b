import type { CalendarDate } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import type { ResidentItem } from './resident-items.ts'

/** DC01 collects a person's data; DC02, in its meaning until 30/06/2024, supplements and corrects them. */
export type FormKind = 'DC01' | 'DC02'
export const formKinds: readonly FormKind[] = ['DC01', 'DC02']

interface FieldBase {
  /** Unique within the definition; the key of its answer. */
  readonly id: string
  /** Number of the item on paper; several fields may share one ("14. Cha, mẹ, vợ/chồng …"). */
  readonly item: number
  readonly label: Bilingual
  /** How to fill it in, with the article that asks for it. */
  readonly help: Bilingual
  readonly required: boolean
  /** Whether "không rõ" is an answer; it is never the same as an empty one. */
  readonly mayBeUnknown: boolean
  /** Share in the completeness score; 0 for what only some people have. */
  readonly weight: number
  /** The items of the registry that the answer goes to. */
  readonly feeds: readonly ResidentItem[]
}

/** Words: a name (letters only, kept in capitals) or anything that is written. */
export interface TextField extends FieldBase {
  readonly type: 'TEXT'
  readonly content: 'NAME' | 'WORDS'
  readonly maxLength: number
  /** Boxes on paper, one for each letter; null for a line. */
  readonly cells: number | null
}

/** Day, month and year in boxes; day, or day and month, may be unknown. */
export interface DateField extends FieldBase {
  readonly type: 'DATE'
}

/** Digits in boxes, as many as one of `lengths`. */
export interface DigitsField extends FieldBase {
  readonly type: 'DIGITS'
  readonly lengths: readonly number[]
}

export interface Choice {
  readonly code: string
  readonly label: Bilingual
  /** Beside its box stands a line to write on ("Nước khác: …"). */
  readonly written: boolean
}

/** Boxes of which exactly one is ticked. */
export interface ChoiceField extends FieldBase {
  readonly type: 'CHOICE'
  readonly choices: readonly Choice[]
}

export const addressParts = ['province', 'district', 'commune', 'hamlet', 'street', 'house'] as const
export type AddressPart = (typeof addressParts)[number]

export interface AddressPartOnForm {
  readonly part: AddressPart
  readonly label: Bilingual
  readonly required: boolean
}

/** An address by the levels of units that the form's time knows, from the largest down. */
export interface AddressField extends FieldBase {
  readonly type: 'ADDRESS'
  readonly parts: readonly AddressPartOnForm[]
}

export const personParts = ['name', 'number', 'nationality'] as const
export type PersonPart = (typeof personParts)[number]

/** Another person: name, number (9 or 12 digits) and nationality, as far as the form asks. */
export interface PersonField extends FieldBase {
  readonly type: 'PERSON'
  readonly parts: readonly PersonPart[]
}

/** What a correction may change, with the field of the collection form that says what is legal for it. */
export type CorrectableField = TextField | DateField | DigitsField | ChoiceField | AddressField | PersonField

/** Rows of "item, before, after, evidence". */
export interface ChangesField extends FieldBase {
  readonly type: 'CHANGES'
  /** Rows on paper. */
  readonly rows: number
  readonly items: readonly CorrectableField[]
}

export type FormField = CorrectableField | ChangesField

export interface FormDefinition {
  readonly kind: FormKind
  /** Names this definition for ever: a form keeps the one it was printed by. */
  readonly version: string
  readonly title: Bilingual
  /** The text that prescribes the form, as printed in its corner. */
  readonly prescribedBy: string
  readonly validFrom: CalendarDate
  /** First day on which it is no longer used; null while it is. */
  readonly validTo: CalendarDate | null
  /** Levels of units that the heading names, from the largest: where the form was filled in. */
  readonly headingUnits: readonly AddressPartOnForm[]
  readonly fields: readonly FormField[]
}
