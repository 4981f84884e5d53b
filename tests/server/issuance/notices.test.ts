import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { moveApplication } from '../../../server/enrollment/move-application.ts'
import { gatewaySignature } from '../../../server/issuance/notices/carriers.ts'
import { raiseNotices } from '../../../server/issuance/notices/raise-notices.ts'
import { remindCitizens } from '../../../server/issuance/notices/remind-citizens.ts'
import { sendNotices } from '../../../server/issuance/notices/send-notices.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { dateOf, instantAt } from '../../../server/kernel/clock.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { applicationIn } from '../../support/files.ts'
import { type Gateway, type MailServer, openGateway, openMailServer } from '../../support/gateways.ts'
import { openHttp } from '../../support/http.ts'

const secret = 'a-secret-that-both-sides-know-and-nobody-else'
const phone = '0900000001'
const email = 'nguoi-dan@example.vn'
const hours = (count: number) => count * 3_600_000
const morning = Date.parse('2026-03-02T09:00:00+07:00')

let running: TestApp
let mail: MailServer
let sms: Gateway
beforeAll(async () => {
  mail = await openMailServer()
  sms = await openGateway()
})
beforeEach(async () => {
  running = await testApp({
    now: morning,
    variables: { SMTP_URL: mail.url, SMS_GATEWAY_URL: sms.url, GATEWAY_SECRET: secret },
  })
})
afterEach(async () => {
  mail.taken.length = 0
  sms.taken.length = 0
  mail.refuse(null)
  sms.answer(200)
  await running.close()
})
afterAll(() => Promise.all([mail.close(), sms.close()]))

/** A file whose card arrives at its place of collection. */
async function arrived(contact: { phone?: string; email?: string; language?: string }) {
  const { app } = running
  const file = await applicationIn(app, 'IN_TRANSIT', contact)
  await app.db.$transaction((tx) => moveApplication(tx, app, file, { event: 'arrive', actor: systemActor }))
  return file
}
const tell = async () => [await raiseNotices(running.app), await sendNotices(running.app)]
const noticeOf = (channel: string) => running.app.db.notification.findFirstOrThrow({ where: { channel } })

describe('a citizen', () => {
  test('is told by mail and by text message, once each, in the language of the file', async () => {
    const file = await arrived({ phone, email, language: 'en' })
    expect(await tell()).toEqual([2, 2])
    expect(await tell()).toEqual([0, 0])
    expect(mail.taken).toHaveLength(1)
    expect(sms.taken).toHaveLength(1)
    expect(mail.taken[0]).toMatchObject({ to: email, id: (await noticeOf('EMAIL')).id })
    expect(mail.taken[0]?.text).toContain(`The card of application ${file.code} is at`)
    const [message] = sms.taken
    expect(message?.text).toContain(file.code)
    expect(message?.signature).toBe(
      gatewaySignature(secret, { time: message?.time ?? '', body: message?.body ?? '' }),
    )
    for (const { text } of [...mail.taken, ...sms.taken]) expect(text).not.toContain(file.number ?? '?')
    const kept = JSON.stringify(await running.app.db.notification.findMany())
    for (const secretOf of [phone, email]) expect(kept).not.toContain(secretOf)
  })

  test('who left neither number nor address is not written to, and nothing waits', async () => {
    await arrived({})
    expect(await tell()).toEqual([0, 0])
    expect(await running.app.db.noticeEvent.count()).toBe(0)
  })

  test('is told once by two servers that look at the same moment', async () => {
    await Promise.all(Array.from({ length: 5 }, () => arrived({ email })))
    await Promise.all([raiseNotices(running.app), raiseNotices(running.app)])
    await Promise.all([sendNotices(running.app), sendNotices(running.app)])
    expect(new Set(mail.taken.map(({ id }) => id)).size).toBe(5)
    expect(mail.taken).toHaveLength(5)
  })

  test('is not woken: what happens at night leaves in the morning', async () => {
    running.advanceClock(hours(14))
    await arrived({ phone })
    expect(await tell()).toEqual([1, 0])
    running.advanceClock(hours(8))
    expect(await tell()).toEqual([0, 1])
  })

  test('is reminded of a card that waits, one that expires and a visit tomorrow, once each', async () => {
    const { app } = running
    const today = calendarDateAt(app.clock())
    const file = await applicationIn(app, 'READY', { phone, readyOn: dateOf(addDays(today, -7)) })
    await app.db.appointment.create({
      data: {
        centreCode: file.centreCode,
        at: instantAt(morning + hours(24)),
        name: 'Nguyễn Thị Mẫu',
        birthDate: '1990-05-20',
        phone,
        kind: 'EXCHANGE',
        createdAt: instantAt(morning),
      },
    })
    expect(await remindCitizens(app)).toBe(2)
    await remindCitizens(app)
    await tell()
    expect(
      (await app.db.notification.findMany({ orderBy: { kind: 'asc' } })).map(({ kind }) => kind),
    ).toEqual(['APPOINTMENT_BOOKED', 'APPOINTMENT_TOMORROW', 'COLLECT_REMINDER'])
    expect(sms.taken.some(({ text }) => text.includes('09:00 03/03/2026'))).toBe(true)
  })
})

