import type { UnitTree } from '../../../core/citizen/administrative-units.ts'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import { calendarDateOf } from '../../kernel/clock.ts'
import { readOtherData } from '../other-data.ts'
import { type Placed, placedIn } from './places.ts'
import { type Relative, relativesOf } from './relatives.ts'
import type { ResidentRows } from './resident-rows.ts'

export interface NumberPeriod {
  readonly number: string
  /** ACTIVE, CANCELLED */
  readonly state: string
  readonly allottedOn: CalendarDate
  readonly cancelledOn: CalendarDate | null
  /** The number established in its place. */
  readonly successor: string | null
  readonly reason: string | null
}

export interface IdentityDocument {
  /** CMND9, CMND12, CCCD_BARCODE, CCCD_CHIP, or the template of a card of this system. */
  readonly kind: string
  readonly number: string
  readonly issuedOn: CalendarDate | null
  readonly issuedBy: string | null
  /** Null: none was given, or không thời hạn. */
  readonly expiresOn: CalendarDate | null
  readonly archivePlace: string | null
}

export interface AddressEntry extends Placed {
  readonly kind: string
  readonly text: string
}

export interface StatusEntry extends Placed {
  readonly status: string
  readonly reason: string | null
}

export interface HouseholdMemberEntry {
  readonly residentId: string
  readonly name: string
  readonly number: string | null
  readonly birthDate: string
  readonly relation: string
}

export interface HouseholdEntry extends Placed {
  readonly id: string
  readonly addressText: string
  readonly relation: string
  readonly headName: string
  readonly headNumber: string | null
  /** Of today; empty for a household that the person has left. */
  readonly members: readonly HouseholdMemberEntry[]
}

/** One person's record, read by its parts. */
export interface ResidentRecord {
  readonly row: ResidentRows
  readonly numbers: readonly NumberPeriod[]
  readonly documents: readonly IdentityDocument[]
  readonly addresses: readonly AddressEntry[]
  readonly statuses: readonly StatusEntry[]
  readonly relatives: readonly Relative[]
  /** All that the person was in, the newest last. */
  readonly households: readonly HouseholdEntry[]
  /** Fields of which a source said "không rõ". */
  readonly unknown: ReadonlySet<string>
}

const day = (date: Date | null) => date && calendarDateOf(date)

export function residentRecord(row: ResidentRows, tree: UnitTree): ResidentRecord {
  return {
    row,
    numbers: row.numbers.map(({ status, allottedOn, cancelledOn, ...number }) => ({
      ...number,
      state: status,
      allottedOn: calendarDateOf(allottedOn),
      cancelledOn: day(cancelledOn),
    })),
    documents: [
      ...row.legacyDocuments.map(({ issuedOn, expiresOn, ...document }) => ({
        ...document,
        issuedOn: day(issuedOn),
        expiresOn: day(expiresOn),
      })),
      ...row.cards.map(({ template, serial, issuedOn, expiresOn }) => ({
        kind: template,
        number: serial,
        issuedOn: calendarDateOf(issuedOn),
        issuedBy: null,
        expiresOn: day(expiresOn),
        archivePlace: null,
      })),
    ],
    addresses: row.addresses.map((address) => ({
      kind: address.kind,
      text: address.text,
      ...placedIn(tree, address),
    })),
    statuses: row.statuses.map((period) => ({
      status: period.status,
      reason: period.reason,
      ...placedIn(tree, period),
    })),
    relatives: relativesOf(row),
    households: row.memberships.map((member) => householdEntry(member, tree)),
    unknown: new Set(readOtherData(row.otherData).unknown),
  }
}

function householdEntry(member: ResidentRows['memberships'][number], tree: UnitTree): HouseholdEntry {
  const { household, relation, validFrom, validTo } = member
  const { id, head, unit, addressText, members } = household
  return {
    id,
    addressText,
    relation,
    headName: head.name,
    headNumber: head.number,
    ...placedIn(tree, { unit, validFrom, validTo }),
    members:
      validTo === null
        ? members.map(({ resident, relation: is }) => ({
            residentId: resident.id,
            name: resident.name,
            number: resident.number,
            birthDate: resident.birthDate,
            relation: is,
          }))
        : [],
  }
}
