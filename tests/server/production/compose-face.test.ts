import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { verifySignedQr } from '../../../core/qr/verify-signed-qr.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { listedQrSigners } from '../../../server/pki/card/listed-qr-signers.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { openStation, passedCard, plannedJob } from '../../support/factory.ts'
import { applicationAt } from '../../support/files.ts'
import { makeChild, makePerson, registerResident } from '../../support/people.ts'
import { runPipeline } from '../../support/pipeline.ts'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
let running: TestApp
beforeAll(async () => {
  running = await testApp({ variables: { SIGNED_QR_ON_CARD: 'on', CHIP_PROFILE: 'cc-2024' } })
})
afterAll(() => running.close())

/** As somebody without a network checks a code, with the keys fetched once. */
async function checked(text: string) {
  const { signers } = await listedQrSigners(running.app)
  return verifySignedQr(text, {
    signers,
    at: running.app.clock(),
    verify: async (spki, signature, data) => {
      const key = await crypto.subtle.importKey('spki', Buffer.from(spki, 'base64'), p256, false, ['verify'])
      return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, data)
    },
  })
}

test('a card waits while there is no signer for its code', async () => {
  const file = await applicationAt(running.app, 'plan-print-job', {
    applicant: await registerResident(running.app, makeChild()),
  })
  await runPipeline(running.app)
  const { status, errorCode } = await running.app.db.applicationStage.findUniqueOrThrow({
    where: { applicationId_stage: { applicationId: file.id, stage: 'plan-print-job' } },
  })
  expect([status, errorCode]).toEqual(['PENDING', 'NOT_YET'])
  expect(await running.app.db.printJob.count()).toBe(0)
})

describe('with a signer,', () => {
  beforeAll(() => keepCardPki(running.app))

  test('a card carries a code that its number, name and birth date are believed by, and its signature is recorded', async () => {
    const { app } = running
    const applicant = await registerResident(app, makeChild())
    const signed = () => app.db.keySignature.count({ where: { purpose: 'QR' } })
    const before = await signed()
    const job = await plannedJob(app, { applicant })
    expect(job.template).toBe('CC_2024_UNDER_6_SIGNED_QR')
    const { verdict, content } = await checked(cardFaceSchema.parse(job.face).signedQr ?? '')
    expect(verdict).toBe('VALID')
    const { name, birthDate, sex } = applicant.person
    expect(content.person).toEqual({ number: applicant.number, name, birthDate, sex, address: null })
    expect((await signed()) - before).toBe(1)
  })

  test('a certificate of identity is printed by its own template, without a chip, for one year', async () => {
    const { app } = running
    await app.db.printJob.deleteMany()
    const applicant = await registerResident(app, makePerson({ nationality: 'Chưa xác định' }))
    const job = await plannedJob(app, { applicant, kind: 'IDENTITY_CERTIFICATE' })
    expect(job).toMatchObject({ template: 'IDENTITY_CERTIFICATE_2024', chip: null })
    const face = cardFaceSchema.parse(job.face)
    expect(face).toMatchObject({
      placeOfOrigin: applicant.person.placeOfOrigin,
      issuedOn: '2026-03-02',
      expiresOn: '2027-03-02',
    })
    expect(face.signedQr).toBeUndefined()
    // Through station and quality control like any other.
    const card = await passedCard(app, await openStation(app))
    expect(card).toMatchObject({ template: 'IDENTITY_CERTIFICATE_2024', number: applicant.number })
  })
})
