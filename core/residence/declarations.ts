import { z } from 'zod'
import { type CalendarDate, calendarDateSchema } from '../dates/calendar-date.ts'
import type { Bilingual } from '../errors.ts'
import type { ResidentItem } from '../forms/resident-items.ts'
import { isVietnameseName, normaliseText } from '../text/vietnamese.ts'

export const addressKinds = ['PERMANENT', 'TEMPORARY', 'CURRENT'] as const
export type AddressKind = (typeof addressKinds)[number]

export const residenceStatuses = [
  'PERMANENT',
  'TEMPORARY',
  'DECLARED_ABSENT',
  'ABSENT',
  'WHEREABOUTS_UNKNOWN',
] as const
export type ResidenceStatusCode = (typeof residenceStatuses)[number]

/** The three that send somebody to look after the person. */
export const absentStatuses = [
  'DECLARED_ABSENT',
  'ABSENT',
  'WHEREABOUTS_UNKNOWN',
] as const satisfies readonly ResidenceStatusCode[]

export const isAbsent = (status: string | null | undefined): boolean =>
  absentStatuses.some((absent) => absent === status)

export const absenceReasons = [
  'WORKING_ELSEWHERE',
  'STUDYING_ELSEWHERE',
  'ABROAD',
  'TREATMENT',
  'PRISON',
  'LEFT_LONG_AGO',
  'NOT_KNOWN',
] as const
export type AbsenceReason = (typeof absenceReasons)[number]

export const relationKinds = ['FATHER', 'MOTHER', 'SPOUSE', 'CHILD', 'REPRESENTATIVE'] as const
export type RelationKind = (typeof relationKinds)[number]

export const householdRelations = ['SPOUSE', 'CHILD', 'PARENT', 'OTHER'] as const
export type HouseholdRelation = (typeof householdRelations)[number]

/** Papers that prove what is declared. */
export const residenceEvidence = [
  'RESIDENCE_REQUEST',
  'DWELLING_PAPER',
  'BIRTH_CERTIFICATE',
  'MARRIAGE_CERTIFICATE',
  'CIVIL_STATUS_DECISION',
  'COURT_DECISION',
  'ABSENCE_DECLARATION',
  'VISIT',
  'EMPLOYER_OR_LANDLORD_LIST',
  'OTHER',
] as const
export type ResidenceEvidence = (typeof residenceEvidence)[number]

const text = z.string().transform(normaliseText).pipe(z.string().min(1).max(300))
const unitCode = z.string().regex(/^\d{2,5}$/)
const id = z.uuid()
const from = calendarDateSchema

/** What may be declared about a person; each with the days on which it begins. */
export const declarationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ADDRESS'), addressKind: z.enum(addressKinds), unitCode, text, from }),
  z.strictObject({
    kind: z.literal('ADDRESS_END'),
    // A permanent residence ends where the next one begins, or with the person.
    addressKind: z.enum(['TEMPORARY', 'CURRENT']),
    from,
  }),
  z
    .strictObject({
      kind: z.literal('STATUS'),
      status: z.enum(residenceStatuses),
      reason: z.enum(absenceReasons).nullable(),
      from,
    })
    .refine(({ status, reason }) => isAbsent(status) === (reason !== null)),
  z.strictObject({
    kind: z.literal('RELATIONSHIP'),
    relation: z.enum(relationKinds),
    /** The relative's number where the register has the person. */
    relatedNumber: z
      .string()
      .regex(/^\d{12}$/)
      .nullable(),
    name: z.string().transform(normaliseText).refine(isVietnameseName),
    from,
  }),
  z.strictObject({ kind: z.literal('RELATIONSHIP_END'), relationshipId: id, from }),
  z.strictObject({ kind: z.literal('HOUSEHOLD_CREATE'), unitCode, text, from }),
  z.strictObject({
    kind: z.literal('HOUSEHOLD_JOIN'),
    householdId: id,
    relation: z.enum(householdRelations),
    from,
  }),
  z.strictObject({ kind: z.literal('HOUSEHOLD_LEAVE'), from }),
  /** The person becomes head of the household they are in. */
  z.strictObject({
    kind: z.literal('HOUSEHOLD_HEAD'),
    /** What the former head is to the new one. */
    formerHead: z.enum(householdRelations),
    from,
  }),
])
export type Declaration = z.infer<typeof declarationSchema>
export type DeclarationKind = Declaration['kind']
interface DeclarationRule {
  readonly label: Bilingual
  /** Law and article, as people read them. */
  readonly law: string
}

