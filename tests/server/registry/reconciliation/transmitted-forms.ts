/** Forms that were keyed and transmitted, and a locality whose review has passed. */
import { randomUUID } from 'node:crypto'
import type { FormAnswers } from '../../../../core/forms/answers.ts'
import type { FormKind } from '../../../../core/forms/definition.ts'
import { validateForm } from '../../../../core/forms/validate.ts'
import { formDefinitionOf } from '../../../../core/forms/versions.ts'
import { calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import type { App } from '../../../../server/kernel/app.ts'
import { dateOf, instantAt } from '../../../../server/kernel/clock.ts'
import { orderPrintRun } from '../../../../server/registry/forms/order-print-run.ts'
import { officerOf } from '../../../support/officers.ts'
import type { Applicant } from '../../../support/people.ts'

/** Phúc tra of a unit's forms, passed. */
export async function acceptLocality(app: App, unitCode: string, formKind: FormKind = 'DC01'): Promise<void> {
  const [id, officer, at] = [randomUUID(), randomUUID(), app.clock()]
  const day = dateOf(calendarDateAt(at))
  await app.db.reviewPlan.create({
    data: {
      id,
      unitCode,
      formKind,
      seed: 'mẫu',
      teamName: 'Tổ phúc tra mẫu',
      confidence: 0.95,
      margin: 0.05,
      threshold: 0.9,
      recheckShare: 0.1,
      expectedErrors: 0.1,
      population: 10,
      sampleSize: 5,
      scheduledFrom: day,
      scheduledTo: day,
      createdById: officer,
      createdAt: instantAt(at),
      decisions: {
        create: {
          attempt: 1,
          unitCode,
          formKind,
          decision: 'ACCEPTED',
          seed: 'mẫu',
          result: {},
          decidedById: officer,
          decidedAt: instantAt(at),
        },
      },
    },
  })
}

const letters = [...'ABCDEGHIKLMNOPQRSTUVXY']
let people = 0

/** A name that no other person of a test file has. */
export function freshName(family = 'TRẦN THỊ'): string {
  const nth = people++
  return `${family} ${letters[nth % 22]}${letters[Math.floor(nth / 22) % 22]}`
}

export const here = { province: 'Hà Nội', commune: 'Phường Mẫu Một', house: 'Số 5' }

/** A filled-in DC01 without a blocking fault, of somebody new. */
export function answersOf(changes: FormAnswers = {}): FormAnswers {
  const name = typeof changes['name'] === 'string' ? changes['name'] : freshName()
  return {
    name,
    birthDate: '15/02/1990',
    sex: 'FEMALE',
    maritalStatus: 'SINGLE',
    bloodType: 'O',
    birthRegistrationPlace: { province: 'Hà Nội', commune: 'Phường Mẫu Một' },
    placeOfOrigin: { province: 'Hà Nội', commune: 'Phường Mẫu Một' },
    ethnicity: 'Kinh',
    religion: 'Không',
    nationality: 'VN',
    permanentAddress: here,
    father: { name: 'TRẦN VĂN MẪU' },
    mother: { name: freshName('LÊ THỊ') },
    head: { name },
    relationToHead: 'HEAD',
    ...changes,
  }
}

/** The answers that somebody of the register would give. */
export function answersFor({ person, number }: Applicant, changes: FormAnswers = {}): FormAnswers {
  return answersOf({
    name: person.name,
    birthDate: person.birthDate,
    sex: person.sex,
    ethnicity: person.ethnicity,
    number,
    father: { name: person.fatherName ?? '' },
    mother: { name: person.motherName ?? '' },
    ...changes,
  })
}

export interface Transmitted {
  readonly unitCode?: string
  readonly kind?: FormKind
}

/** A form that stands before the register, with what was keyed of it. */
export async function transmitted(
  app: App,
  answers: FormAnswers,
  { unitCode = '00002', kind = 'DC01' }: Transmitted = {},
): Promise<string> {
  const printer = officerOf('REGISTRAR', unitCode)
  const printRunId = await orderPrintRun(app, printer, { kind, unitCode, count: 1 })
  const form = await app.db.form.findFirstOrThrow({ where: { printRunId } })
  const read = validateForm(formDefinitionOf(form.definition), answers, calendarDateAt(app.clock()))
  const faults = read.faults.map(({ field, rule, severity }) => ({ field, rule, severity }))
  await app.db.form.update({
    where: { serial: form.serial },
    data: {
      status: 'TRANSMITTED',
      answers: JSON.parse(JSON.stringify(read.answers)),
      score: read.score,
      faults,
    },
  })
  return form.serial
}
