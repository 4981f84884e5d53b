import { z } from 'zod'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { birthCodeOfProvince } from '../../../core/citizen/provinces.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { DomainError } from '../../../core/errors.ts'
import type { FieldValue } from '../../../core/forms/answers.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { nextState, TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { matchingKey } from '../../../core/text/vietnamese.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { move } from '../../kernel/transition.ts'
import { loadForm } from './collect-forms.ts'
import { findRecord } from '../local-registry.ts'
import { registerProvisional } from '../register-provisional.ts'

/** A blocking fault: the form goes back, it does not go into the register. */
export class FormHasFaults extends DomainError<'FORM_HAS_FAULTS'> {
  constructor(count: number) {
    super(
      'FORM_HAS_FAULTS',
      {
        vi: 'Phiếu còn thiếu hoặc sai thông tin bắt buộc, chưa nạp được.',
        en: 'Required items of the form are missing or wrong; it cannot be loaded.',
      },
      { count },
    )
  }
}

/** The number on the form belongs to somebody with another name, birth date or sex. */
export class FormContradictsRegister extends DomainError<'FORM_CONTRADICTS_REGISTER'> {
  constructor() {
    super('FORM_CONTRADICTS_REGISTER', {
      vi: 'Thông tin trên phiếu khác với dữ liệu đã có của số định danh này; cần đối chiếu.',
      en: 'The form differs from what the register holds under this number; it must be reconciled.',
    })
  }
}

const storedFaults = z.array(z.object({ severity: z.enum(['BLOCKING', 'WARNING']) }))
type Answers = Readonly<Partial<Record<string, FieldValue>>>

/**
 * Loads a transmitted form: a known number is matched, somebody without one gets a record and a number from the form.
 * Nothing of the register is overwritten: differences are refused for reconciliation.
 */
export async function loadFormIntoRegister(
  app: App,
  actor: Actor,
  input: { readonly serial: string },
): Promise<string> {
  const form = await loadForm(app.db, input.serial)
  await authorise(app, actor, 'form.load', form.unitCode)
  // Asked before a record is made: a form that may not be loaded yet must leave nothing in the register.
  if (!nextState(collectionFormLifecycle, form.status, 'load')) {
    throw new TransitionRefused(collectionFormLifecycle.name, form.status, 'load')
  }
  const blocking = storedFaults
    .parse(form.faults ?? [])
    .filter(({ severity }) => severity === 'BLOCKING').length
  if (blocking > 0) throw new FormHasFaults(blocking)
  const person = personOf((form.answers ?? {}) as unknown as Answers, form.unitCode)
  const number = await numberFor(app, actor, {
    person,
    serial: form.serial,
    answers: (form.answers ?? {}) as unknown as Answers,
  })
  return app.db.$transaction(async (tx) => {
    const { residentId } = await tx.identityNumber.findUniqueOrThrow({ where: { number } })
    await move(tx, collectionFormLifecycle, form, {
      event: 'load',
      actor,
      at: app.clock(),
      data: { residentId },
    })
    return residentId
  })
}

async function numberFor(
  app: App,
  actor: Actor,
  form: { readonly person: DeclaredPerson; readonly serial: string; readonly answers: Answers },
): Promise<string> {
  const written = digitsOf(form.answers['number'])
  if (written?.length !== 12) {
    return (await registerProvisional(app, actor, { person: form.person, reference: form.serial })).number
  }
  const number = parseCitizenNumber(written)
  const record = await findRecord(app.db, number, app.clock())
  const same =
    record &&
    matchingKey(record.person.name) === matchingKey(form.person.name) &&
    record.person.birthDate === form.person.birthDate &&
    record.person.sex === form.person.sex
  if (!same) throw new FormContradictsRegister()
  return number
}

const textOf = (value: FieldValue | undefined) => (value?.type === 'TEXT' ? value.text : null)
const digitsOf = (value: FieldValue | undefined) => (value?.type === 'DIGITS' ? value.digits : null)
const choiceOf = (value: FieldValue | undefined) =>
  value?.type === 'CHOICE' ? (value.written ?? value.choice) : null
const nameOf = (value: FieldValue | undefined) => (value?.type === 'PERSON' ? value.name : null)

function addressOf(value: FieldValue | undefined): string {
  if (value?.type !== 'ADDRESS') return ''
  const { house, street, hamlet, commune, district, province } = value.parts
  return [house, street, hamlet, commune, district, province].filter(Boolean).join(', ')
}

function nationalityOf(value: FieldValue | undefined): string {
  return value?.type === 'CHOICE' && value.choice === 'OTHER' && value.written ? value.written : 'Việt Nam'
}

/** Where the birth was registered decides the first three digits; without a province no number can be made. */
function birthProvinceOf(answers: Answers): string {
  const place = answers['birthRegistrationPlace']
  const province = place?.type === 'ADDRESS' ? place.parts.province : null
  const code = province ? birthCodeOfProvince(province) : null
  if (!code) throw new FormHasFaults(1)
  return code
}

/** The form's answers in the registry's words. A blank that may be blank stays unknown. */
function personOf(answers: Answers, unitCode: string): DeclaredPerson {
  const { birthDate } = answers
  if (birthDate?.type !== 'DATE') throw new FormHasFaults(1)
  const legacy = digitsOf(answers['number'])
  return {
    name: textOf(answers['name']) ?? '',
    birthDate: birthDate.date,
    sex: choiceOf(answers['sex']) === 'FEMALE' ? 'FEMALE' : 'MALE',
    nationality: nationalityOf(answers['nationality']),
    ethnicity: textOf(answers['ethnicity']) ?? 'Không rõ',
    religion: textOf(answers['religion']),
    birthRegistrationPlace: addressOf(answers['birthRegistrationPlace']),
    placeOfOrigin: addressOf(answers['placeOfOrigin']),
    residence: addressOf(answers['permanentAddress']),
    residenceUnit: unitCode,
    birthProvince: birthProvinceOf(answers),
    legacyNumber: legacy?.length === 9 ? legacy : null,
    fatherName: nameOf(answers['father']),
    motherName: nameOf(answers['mother']),
  }
}
