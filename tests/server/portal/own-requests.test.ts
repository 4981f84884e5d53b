/** What a citizen who signed in does from home: for themselves and those they represent, and for nobody else. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consentTextOn } from '../../../core/enrollment/consent.ts'
import { parseCalendarDate, parsePartialDate } from '../../../core/dates/calendar-date.ts'
import type { PreRegistrationContent } from '../../../core/enrollment/pre-registration.ts'
import { changeOwnContact } from '../../../server/enrollment/own-file/change-own-contact.ts'
import { changeOwnDelivery } from '../../../server/enrollment/own-file/change-own-delivery.ts'
import { resubmitOwnFile } from '../../../server/enrollment/own-file/resubmit-own-file.ts'
import { withdrawOwnFile } from '../../../server/enrollment/own-file/withdraw-own-file.ts'
import { bookedSubjects } from '../../../server/enrollment/desk-sync/booked-subjects.ts'
import { readFileImage } from '../../../server/enrollment/approvals/read-file-image.ts'
import { addPaper } from '../../../server/enrollment/pre-registration/add-paper.ts'
import { lapsePreRegistrations } from '../../../server/enrollment/pre-registration/lapse-pre-registrations.ts'
import { removePaper } from '../../../server/enrollment/pre-registration/remove-paper.ts'
import { savePreRegistration } from '../../../server/enrollment/pre-registration/save-pre-registration.ts'
import { submitPreRegistration } from '../../../server/enrollment/pre-registration/submit-pre-registration.ts'
import { usePreRegistration } from '../../../server/enrollment/pre-registration/use-pre-registration.ts'
import { withdrawPreRegistration } from '../../../server/enrollment/pre-registration/withdraw-pre-registration.ts'
import { type Actor, systemActor } from '../../../server/kernel/actor.ts'
import { ownApplying } from '../../../server/portal/own/own-pre-registration.ts'
import { ownCards } from '../../../server/portal/own/own-cards.ts'
import { ownDisclosures } from '../../../server/portal/own/own-disclosures.ts'
import { ownFiles } from '../../../server/portal/own/own-files.ts'
import { openCitizenSession } from '../../../server/portal/sign-in/citizen-session.ts'
import { representedBy } from '../../../server/registry/represented.ts'
import { centres, days, type TestApp, testApp } from '../../support/app.ts'
import { openStation, packedParcel, passedCard } from '../../support/factory.ts'
import { applicationAt, applicationIn } from '../../support/files.ts'
import { type HttpServer, openHttp, refusalIn } from '../../support/http.ts'
import { officerOf } from '../../support/officers.ts'
import { type Applicant, makeChild, makePerson, registerResident } from '../../support/people.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp()
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const citizen = ({ residentId }: Applicant): Actor => ({ kind: 'citizen', id: residentId })
const pdf = new TextEncoder().encode('%PDF-1.7 giấy khai sinh')
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const pickup = { kind: 'PICKUP', centre: centres.here.code } as const
const post = {
  kind: 'POST',
  recipient: 'NGUYỄN VĂN NHẬN',
  address: 'Số 5, Phố Mẫu',
  unit: '79',
  phone: '0912345678',
} as const

const visit: PreRegistrationContent = {
  channel: 'VISIT',
  kind: 'EXCHANGE',
  reason: 'ON_REQUEST',
  declared: { religion: 'Phật giáo' },
  phone: '0912345678',
  email: null,
  delivery: pickup,
}

async function relate(child: Applicant, kind: string, other: Applicant, validTo: Date | null = null) {
  const { person, residentId: relatedId, number } = other
  await running.app.db.relationship.create({
    data: { residentId: child.residentId, kind, relatedId, name: person.name, number, validTo },
  })
}

/** A mother with a child of four. */
async function motherAndChild() {
  const [mother, child] = [
    await registerResident(running.app),
    await registerResident(running.app, makeChild()),
  ]
  await relate(child, 'MOTHER', mother)
  return { mother, child }
}

