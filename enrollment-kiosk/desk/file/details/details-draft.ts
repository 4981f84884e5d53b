import type { DetailsCommand, SessionView } from '../../../../core/contracts/desk/session.ts'
import { ageOn, type CalendarDate, partialDateSchema } from '../../../../core/dates/calendar-date.ts'
import type { DetailsField, DetailsForm } from '../../../../core/enrollment/details-form.ts'
import { feeFor } from '../../../../core/enrollment/fees.ts'
import type { PaperCase } from '../../../../core/enrollment/papers.ts'
import { packetManifestSchema } from '../../../../core/enrollment/packet.ts'
import type { ComparedFieldName } from '../../../../core/enrollment/who-wins.ts'
import { normaliseText } from '../../../../core/text/vietnamese.ts'
import { shownValue, typedValue } from '../compare/field-values.ts'
import type { Typed } from '../use-draft.ts'
import { surrenderedIn, surrenderTyped } from './surrender-draft.ts'

/** What the file says already, as it stands in the fields of the form. */
export function typedOf(session: SessionView): Typed {
  const { details, comparison } = session
  const person = Object.fromEntries(
    comparison.map(({ field, registry, card, declared }) => {
      const value = details ? details.person[field] : (declared ?? registry ?? card)
      return [`person.${field}`, field === 'sex' ? (value ?? '') : shownValue(field, value)]
    }),
  )
  const { representative, contact, delivery, fee } = details ?? {}
  const born = person['person.birthDate']
  return {
    ...person,
    'person.birthDate':
      born === '' || born === undefined ? shownValue('birthDate', session.givenBirthDate) : born,
    'person.nationality': person['person.nationality'] || 'Việt Nam',
    kind: details?.kind ?? '',
    reason: details?.reason ?? '',
    channel: details?.channel ?? 'DESK',
    hasCollectionForm: details?.hasCollectionForm ? 'yes' : '',
    ...flat('representative', representative),
    ...flat('contact', contact),
    'delivery.kind': 'PICKUP',
    ...flat('delivery', delivery),
    'fee.exemption': fee?.decision === 'EXEMPT' ? (fee.rule ?? '') : '',
    'fee.paper': fee?.paper ?? '',
    ...surrenderTyped(details?.surrendered ?? []),
  }
}

function flat(prefix: string, value: object | null | undefined): Typed {
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([key, one]) => [`${prefix}.${key}`, String(one ?? '')]),
  )
}

/** The applicant's age by what is typed; null while it does not read. */
export function ageTyped(typed: Typed, on: CalendarDate): number | null {
  const birthDate = partialDateSchema.safeParse(typedValue('birthDate', typed['person.birthDate'] ?? ''))
  return birthDate.success ? ageOn(birthDate.data, on) : null
}

const isByPost = (typed: Typed) => typed['delivery.kind'] === 'POST'

/** Fields of a part that this applicant does not need are not on the screen. */
export function isShown({ path }: DetailsField, typed: Typed, age: number | null): boolean {
  if (path.startsWith('representative.'))
    return (age !== null && age < 14) || (typed['representative.name'] ?? '') !== ''
  if (path.startsWith('delivery.') && path !== 'delivery.kind') return isByPost(typed)
  return true
}

function isRequired({ required }: DetailsField, typed: Typed, age: number | null): boolean {
  if (required === 'UNDER_14') return age !== null && age < 14
  return required === 'BY_POST' ? isByPost(typed) : required === 'ALWAYS'
}

/** A field's text as the request keeps it; null for nothing, undefined where it does not read. */
function valueOf(field: DetailsField, text: string): string | null | undefined {
  const clean = normaliseText(text)
  if (clean === '') return null
  if (field.maxLength !== null && clean.length > field.maxLength) return undefined
  switch (field.input) {
    case 'NAME':
      return clean.toLocaleUpperCase('vi')
    case 'DATE':
      return typedValue('birthDate' satisfies ComparedFieldName, clean) ?? undefined
    case 'DIGITS': {
      const digits = clean.replace(/[\s.]/g, '')
      return /^\d+$/.test(digits) && field.digits.includes(digits.length) ? digits : undefined
    }
    case 'PHONE': {
      const phone = clean.replace(/[\s.-]/g, '').replace(/^\+84/, '0')
      return /^0\d{9}$/.test(phone) ? phone : undefined
    }
    case 'CHOICE':
      return field.choices.some(({ code }) => code === clean) ? clean : undefined
    default:
      return clean
  }
}

export type FieldFault = 'EMPTY' | 'UNREADABLE'