export const declarationRules: Readonly<Record<DeclarationKind, DeclarationRule>> = {
  ADDRESS: {
    label: { vi: 'Đăng ký nơi cư trú', en: 'Registration of residence' },
    law: 'Luật Cư trú 2020, Điều 22, 28',
  },
  ADDRESS_END: {
    label: { vi: 'Xóa đăng ký tạm trú', en: 'End of residence' },
    law: 'Luật Cư trú 2020, Điều 29',
  },
  STATUS: { label: { vi: 'Tình trạng cư trú', en: 'Residence status' }, law: 'Luật Cư trú 2020, Điều 31' },
  RELATIONSHIP: {
    label: { vi: 'Thêm quan hệ thân nhân', en: 'A relative' },
    law: 'Luật Căn cước 2023, Điều 9 khoản 15',
  },
  RELATIONSHIP_END: {
    label: { vi: 'Chấm dứt quan hệ thân nhân', en: 'A relation ends' },
    law: 'Luật Căn cước 2023, Điều 9 khoản 15',
  },
  HOUSEHOLD_CREATE: {
    label: { vi: 'Lập hộ, tách hộ', en: 'A new household' },
    law: 'Luật Cư trú 2020, Điều 25',
  },
  HOUSEHOLD_JOIN: {
    label: { vi: 'Nhập hộ', en: 'Joining a household' },
    law: 'Luật Cư trú 2020, Điều 10, 20',
  },
  HOUSEHOLD_LEAVE: { label: { vi: 'Rời hộ', en: 'Leaving a household' }, law: 'Luật Cư trú 2020, Điều 10' },
  HOUSEHOLD_HEAD: {
    label: { vi: 'Thay đổi chủ hộ', en: 'Another head of household' },
    law: 'Luật Cư trú 2020, Điều 26',
  },
}

/**
 * Whether another officer decides: registrations of residence and changes of a household are decisions of the registration
 * authority (Luật Cư trú 2020, articles 22, 25, 26, 28, 29), relatives change with civil status, and that somebody is away
 * without having said so is not for one officer alone. What a person declares about themselves is only taken down:
 * the current abode (article 19), absence (article 31) and return.
 */
export function needsDecision(declaration: Declaration): boolean {
  switch (declaration.kind) {
    case 'ADDRESS':
    case 'ADDRESS_END':
      return declaration.addressKind !== 'CURRENT'
    case 'STATUS':
      return declaration.status === 'ABSENT' || declaration.status === 'WHEREABOUTS_UNKNOWN'
    default:
      return true
  }
}

/** Item of Luật Căn cước 2023, article 9, that an address of a kind is. */
export const addressItems = {
  PERMANENT: 'permanentAddress',
  TEMPORARY: 'temporaryAddress',
  CURRENT: 'currentAddress',
} as const satisfies Readonly<Record<AddressKind, ResidentItem>>

/** What a declaration changes: item → as it was and as it is to be, in words. */
export const declarationDiffSchema = z.record(
  z.string(),
  z.strictObject({ from: z.string().nullable(), to: z.string().nullable() }),
)
export type DeclarationDiff = z.infer<typeof declarationDiffSchema>

export interface Period {
  readonly validFrom: CalendarDate
  /** The first day after it; null while it runs. */
  readonly validTo: CalendarDate | null
}

/**
 * Whether a new period may begin on a day beside those on record: after the beginning of the latest, which it then ends.
 * An earlier day would rewrite what was already in force.
 */
export function mayBegin(periods: readonly Period[], on: CalendarDate): boolean {
  return periods.every(({ validFrom, validTo }) => validFrom < on && (validTo === null || validTo <= on))
}