describe('a citizen acts', () => {
  test('for themselves, their minor children, and adults whom the register has them represent', async () => {
    const { mother, child } = await motherAndChild()
    const [grown, ward, former] = [
      await registerResident(running.app, makePerson({ birthDate: parsePartialDate('2005-01-01') })),
      await registerResident(running.app),
      await registerResident(running.app),
    ]
    await relate(grown, 'MOTHER', mother)
    await relate(ward, 'REPRESENTATIVE', mother)
    await relate(former, 'REPRESENTATIVE', mother, new Date('2026-01-01'))
    // In the mother's own record, and by number alone where nothing is linked yet.
    const [second, third] = [
      await registerResident(running.app, makeChild({ birthDate: parsePartialDate('2015-02-01') })),
      await registerResident(running.app, makeChild({ birthDate: parsePartialDate('2019-02-01') })),
    ]
    await relate(mother, 'CHILD', second)
    await running.app.db.relationship.create({
      data: { residentId: third.residentId, kind: 'MOTHER', name: 'x', number: mother.number },
    })
    const people = await representedBy(running.app, mother.residentId)
    expect(people.map(({ residentId, as }) => [as, residentId])).toEqual([
      ['SELF', mother.residentId],
      ['REPRESENTATIVE', ward.residentId],
      ['PARENT', second.residentId],
      ['PARENT', third.residentId],
      ['PARENT', child.residentId],
    ])
  })

  test('for nobody else: every operation refuses a stranger’s as it refuses what does not exist', async () => {
    const { app } = running
    const [owner, stranger] = [await registerResident(app), await registerResident(app)]
    const file = await applicationIn(app, 'RETURNED', { applicant: owner })
    const { id } = await savePreRegistration(app, citizen(owner), { ...visit, residentId: owner.residentId })
    const paper = await addPaper(app, citizen(owner), {
      of: { preRegistration: id },
      type: 'OTHER',
      content: jpeg,
    })
    const { residentId } = owner
    const actor = citizen(stranger)
    const tried = [
      ownFiles(app, actor, { residentId }),
      ownCards(app, actor, { residentId }),
      ownApplying(app, actor, { residentId }),
      ownDisclosures(app, actor, { residentId }),
      savePreRegistration(app, actor, { ...visit, residentId }),
      submitPreRegistration(app, actor, { id, centre: '', consent: '' }),
      withdrawPreRegistration(app, actor, { id }),
      addPaper(app, actor, { of: { preRegistration: id }, type: 'OTHER', content: jpeg }),
      addPaper(app, actor, { of: { application: file.id }, type: 'OTHER', content: jpeg }),
      removePaper(app, actor, { id: paper.id }),
      withdrawOwnFile(app, actor, { id: file.id }),
      resubmitOwnFile(app, actor, { id: file.id }),
      changeOwnDelivery(app, actor, { id: file.id, delivery: post }),
      changeOwnContact(app, actor, { id: file.id, phone: '0912345678', email: null }),
    ]
    const refusals = await Promise.all(tried.map(refusalOf))
    expect(refusals).toEqual(tried.map(() => 'NOT_FOUND'))
  })
})