/** What is wrong with the fields on the screen, by their path. */
export function faultsOf(form: DetailsForm, typed: Typed, on: CalendarDate): ReadonlyMap<string, FieldFault> {
  const age = ageTyped(typed, on)
  const faults = new Map<string, FieldFault>()
  for (const field of form.boxes.flatMap(({ fields }) => fields)) {
    if (!isShown(field, typed, age) || field.input === 'TICK') continue
    const value = valueOf(field, typed[field.path] ?? '')
    if (value === undefined) faults.set(field.path, 'UNREADABLE')
    else if (value === null && isRequired(field, typed, age)) faults.set(field.path, 'EMPTY')
  }
  return faults.size > 0 ? faults : refusedFields(form, typed, on)
}

/** What only the request as a whole refuses, as an e-mail address that is none. */
function refusedFields(form: DetailsForm, typed: Typed, on: CalendarDate): ReadonlyMap<string, FieldFault> {
  const { error } = readDetails(form, typed, { on, centre: 'HERE' })
  return new Map((error?.issues ?? []).map(({ path }) => [path.join('.'), 'UNREADABLE']))
}

const detailsSchema = packetManifestSchema.pick({
  kind: true,
  reason: true,
  channel: true,
  person: true,
  representative: true,
  hasCollectionForm: true,
  contact: true,
  delivery: true,
  fee: true,
  surrendered: true,
})

interface Asked {
  readonly on: CalendarDate
  /** Where the card is collected if nothing else is chosen. */
  readonly centre: string
}

function readDetails(form: DetailsForm, typed: Typed, { on, centre }: Asked) {
  const values = new Map(
    form.boxes
      .flatMap(({ fields }) => fields)
      .map((field) => [field.path, valueOf(field, typed[field.path] ?? '') ?? null]),
  )
  const part = (prefix: string) =>
    Object.fromEntries(
      [...values]
        .filter(([path]) => path.startsWith(`${prefix}.`))
        .map(([path, value]) => [path.slice(prefix.length + 1), value]),
    )
  const representative = part('representative')
  return detailsSchema.safeParse({
    kind: values.get('kind'),
    reason: values.get('reason'),
    channel: values.get('channel'),
    person: part('person'),
    representative: representative['name'] === null ? null : representative,
    hasCollectionForm: typed['hasCollectionForm'] === 'yes',
    contact: part('contact'),
    delivery: isByPost(typed)
      ? part('delivery')
      : { kind: 'PICKUP', centre: typed['delivery.centre'] || centre },
    fee: feeIn(typed, on),
    surrendered: surrenderedIn(typed),
  })
}

/** The request as it is typed; null while something of it does not read. */
export function detailsIn(form: DetailsForm, typed: Typed, asked: Asked): DetailsCommand | null {
  const parsed = readDetails(form, typed, asked)
  return parsed.success ? parsed.data : null
}

type TypedPaperCase = Omit<PaperCase, 'claims' | 'papers' | 'registered'>

/** What decides which papers are needed, from as much as is typed; null before kind and date of birth can be read. */
export function paperCaseIn(typed: Typed, on: CalendarDate): TypedPaperCase | null {
  const kind = packetManifestSchema.shape.kind.safeParse(typed['kind'])
  const birthDate = partialDateSchema.safeParse(typedValue('birthDate', typed['person.birthDate'] ?? ''))
  if (!kind.success || !birthDate.success) return null
  const representative = packetManifestSchema.shape.representative.safeParse({
    name: typed['representative.name'],
    number: typed['representative.number'],
    relation: typed['representative.relation'],
  })
  return {
    kind: kind.data,
    reason: typed['reason'] ?? '',
    representative: representative.data ?? null,
    hasCollectionForm: typed['hasCollectionForm'] === 'yes',
    fee: feeIn(typed, on),
    surrendered: surrenderedIn(typed),
    person: {
      birthDate: birthDate.data,
      fatherName: typed['person.fatherName'] || null,
      motherName: typed['person.motherName'] || null,
    },
  }
}

/** The fee as the officer decided it; amount and rule follow from the request. */
export function feeIn(typed: Typed, on: CalendarDate): DetailsCommand['fee'] {
  const kind = packetManifestSchema.shape.kind.safeParse(typed['kind'])
  if (!kind.success) return null
  const exemption = typed['fee.exemption'] || null
  const { decision, amount, rule } = feeFor({ kind: kind.data, reason: typed['reason'] ?? '', on, exemption })
  return { decision, amount, rule, paper: decision === 'EXEMPT' ? typed['fee.paper'] || null : null }
}
