import { type PersonField, type PersonValues } from '../../core/adjudication/demographic-differences.ts'
import type { CalendarDate } from '../../core/dates/calendar-date.ts'
import { type DeclaredPerson, declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { empty, known } from '../../core/reconciliation/sources.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import type { Transaction } from '../kernel/db.ts'
import { readPerson } from '../registry/read-person.ts'
import { type CaseEvent, eventsOf } from './case-history.ts'

/** One of the two sides of the screen: somebody of the register, and the file whose biometrics are shown. */
export interface CasePerson {
  readonly residentId: string
  /** Of the unit that keeps the record; '' where nobody does. */
  readonly unitCode: string
  readonly number: string | null
  readonly values: PersonValues
  readonly file: ShownFile | null
  readonly files: readonly PersonFile[]
  readonly cards: readonly PersonCard[]
  readonly numbers: readonly PersonNumber[]
  readonly history: readonly CaseEvent[]
}

const sample = {
  id: true,
  kind: true,
  position: true,
  impression: true,
  sha256: true,
  width: true,
  height: true,
  dpi: true,
  device: true,
  exception: true,
  quality: true,
  capturedAt: true,
} as const satisfies Prisma.BiometricSampleSelect
export type ShownSample = Prisma.BiometricSampleGetPayload<{ select: typeof sample }>

const shown = {
  id: true,
  code: true,
  receivedAt: true,
  centre: { select: { code: true, name: true } },
  samples: { select: sample, orderBy: [{ kind: 'asc' }, { position: 'asc' }, { impression: 'asc' }] },
} as const satisfies Prisma.ApplicationSelect
export type ShownFile = Prisma.ApplicationGetPayload<{ select: typeof shown }>

const file = {
  residentId: true,
  id: true,
  code: true,
  kind: true,
  status: true,
  receivedAt: true,
  centreCode: true,
} as const
export type PersonFile = Prisma.ApplicationGetPayload<{ select: typeof file }>
const card = {
  residentId: true,
  serial: true,
  status: true,
  number: true,
  issuedOn: true,
  expiresOn: true,
} as const
export type PersonCard = Prisma.CardGetPayload<{ select: typeof card }>
const number = {
  residentId: true,
  number: true,
  status: true,
  allottedOn: true,
  cancelledOn: true,
  successor: true,
  reason: true,
} as const
export type PersonNumber = Prisma.IdentityNumberGetPayload<{ select: typeof number }>

const change = { residentId: true, appliedAt: true, createdAt: true, diff: true } as const

/** Of one side of the screen. */
export interface Side {
  readonly residentId: string
  /** The file whose biometrics stand for this side. */
  readonly applicationId: string | null
  /** What was declared at the desk: what the applicant says now, beside what the register has. */
  readonly declared: unknown
}

/** All sides of a case, each table asked once; the records of the register one by one. */
export async function readSides(
  tx: Transaction,
  sides: readonly Side[],
  on: CalendarDate,
): Promise<CasePerson[]> {
  const residentIds = sides.map(({ residentId }) => residentId)
  const of = { where: { residentId: { in: residentIds } } }
  const files = await tx.application.findMany({ ...of, select: file, orderBy: { id: 'desc' } })
  const cards = await tx.card.findMany({ ...of, select: card, orderBy: { id: 'desc' } })
  const numbers = await tx.identityNumber.findMany({
    ...of,
    select: number,
    orderBy: [{ allottedOn: 'desc' }, { number: 'asc' }],
  })
  const legacy = await tx.legacyDocument.findMany({
    where: { ...of.where, kind: 'CMND9' },
    orderBy: { issuedOn: 'desc' },
    select: { residentId: true, number: true },
  })
  const changes = await tx.residentChange.findMany({
    where: { ...of.where, status: 'APPLIED' },
    select: change,
  })
  const shownIds = sides.flatMap(({ applicationId }) => applicationId ?? [])
  const shownFiles = await tx.application.findMany({ where: { id: { in: shownIds } }, select: shown })
  const persons: CasePerson[] = []
  for (const { residentId, applicationId, declared } of sides) {
    const person = await readPerson(tx, residentId, on)
    const theirs = <Row extends { readonly residentId: string | null }>(rows: readonly Row[]) =>
      rows.filter((row) => row.residentId === residentId)
    const [old] = theirs(legacy)
    const past = { files: theirs(files), cards: theirs(cards), numbers: theirs(numbers) }
    persons.push({
      residentId,
      unitCode: person.unitCode,
      number: person.number,
      values: {
        ...person.values,
        legacyNumber: old ? known(old.number) : empty,
        ...declaredValues(declared),
      },
      file: shownFiles.find(({ id }) => id === applicationId) ?? null,
      ...past,
      history: eventsOf({ ...past, changes: theirs(changes) }),
    })
  }
  return persons
}

/** Which item of what is declared at the desk is which row. */
const declaredFields = {
  name: 'name',
  birthDate: 'birthDate',
  sex: 'sex',
  legacyNumber: 'legacyNumber',
  fatherName: 'fatherName',
  motherName: 'motherName',
  ethnicity: 'ethnicity',
  nationality: 'nationality',
  religion: 'religion',
  birthRegistrationPlace: 'birthRegistrationPlace',
  birthProvince: 'birthProvince',
  placeOfOrigin: 'placeOfOrigin',
  residence: 'permanentAddress',
} as const satisfies Readonly<Partial<Record<keyof DeclaredPerson, PersonField>>>

function declaredValues(declared: unknown): PersonValues {
  const person = declaredPersonSchema.safeParse(declared).data
  if (!person) return {}
  return Object.fromEntries(
    Object.entries(declaredFields).flatMap(([item, field]) => {
      const value = person[item as keyof typeof declaredFields]
      return value === null || value === '' ? [] : [[field, known(value)]]
    }),
  )
}