describe('details filled in before a visit', () => {
  test('wait for the desk, which reads them with the booking, and are used up by the file with their pages', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const { residentId, number, person } = applicant
    const actor = citizen(applicant)
    const { id } = await savePreRegistration(app, actor, { ...visit, residentId })
    const kept = { of: { preRegistration: id }, type: 'BIRTH_CERTIFICATE', content: jpeg }
    await addPaper(app, actor, kept)
    await addPaper(app, actor, { ...kept, content: pdf })
    expect(await savePreRegistration(app, actor, { ...visit, residentId, email: 'a@example.vn' })).toEqual({
      id,
    })
    expect(await submitPreRegistration(app, actor, { id, centre: '', consent: '' })).toBeNull()
    const booking = await app.db.appointment.create({
      data: {
        centreCode: centres.here.code,
        at: new Date(app.clock() + days(1)),
        name: person.name,
        number,
        birthDate: person.birthDate,
        kind: 'EXCHANGE',
        createdAt: new Date(app.clock()),
      },
    })
    const kiosk: Actor = {
      kind: 'machine',
      id: randomUUID(),
      machine: 'KIOSK',
      centreCode: centres.here.code,
    }
    const { subjects } = await bookedSubjects(app, kiosk, [booking.id])
    expect(subjects[0]?.preRegistered).toEqual({
      id,
      kind: 'EXCHANGE',
      reason: 'ON_REQUEST',
      declared: { religion: 'Phật giáo' },
      contact: { phone: '0912345678', email: 'a@example.vn' },
      delivery: pickup,
      papers: [{ type: 'BIRTH_CERTIFICATE', pages: 2 }],
    })
    const file = await applicationIn(app, 'SCREENING', { applicant })
    const using = { applicationId: file.id, residentId, actor: systemActor, at: app.clock() }
    for (let i = 0; i < 2; i++) await app.db.$transaction((tx) => usePreRegistration(tx, using))
    const used = await app.db.preRegistration.findUniqueOrThrow({ where: { id } })
    expect([used.status, used.applicationId]).toEqual(['USED', file.id])
    const evidence = await app.db.evidence.findMany({
      where: { applicationId: file.id },
      orderBy: { id: 'asc' },
    })
    expect(evidence.map(({ kind, mediaType }) => `${kind} ${mediaType}`)).toEqual([
      'BIRTH_CERTIFICATE image/jpeg',
      'BIRTH_CERTIFICATE application/pdf',
    ])
    const input = { id: file.id, of: 'evidence', imageId: evidence[1]?.id ?? '' } as const
    const seen = await readFileImage(app, officerOf('APPROVER'), input)
    expect([seen.type, [...seen.bytes]]).toEqual(['application/pdf', [...pdf]])
    expect((await bookedSubjects(app, kiosk, [booking.id])).subjects[0]?.preRegistered).toBeUndefined()
  })

  test('lapse after ninety days, drafts without a trace; taken back, they can be filled in anew', async () => {
    const { app } = running
    const [first, second] = [await registerResident(app), await registerResident(app)]
    const sent = await savePreRegistration(app, citizen(first), { ...visit, residentId: first.residentId })
    await submitPreRegistration(app, citizen(first), { id: sent.id, centre: '', consent: '' })
    const again = savePreRegistration(app, citizen(first), { ...visit, residentId: first.residentId })
    expect(await refusalOf(again)).toBe('ALREADY_SUBMITTED')
    await withdrawPreRegistration(app, citizen(first), { id: sent.id })
    const anew = await savePreRegistration(app, citizen(first), { ...visit, residentId: first.residentId })
    await submitPreRegistration(app, citizen(first), { id: anew.id, centre: '', consent: '' })
    const draft = await savePreRegistration(app, citizen(second), { ...visit, residentId: second.residentId })
    running.advanceClock(days(90))
    await lapsePreRegistrations(app)
    const kept = await app.db.preRegistration.count({ where: { id: { in: [anew.id, draft.id] } } })
    expect(kept).toBe(2)
    running.advanceClock(days(1))
    await lapsePreRegistrations(app)
    const left = await app.db.preRegistration.findMany({ where: { id: { in: [anew.id, draft.id] } } })
    expect(left.map(({ id, status }) => [id, status])).toEqual([[anew.id, 'LAPSED']])
  })

  test.each([
    ['a case of another law', { reason: 'FIRST' }, 'CASE_NOT_HERE'],
    ['an exchange online', { channel: 'ONLINE' }, 'CASE_NOT_HERE'],
    ['a telephone number that is none', { phone: '12345' }, 'ILLEGAL_PRE_REGISTRATION'],
    [
      'a place that hands over no cards',
      { delivery: { kind: 'PICKUP', centre: 'SX001' } },
      'ILLEGAL_PRE_REGISTRATION',
    ],
  ] as const)('with %s are refused', async (_what, change, code) => {
    const applicant = await registerResident(running.app)
    const content = { ...visit, ...change, residentId: applicant.residentId }
    expect(await refusalOf(savePreRegistration(running.app, citizen(applicant), content))).toBe(code)
  })
})

describe('pages sent from home', () => {
  test('are told by their first bytes, sealed at rest, counted, and taken only from who is signed in', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const { residentId } = applicant
    const { id } = await savePreRegistration(app, citizen(applicant), { ...visit, residentId })
    const token = await app.db.$transaction((tx) => openCitizenSession(tx, app, { residentId, by: 'OTP' }))
    const send = (content: Uint8Array, cookie = `citizen=${token}`) =>
      fetch(`${server.url}/citizen/papers/pre-registrations/${id}?type=OLD_CARD`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', cookie },
        body: new Uint8Array(content),
      })
    expect((await send(jpeg)).status).toBe(201)
    expect(await refusalIn(await send(new TextEncoder().encode('<script>')))).toBe('422 ILLEGAL_PAPER')
    expect(await refusalIn(await send(new Uint8Array(5_000_001)))).toBe('413 TOO_LARGE')
    expect(await refusalIn(await send(jpeg, ''))).toBe('401 UNAUTHENTICATED')
    const more = Array.from({ length: 25 }, () =>
      refusalOf(
        addPaper(app, citizen(applicant), { of: { preRegistration: id }, type: 'OTHER', content: jpeg }),
      ),
    )
    const outcomes = await Promise.all(more)
    expect(outcomes.filter((outcome) => outcome === 'NOT_REFUSED')).toHaveLength(19)
    expect(new Set(outcomes)).toEqual(new Set(['NOT_REFUSED', 'TOO_MANY_PAGES']))
    await submitPreRegistration(app, citizen(applicant), { id, centre: '', consent: '' })
    expect(await refusalIn(await send(jpeg))).toBe('422 PAPERS_CLOSED')
  })
})

