import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { readCvCertificate } from '../../../core/pki/read-cv-certificate.ts'
import { cvTrustPoint, verifyCvChain } from '../../../core/pki/verify-cv-chain.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { certifyTerminal } from '../../../server/pki/terminals/certify-terminal.ts'
import { chipTrustAnchor } from '../../../server/pki/terminals/cv-certificates.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const crypto = publicCrypto()
const rights = { fingers: true, irises: false }

function terminalKey(namedCurve = 'brainpoolP256r1'): Uint8Array {
  return generateKeyPairSync('ec', { namedCurve }).publicKey.export({ type: 'spki', format: 'der' })
}

const certify = (input: { readonly name?: string; readonly publicKey?: Uint8Array } = {}) =>
  certifyTerminal(running.app, systemActor, { name: 'NB01', publicKey: terminalKey(), rights, ...input })

/** As a chip with this anchor judges a chain: it begins behind whatever leads to its anchor. */
function judge(anchor: Uint8Array, chain: readonly Uint8Array[]) {
  const trust = cvTrustPoint(readCvCertificate(anchor))
  if (!trust) throw new RangeError('no anchor')
  const certificates = chain.map(readCvCertificate)
  const start = certificates.findIndex(({ authority }) => authority === trust.holder)
  const today = calendarDateAt(running.app.clock())
  return verifyCvChain(trust, certificates.slice(start), { today, crypto })
}

test('a terminal gets a chain that chips accept: those of today, and after a rollover those of years ago', async () => {
  const { app } = running
  expect(await chipTrustAnchor(app)).toBeNull()
  expect(await refusalOf(certify())).toBe('CSCA_UNUSABLE')
  await keepCardPki(app)
  const oldAnchor = (await chipTrustAnchor(app)) ?? new Uint8Array()
  const first = await certify()
  expect(first.holder).toBe('VNNB0100001')
  expect(judge(oldAnchor, first.certificates)).toMatchObject({ role: 'TERMINAL', rights })

  running.advanceClock(days(3 * 365 - 60))
  await keepCardPki(app)
  const newAnchor = (await chipTrustAnchor(app)) ?? new Uint8Array()
  expect(readCvCertificate(newAnchor).holder).toBe('VNCVCA00002')
  const second = await certify()
  expect(second.holder).toBe('VNNB0100002')
  expect(judge(oldAnchor, second.certificates)).toMatchObject({ role: 'TERMINAL', rights })
  expect(judge(newAnchor, second.certificates)).toMatchObject({ role: 'TERMINAL', rights })
  expect(judge(oldAnchor, first.certificates)).toBe('EXPIRED')
})

test('refuses a name that is none, a key of another curve, bytes that are no key, and whoever may not', async () => {
  await keepCardPki(running.app)
  expect(await refusalOf(certify({ name: 'nội bài' }))).toBe('TERMINAL_NAME_REFUSED')
  expect(await refusalOf(certify({ name: 'CVCA' }))).toBe('TERMINAL_NAME_REFUSED')
  expect(await refusalOf(certify({ publicKey: terminalKey('P-256') }))).toBe('TERMINAL_KEY_REFUSED')
  expect(await refusalOf(certify({ publicKey: Uint8Array.of(1, 2, 3) }))).toBe('TERMINAL_KEY_REFUSED')
  const work = { name: 'NB02', publicKey: terminalKey(), rights }
  expect(await refusalOf(certifyTerminal(running.app, officerOf('ADMINISTRATOR'), work))).toBe('FORBIDDEN')
})
