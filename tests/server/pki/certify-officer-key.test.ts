import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromPem, readCertificate } from '../../../core/cms/certificate.ts'
import { certifyOfficerKey } from '../../../server/pki/certify-officer-key.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { installMachine, requestFor, signingKeys } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const freshRequest = async () => ({ certificateRequest: await requestFor(await signingKeys()) })

test.each([
  ['CAPTURE_OFFICER', 'OPERATOR'],
  ['STATION_SUPERVISOR', 'SUPERVISOR'],
] as const)(
  'the key of a %s is certified as %s for as long as they may work without the network',
  async (role, certified) => {
    const { app } = running
    const officer = officerOf(role)
    const { certificate, officerId } = await certifyOfficerKey(app, officer, await freshRequest())
    expect(officerId).toBe(officer.id)
    const { subject, notBefore, notAfter } = readCertificate(fromPem('CERTIFICATE', certificate))
    expect(subject).toEqual({ id: officer.id, role: certified, centre: 'HN001' })
    expect(notAfter.getTime() - notBefore.getTime()).toBe(days(7))
    expect(await app.db.auditEntry.findMany({ where: { subjectId: officer.id } })).toMatchObject([
      { action: 'officer.certify-key' },
    ])
  },
)

test('no key is certified, and nothing is changed, for another role, a machine, or a request that is none', async () => {
  const { app } = running
  const kiosk = await installMachine(app, 'KIOSK')
  const request = await freshRequest()
  const before = await contentOf(app)
  expect(await refusalOf(certifyOfficerKey(app, officerOf('APPROVER'), request))).toBe('FORBIDDEN')
  expect(await refusalOf(certifyOfficerKey(app, kiosk.actor, request))).toBe('FORBIDDEN')
  const broken = { certificateRequest: request.certificateRequest.slice(0, 40) }
  expect(await refusalOf(certifyOfficerKey(app, officerOf('CAPTURE_OFFICER'), broken))).toBe(
    'CERTIFICATE_REQUEST_INVALID',
  )
  expect(await contentOf(app)).toEqual(before)
})

test('an officer of a unit without a centre has nothing to sign', async () => {
  const officer = officerOf('CAPTURE_OFFICER', '66')
  expect(await refusalOf(certifyOfficerKey(running.app, officer, await freshRequest()))).toBe('FORBIDDEN')
})

test('an officer is given the same secret at every sign-in, and nobody else is', async () => {
  const { app } = running
  const [mine, others] = [officerOf('CAPTURE_OFFICER'), officerOf('CAPTURE_OFFICER')]
  const first = await certifyOfficerKey(app, mine, await freshRequest())
  const again = await certifyOfficerKey(app, mine, await freshRequest())
  const other = await certifyOfficerKey(app, others, await freshRequest())
  expect(Buffer.from(first.deskSecret, 'base64')).toHaveLength(32)
  expect(again.deskSecret).toBe(first.deskSecret)
  expect(other.deskSecret).not.toBe(first.deskSecret)
})