describe('an online request', () => {
  const consent = () => consentTextOn(parseCalendarDate('2026-06-01')).version

  test('for a child below six becomes a file that its mother sees, completes when it comes back, and may take back', async () => {
    const { app } = running
    const { mother, child } = await motherAndChild()
    const actor = citizen(mother)
    const { residentId } = child
    const content = {
      ...visit,
      channel: 'ONLINE',
      kind: 'FIRST_ISSUE',
      reason: 'FIRST',
      declared: {},
    } as const
    const { id } = await savePreRegistration(app, actor, { ...content, residentId })
    await addPaper(app, actor, { of: { preRegistration: id }, type: 'BIRTH_CERTIFICATE', content: jpeg })
    const stale = submitPreRegistration(app, actor, { id, centre: centres.here.code, consent: '1999' })
    expect(await refusalOf(stale)).toBe('CONSENT_OUTDATED')
    const submission = { id, centre: centres.here.code, consent: consent() }
    const made = await submitPreRegistration(app, actor, submission)
    expect(await refusalOf(submitPreRegistration(app, actor, submission))).not.toBe('NOT_REFUSED')
    const [file] = await ownFiles(app, actor, { residentId })
    expect(file).toMatchObject({ id: made?.id, channel: 'ONLINE', may: { withdraw: true, resubmit: false } })
    const used = await app.db.preRegistration.findUniqueOrThrow({ where: { id } })
    expect([used.status, used.applicationId]).toEqual(['USED', made?.id])
    await app.db.application.update({ where: { id: made?.id ?? '' }, data: { status: 'RETURNED' } })
    await addPaper(app, actor, { of: { application: made?.id ?? '' }, type: 'OTHER', content: jpeg })
    await resubmitOwnFile(app, actor, { id: made?.id ?? '' })
    const evidence = await app.db.evidence.findMany({ where: { applicationId: made?.id ?? '' } })
    expect(evidence.map(({ kind }) => kind)).toContain('OTHER')
    await withdrawOwnFile(app, actor, { id: made?.id ?? '' })
    expect((await ownFiles(app, actor, { residentId }))[0]?.status.state).toBe('WITHDRAWN')
  })

  test('is not offered to the child itself, nor a re-issue without earlier captures', async () => {
    const { app } = running
    const { child } = await motherAndChild()
    const alone = await ownApplying(app, citizen(child), { residentId: child.residentId })
    expect(alone.cases.filter(({ channels }) => channels.includes('ONLINE'))).toEqual([])
    const adult = await registerResident(app)
    const { residentId } = adult
    const content = { ...visit, channel: 'ONLINE', kind: 'REISSUE', reason: 'LOST', declared: {} } as const
    const { id } = await savePreRegistration(app, citizen(adult), { ...content, residentId })
    const sent = submitPreRegistration(app, citizen(adult), {
      id,
      centre: centres.here.code,
      consent: consent(),
    })
    expect(await refusalOf(sent)).toBe('NOT_ELIGIBLE')
    expect((await ownApplying(app, citizen(adult), { residentId })).draft?.state).toBe('DRAFT')
  })
})

describe('where the card goes', () => {
  test('is changed from home until the card is packed, then refused in words; the contact until the end', async () => {
    const { app } = running
    const applicant = await registerResident(app)
    const station = await openStation(app, 3)
    const file = await applicationAt(app, 'plan-print-job', { applicant, delivery: pickup })
    await runPipeline(app)
    const actor = citizen(applicant)
    await changeOwnDelivery(app, actor, { id: file.id, delivery: post })
    const card = await passedCard(app, station)
    const nowhere = changeOwnDelivery(app, actor, { id: file.id, delivery: { kind: 'POST', recipient: 'A' } })
    expect(await refusalOf(nowhere)).toBe('ILLEGAL_DELIVERY')
    await changeOwnDelivery(app, actor, { id: file.id, delivery: pickup })
    await packedParcel(app, [card.id])
    expect(await refusalOf(changeOwnDelivery(app, actor, { id: file.id, delivery: post }))).toBe(
      'DELIVERY_FIXED',
    )
    await changeOwnContact(app, actor, { id: file.id, phone: '0987654321', email: null })
    const row = await app.db.application.findUniqueOrThrow({ where: { id: file.id } })
    expect([row.delivery, row.phone, row.flags]).toEqual([pickup, '0987654321', ['CONTACT_CHANGED_ONLINE']])
    const { residentId } = applicant
    const [own] = await ownFiles(app, actor, { residentId })
    expect(own?.delivery).toMatchObject(pickup)
    expect(await ownCards(app, actor, { residentId })).toMatchObject([{ state: 'MADE' }])
    expect(running.logged.join('\n')).not.toContain(applicant.number)
  })
})
