import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormAnswers } from '../../../core/forms/answers.ts'
import { signedSteps, type SignedStep } from '../../../core/forms/collection.ts'
import { collectForms } from '../../../server/registry/forms/collect-forms.ts'
import { keyForm, readAnswers } from '../../../server/registry/forms/key-form.ts'
import { loadFormIntoRegister } from '../../../server/registry/forms/load-form.ts'
import { orderPrintRun } from '../../../server/registry/forms/order-print-run.ts'
import { sendBackForm } from '../../../server/registry/forms/send-back-form.ts'
import { receiveForms, sendForms } from '../../../server/registry/forms/transfer-forms.ts'
import { voidForm } from '../../../server/registry/forms/void-form.ts'
import { transmitForms } from '../../../server/registry/scanning-office/transmit-forms.ts'
import { formProgress } from '../../../server/registry/progress/form-progress.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'
import { acceptLocality } from './reconciliation/transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const unitCode = '01'
const registrar = officerOf('REGISTRAR')
const collector = officerOf('COLLECTOR')
const keyers = [
  officerOf('KEY_ENTRY_OPERATOR'),
  officerOf('KEY_ENTRY_OPERATOR'),
  officerOf('KEY_ENTRY_OPERATOR'),
] as const

const formOf = (serial: string) => running.app.db.form.findUniqueOrThrow({ where: { serial } })

async function printed(count: number): Promise<readonly string[]> {
  const id = await orderPrintRun(running.app, registrar, { kind: 'DC01', unitCode, count })
  const forms = await running.app.db.form.findMany({ where: { printRunId: id }, orderBy: { serial: 'asc' } })
  return forms.map(({ serial }) => serial)
}

const atDesk: readonly SignedStep[] = ['declare', 'check', 'match', 'authenticate', 'collect']

async function collected(count: number): Promise<readonly string[]> {
  const serials = await printed(count)
  for (const step of atDesk) await collectForms(running.app, collector, { serials, step })
  return serials
}

async function scanned(count: number): Promise<readonly string[]> {
  const serials = await collected(count)
  const id = await sendForms(running.app, collector, {
    fromUnitCode: unitCode,
    toUnitCode: unitCode,
    serials,
  })
  await receiveForms(running.app, keyers[0], { id, serials })
  await collectForms(running.app, keyers[0], { serials, step: 'scan', archivePlace: 'Kệ 3, hộp 12' })
  return serials
}

let people = 0

/** A filled-in DC01 without a blocking fault. */
function answersOf(changes: FormAnswers = {}): FormAnswers {
  const place = {
    province: 'Hà Nội',
    commune: 'Phường Mẫu Một',
    hamlet: 'Tổ dân phố 5',
    house: `Số ${++people}`,
  }
  return {
    name: 'TRẦN THỊ MẪU ĐƠN',
    birthDate: '15/02/1990',
    sex: 'FEMALE',
    maritalStatus: 'SINGLE',
    bloodType: 'O',
    birthRegistrationPlace: place,
    placeOfOrigin: place,
    ethnicity: 'Kinh',
    religion: 'Không',
    nationality: 'VN',
    permanentAddress: place,
    father: { name: 'TRẦN VĂN MẪU' },
    mother: { name: `LÊ THỊ MẪU ${'ABCDEFGHIJKLMNOPQRSTUVXY'.charAt(people % 24)}` },
    head: { name: 'TRẦN THỊ MẪU ĐƠN' },
    relationToHead: 'HEAD',
    ...changes,
  }
}

async function entered(answers: FormAnswers): Promise<string> {
  const [serial = ''] = await scanned(1)
  await keyForm(running.app, keyers[0], { serial, answers })
  expect(await keyForm(running.app, keyers[1], { serial, answers })).toMatchObject({ next: 'ENTERED' })
  await transmitForms(running.app, keyers[0], { unitCode, serials: [serial] })
  return serial
}

describe('print runs', () => {
  test('of one province follow each other without a gap, also when ordered at once', async () => {
    const runs = await Promise.all([printed(3), printed(2), printed(4)])
    const sequences = runs.flat().map((serial) => Number(serial.split('-')[3]))
    expect(new Set(sequences).size).toBe(9)
    expect(Math.max(...sequences) - Math.min(...sequences)).toBe(8)
  })

  test.each([0, -1, 1.5, 10_001])('of %s forms are refused', async (count) => {
    const order = orderPrintRun(running.app, registrar, { kind: 'DC01', unitCode, count })
    expect(await refusalOf(order)).toBe('ILLEGAL_PRINT_RUN')
  })

  test('of DC02 in its old meaning are refused since it has another', async () => {
    const order = orderPrintRun(running.app, registrar, { kind: 'DC02', unitCode, count: 1 })
    expect(await refusalOf(order)).toBe('FORM_NOT_IN_FORCE')
  })
})

