import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { QuestionCode } from '../../../../core/hotline/questions.ts'
import { answerCall, lockForCaller } from '../../../../server/issuance/hotline/answer-call.ts'
import { beginCall } from '../../../../server/issuance/hotline/begin-call.ts'
import { days, minutes, type TestApp, testApp } from '../../../support/app.ts'
import { cardInHand, cardNow } from '../../../support/cards-in-hand.ts'
import { officerOf } from '../../../support/officers.ts'
import { freeNumber } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const operator = officerOf('HOTLINE')
let card: Awaited<ReturnType<typeof cardInHand>>
beforeEach(async () => {
  card = await cardInHand(running.app)
  await running.app.db.resident.update({ where: { id: card.residentId }, data: { phone: '0912345678' } })
})

/** What the holder says. */
function rightAnswer(code: QuestionCode): string {
  const { person } = card
  const answers: Readonly<Partial<Record<QuestionCode, string | null>>> = {
    BIRTH_DATE: '20/05/1990',
    FATHER: person.fatherName,
    MOTHER: person.motherName,
    BIRTH_REGISTRATION: person.birthRegistrationPlace,
    ORIGIN: person.placeOfOrigin,
    LEGACY_NUMBER: person.legacyNumber,
    PHONE: '5678',
    ISSUED_ON: '02/02/2026',
    FILED_AT: 'điểm thu nhận mẫu',
  }
  return answers[code] ?? ''
}

const call = (number: string = card.number) => beginCall(running.app, operator, { number })
const answering = async (answers: (code: QuestionCode) => string, begun = call()) => {
  const { callId, questions } = await begun
  return answerCall(running.app, operator, { callId, answers: questions.map(answers) })
}

test('a caller who knows the answers is told status and reason, and nothing of the person', async () => {
  const told = await answering(rightAnswer)
  expect(told).toMatchObject({
    file: { state: 'ISSUED', reasons: [] },
    card: { state: 'ACTIVE', lockable: true },
  })
  const text = JSON.stringify(told)
  for (const word of [card.number, card.person.name, card.serial, '1990', '0912345678'])
    expect(text).not.toContain(word)
  const audited = { action: 'hotline.answer', subjectId: card.residentId, actorId: operator.id }
  expect(await running.app.db.auditEntry.count({ where: audited })).toBe(1)
})

test('questions are drawn, and never come with what is right', async () => {
  const calls = await Promise.all(
    Array.from({ length: 12 }, async () => call((await cardInHand(running.app)).number)),
  )
  expect(new Set(calls.map(({ questions }) => questions.join(' '))).size).toBeGreaterThan(1)
  for (const { questions } of calls) expect(new Set(questions).size).toBe(3)
})

test('one wrong answer tells nothing, the same as a number that nobody has, and three such calls end the day', async () => {
  const wrong = () =>
    refusalOf(answering((code) => (code === 'BIRTH_DATE' ? '01/01/1991' : 'Nguyễn Văn Khác')))
  expect([await wrong(), await wrong(), await wrong()]).toEqual(Array(3).fill('CALLER_NOT_KNOWN'))
  expect(await refusalOf(call())).toBe('TOO_MANY_CALLS')
  running.advanceClock(days(1) + minutes(1))
  expect(await answering(rightAnswer)).toMatchObject({ card: { state: 'ACTIVE' } })
  const nobody = freeNumber()
  const guess = () => refusalOf(answering(rightAnswer, call(nobody)))
  expect([await guess(), await guess(), await guess()]).toEqual(Array(3).fill('CALLER_NOT_KNOWN'))
  expect(await refusalOf(call(nobody))).toBe('TOO_MANY_CALLS')
})

test('answers are compared once, by the officer who asked, while the call lasts', async () => {
  const { callId, questions } = await call()
  const answers = questions.map(rightAnswer)
  const other = officerOf('HOTLINE')
  expect(await refusalOf(answerCall(running.app, other, { callId, answers }))).toBe('NOT_FOUND')
  expect(await refusalOf(answerCall(running.app, operator, { callId, answers: ['', '', ''] }))).toBe(
    'CALLER_NOT_KNOWN',
  )
  expect(await refusalOf(answerCall(running.app, operator, { callId, answers }))).toBe('CALL_OVER')
  const late = await call()
  running.advanceClock(minutes(16))
  const input = { callId: late.callId, answers: late.questions.map(rightAnswer) }
  expect(await refusalOf(answerCall(running.app, operator, input))).toBe('CALL_OVER')
})

test('a known caller has the card locked at once; an unknown one does not', async () => {
  const { app } = running
  const { callId, questions } = await call()
  expect(await refusalOf(lockForCaller(app, operator, { callId, ground: 'LOST' }))).toBe('CALL_OVER')
  await answerCall(app, operator, { callId, answers: questions.map(rightAnswer) })
  const told = await lockForCaller(app, operator, { callId, ground: 'LOST' })
  expect([told.card, (await cardNow(app, card.id)).status]).toEqual([
    { state: 'LOCKED', lockable: false },
    'LOCKED',
  ])
  const measure = await app.db.cardMeasure.findFirstOrThrow({ where: { cardId: card.id } })
  expect(measure).toMatchObject({ channel: 'HOTLINE', identifiedBy: 'QUESTIONS', actorId: operator.id })
})

test('nobody but the hotline asks', async () => {
  for (const actor of [officerOf('ISSUING_OFFICER'), officerOf('APPROVER')])
    expect(await refusalOf(beginCall(running.app, actor, { number: card.number }))).toBe('FORBIDDEN')
})
