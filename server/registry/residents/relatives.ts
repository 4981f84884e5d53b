import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import type { ResidentRows } from './resident-rows.ts'

/** What somebody is to the person whose record it is. */
export type Kinship = 'FATHER' | 'MOTHER' | 'SPOUSE' | 'CHILD' | 'REPRESENTATIVE' | 'REPRESENTED'

export interface Relative {
  readonly kinship: string
  readonly name: string
  readonly number: string | null
  /** Old number of nine digits. */
  readonly legacyNumber: string | null
  readonly nationality: string | null
  /** Null for somebody outside the register. */
  readonly residentId: string | null
  /** Where the relation stands: needed to end it. Null where it stands in the other person's record. */
  readonly relationshipId: string | null
  readonly validFrom: CalendarDate | null
  readonly validTo: CalendarDate | null
}

type Own = ResidentRows['relationships'][number]
type Other = ResidentRows['relatedTo'][number]

const day = (date: Date | null) => date && calendarDateOf(date)

/** What the other person is, when that person's record says that this one is … */
function mirrored(kind: string, sex: string): Kinship | null {
  if (kind === 'FATHER' || kind === 'MOTHER') return 'CHILD'
  if (kind === 'CHILD') return sex === 'FEMALE' ? 'MOTHER' : 'FATHER'
  if (kind === 'SPOUSE') return 'SPOUSE'
  return kind === 'REPRESENTATIVE' ? 'REPRESENTED' : null
}

/** Relations both ways: those of the record itself, and those that other records have to it, each person once per relation. */
export function relativesOf({ relationships, relatedTo }: ResidentRows): readonly Relative[] {
  const own = relationships.map(ofOwnRecord)
  const known = new Set(own.map(({ kinship, residentId }) => `${kinship} ${residentId}`))
  const others = relatedTo
    .map(ofOtherRecord)
    .filter((one) => one !== null)
    .filter(({ kinship, residentId }) => !known.has(`${kinship} ${residentId}`))
  return [...own, ...others]
}

function ofOwnRecord({ id, kind, name, number, related, relatedId, validFrom, validTo }: Own): Relative {
  return {
    kinship: kind,
    name: related?.name ?? name,
    number: related?.number ?? number,
    legacyNumber: related?.legacyDocuments[0]?.number ?? null,
    nationality: related?.nationality ?? null,
    residentId: relatedId,
    relationshipId: id,
    validFrom: day(validFrom),
    validTo: day(validTo),
  }
}

function ofOtherRecord({ kind, resident, validFrom, validTo }: Other): Relative | null {
  const kinship = mirrored(kind, resident.sex)
  return (
    kinship && {
      kinship,
      name: resident.name,
      number: resident.number,
      legacyNumber: resident.legacyDocuments[0]?.number ?? null,
      nationality: resident.nationality,
      residentId: resident.id,
      relationshipId: null,
      validFrom: day(validFrom),
      validTo: day(validTo),
    }
  )
}