describe('a stack of forms', () => {
  test('goes one step together, or not at all', async () => {
    const serials = await printed(2)
    await collectForms(running.app, collector, { serials: serials.slice(0, 1), step: 'declare' })
    const before = await contentOf(running.app)
    expect(await refusalOf(collectForms(running.app, collector, { serials, step: 'declare' }))).toBe(
      'TRANSITION_REFUSED',
    )
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('is signed by the role that the step belongs to, within its unit', async () => {
    const serials = await printed(1)
    for (const step of Object.keys(signedSteps) as SignedStep[]) {
      const stranger = officerOf(signedSteps[step] === 'form.key' ? 'COLLECTOR' : 'KEY_ENTRY_OPERATOR')
      expect(await refusalOf(collectForms(running.app, stranger, { serials, step }))).toBe('FORBIDDEN')
    }
    const elsewhere = officerOf('COLLECTOR', '79')
    expect(await refusalOf(collectForms(running.app, elsewhere, { serials, step: 'declare' }))).toBe(
      'FORBIDDEN',
    )
  })

  test('is received by another officer with the list in hand; then 45 days run', async () => {
    const serials = await collected(3)
    const id = await sendForms(running.app, collector, {
      fromUnitCode: unitCode,
      toUnitCode: unitCode,
      serials,
    })
    const both = { ...collector, roles: [...collector.roles, { role: 'KEY_ENTRY_OPERATOR', unitCode }] }
    expect(await refusalOf(receiveForms(running.app, both, { id, serials }))).toBe('SAME_PERSON')
    const short = receiveForms(running.app, keyers[0], { id, serials: serials.slice(1) })
    expect(await refusalOf(short)).toBe('TRANSFER_DIFFERS')
    const { dueOn } = await receiveForms(running.app, keyers[0], { id, serials })
    const days = (Date.parse(dueOn) - running.app.clock()) / 86_400_000
    expect(Math.abs(days - 45)).toBeLessThan(1.1)
  })
})

describe('a form', () => {
  test('sent back forgets what was keyed and is declared again', async () => {
    const [serial = ''] = await scanned(1)
    await keyForm(running.app, keyers[0], { serial, answers: answersOf() })
    await sendBackForm(running.app, keyers[0], { serial, reason: 'ILLEGIBLE' })
    expect(await formOf(serial)).toMatchObject({ status: 'SENT_BACK', sentBackFor: 'ILLEGIBLE' })
    expect(await running.app.db.keyEntry.count({ where: { formSerial: serial } })).toBe(0)
    await collectForms(running.app, collector, { serials: [serial], step: 'declare' })
  })

  test('that is spoiled names the unused one that replaces it', async () => {
    const [spoiled = '', used = '', fresh = ''] = await printed(3)
    await collectForms(running.app, collector, { serials: [used], step: 'declare' })
    for (const replacedBy of [used, spoiled]) {
      const refused = voidForm(running.app, collector, { serial: spoiled, replacedBy })
      expect(await refusalOf(refused)).toBe('ILLEGAL_REPLACEMENT')
    }
    await voidForm(running.app, collector, { serial: spoiled, replacedBy: fresh })
    expect(await formOf(spoiled)).toMatchObject({ status: 'VOID', replacedBy: fresh })
  })

  test('with an unknown or mistyped serial is refused', async () => {
    const step = (serial: string) =>
      collectForms(running.app, collector, { serials: [serial], step: 'declare' })
    expect(await refusalOf(step('DC01-26-01-0000001-?'))).toBe('ILLEGAL_FORM_SERIAL')
  })
})

describe('key-entry', () => {
  test('takes two persons who agree', async () => {
    const [serial = ''] = await scanned(1)
    const answers = answersOf()
    expect(await keyForm(running.app, keyers[0], { serial, answers })).toMatchObject({ next: 'SECOND_KEY' })
    expect(await refusalOf(keyForm(running.app, keyers[0], { serial, answers }))).toBe('SAME_PERSON')
    expect(await keyForm(running.app, keyers[1], { serial, answers })).toMatchObject({
      next: 'ENTERED',
      differing: [],
    })
    expect(await formOf(serial)).toMatchObject({ status: 'ENTERED', archivePlace: 'Kệ 3, hộp 12' })
    expect(await refusalOf(keyForm(running.app, keyers[2], { serial, answers }))).toBe('KEYED_ALREADY')
  })

  test('that differs in name, birth date or number goes to a third, whose word counts', async () => {
    const [serial = ''] = await scanned(1)
    await keyForm(running.app, keyers[0], { serial, answers: answersOf() })
    const second = await keyForm(running.app, keyers[1], {
      serial,
      answers: answersOf({ name: 'TRẦN THỊ MẪU ĐÔN' }),
    })
    expect(second).toMatchObject({ next: 'THIRD_KEY', differing: ['name'] })
    await keyForm(running.app, keyers[2], { serial, answers: answersOf({ name: 'TRẦN THỊ MẪU DON' }) })
    const { answers, status } = await formOf(serial)
    expect(status).toBe('ENTERED')
    expect(answers).toMatchObject({ name: { text: 'TRẦN THỊ MẪU DON' } })
  })

  test('made twice at once, however the serial was typed, counts as two rounds of one form', async () => {
    const [serial = ''] = await scanned(1)
    const answers = answersOf()
    const typed = [serial, serial.toLowerCase()]
    const keyed = typed.map((text, i) =>
      keyForm(running.app, keyers[i] ?? keyers[0], { serial: text, answers }),
    )
    const next = (await Promise.all(keyed)).map((result) => result.next)
    expect(next.toSorted()).toEqual(['ENTERED', 'SECOND_KEY'])
  })

  test.each(['{', '[]', 'null', '"x"'])('of %s is refused', async (json) => {
    const read = async () => readAnswers(json)
    expect(await refusalOf(read())).toBe('ILLEGAL_ANSWERS')
  })
})

describe('loading', () => {
  beforeAll(() => acceptLocality(running.app, unitCode))
  const load = (serial: string) => loadFormIntoRegister(running.app, registrar, { serial })

  test('takes a form from the desk to the register: somebody without a number gets one, once', async () => {
    const serial = await entered(answersOf())
    const { outcome, residentId } = await load(serial)
    expect(outcome).toBe('LOADED')
    const resident = await running.app.db.resident.findUniqueOrThrow({ where: { id: residentId ?? '' } })
    expect(resident).toMatchObject({ name: 'TRẦN THỊ MẪU ĐƠN', provisional: false })
    expect(resident.number).toMatch(/^001190\d{6}$/)
    expect(await formOf(serial)).toMatchObject({ status: 'LOADED', residentId })
    expect(await refusalOf(load(serial))).toBe('TRANSITION_REFUSED')
  })

  test('of a form that is not transmitted yet is refused, and leaves nobody in the register', async () => {
    const [serial = ''] = await scanned(1)
    const answers = answersOf()
    for (const keyer of keyers.slice(0, 2)) await keyForm(running.app, keyer, { serial, answers })
    const before = await contentOf(running.app)
    expect(await refusalOf(load(serial))).toBe('TRANSITION_REFUSED')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('matches a known number', async () => {
    const { residentId, number, person } = await registerResident(running.app)
    const { name, birthDate } = person
    const serial = await entered(answersOf({ number, name, birthDate, head: { name } }))
    expect(await load(serial)).toMatchObject({ outcome: 'LOADED', residentId })
  })

  test('of a form that contradicts the register waits for a decision; one with a blocking fault is refused', async () => {
    const { number } = await registerResident(running.app)
    const contradicting = await entered(answersOf({ number, birthDate: '20/05/1990' }))
    expect(await load(contradicting)).toMatchObject({ outcome: 'WAITING' })
    expect(await formOf(contradicting)).toMatchObject({ status: 'TRANSMITTED' })
    const faulty = await entered(answersOf({ name: '' }))
    const before = await contentOf(running.app)
    expect(await refusalOf(load(faulty))).toBe('FORM_HAS_FAULTS')
    expect(await contentOf(running.app)).toEqual(before)
  })
})

test('the roll-up counts what the forms say', async () => {
  const read = () => formProgress(running.app, registrar, { unitCode, kind: 'DC01' })
  const before = (await read()).whole.counts
  await printed(2)
  await collected(1)
  await scanned(1)
  expect((await read()).whole.counts).toEqual({
    ...before,
    issued: before.issued + 4,
    handedOut: before.handedOut + 2,
    checked: before.checked + 2,
    returned: before.returned + 2,
    sent: before.sent + 1,
    scanned: before.scanned + 1,
  })
  expect(await refusalOf(formProgress(running.app, registrar, { unitCode: '79', kind: 'DC01' }))).toBe(
    'FORBIDDEN',
  )
})