describe('a message', () => {
  test('waits through a day without a mail server, and then leaves once', async () => {
    await arrived({ email })
    mail.refuse(451)
    await tell()
    for (let hour = 0; hour < 24; hour++) {
      running.advanceClock(hours(1))
      expect(await sendNotices(running.app)).toBe(0)
    }
    expect(await noticeOf('EMAIL')).toMatchObject({ status: 'QUEUED', errorCode: 'SMTP_451' })
    mail.refuse(null)
    running.advanceClock(hours(5))
    await sendNotices(running.app)
    expect(mail.taken).toHaveLength(1)
  })

  test('to an address that does not exist goes the other way instead', async () => {
    await arrived({ phone, email })
    await raiseNotices(running.app)
    // The text message of the same event goes anyway; without it, the refused mail asks for it.
    await running.app.db.notification.deleteMany({ where: { channel: 'SMS' } })
    mail.refuse(550)
    await sendNotices(running.app)
    await sendNotices(running.app)
    expect(await noticeOf('EMAIL')).toMatchObject({ status: 'DEAD', errorCode: 'SMTP_550' })
    expect(sms.taken).toHaveLength(1)
  })

  test('that a crash cut off is sent again under the same id', async () => {
    await arrived({ email })
    await raiseNotices(running.app)
    const { id } = await noticeOf('EMAIL')
    const notBefore = instantAt(morning + hours(1))
    await running.app.db.notification.update({ where: { id }, data: { status: 'SENDING', notBefore } })
    expect(await sendNotices(running.app)).toBe(0)
    running.advanceClock(hours(2))
    expect(await sendNotices(running.app)).toBe(1)
    expect(mail.taken).toMatchObject([{ id }])
  })

  test('is known as delivered or come back by the gateway’s signed word alone', async () => {
    const server = await openHttp(running)
    const say = (receipt: object, changes: { readonly time?: number; readonly key?: string } = {}) => {
      const body = JSON.stringify(receipt)
      const time = String(Math.floor((changes.time ?? running.app.clock()) / 1000))
      const signature = gatewaySignature(changes.key ?? secret, { time, body })
      const headers = { 'x-time': time, 'x-signature': signature, 'content-type': 'application/json' }
      return fetch(`${server.url}/notices/receipts`, { method: 'POST', headers, body }).then(
        ({ status }) => status,
      )
    }
    await arrived({ phone })
    await tell()
    const { id, carrierId } = await noticeOf('SMS')
    expect(carrierId).toBe(`gw-${id}`)
    const bounced = { id: carrierId, outcome: 'BOUNCED' }
    expect(await say(bounced, { key: 'another-secret-of-thirty-two-letters' })).toBe(401)
    expect(await say(bounced, { time: running.app.clock() - hours(1) })).toBe(401)
    expect(await say({ id: carrierId })).toBe(401)
    expect(await noticeOf('SMS')).toMatchObject({ status: 'SENT' })
    expect(await say(bounced)).toBe(204)
    expect(await noticeOf('SMS')).toMatchObject({ status: 'QUEUED', errorCode: 'BOUNCED' })
    running.advanceClock(hours(1))
    await sendNotices(running.app)
    const delivered = { id: carrierId, outcome: 'DELIVERED' }
    expect(await say(delivered)).toBe(204)
    expect(await say(delivered)).toBe(204)
    expect(await noticeOf('SMS')).toMatchObject({ status: 'DELIVERED' })
    await server.close()
  })
})
