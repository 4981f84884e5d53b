import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { fromPem } from '../../../core/cms/certificate.ts'
import { isSignedBy, readCardCertificate } from '../../../core/pki/certificate.ts'
import { readMasterList } from '../../../core/pki/master-list.ts'
import { readRevocationList } from '../../../core/pki/revocation-list.ts'
import { createCsca, CscaExists } from '../../../server/pki/card/create-csca.ts'
import { CscaUnusable, newestCsca } from '../../../server/pki/card/card-certificates.ts'
import { KeyStoreUnavailable } from '../../../server/pki/key-store.ts'
import { issueSigner } from '../../../server/pki/card/issue-signer.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { pkiAlarms } from '../../../server/pki/card/pki-alarms.ts'
import { newestMasterList } from '../../../server/pki/card/publish-master-list.ts'
import { newestRevocationList } from '../../../server/pki/card/publish-revocation-list.ts'
import { readPkiStatus } from '../../../server/pki/card/read-pki-status.ts'
import { rollOverCsca } from '../../../server/pki/card/roll-over-csca.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { SignerUnusable, signerAt } from '../../../server/pki/signer-at.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'

const crypto = publicCrypto()

let running: TestApp
const open = async (variables: Readonly<Record<string, string>> = {}) => {
  running = await testApp({ variables })
}

const documentSigner = () => signerAt(running.app, 'DOCUMENT_SIGNER', 'SOD')
const alarmCodes = async () => (await pkiAlarms(running.app)).map(({ code }) => code)

/** One life of an installation: each test goes on where the one before it ended. */
describe('an installation without a ceremony', () => {
  beforeAll(() => open())
  afterAll(() => running.close())

  test('has its CSCA, its signers and both lists after the first start, and nothing more after the next', async () => {
    expect(await alarmCodes()).toContain('CSCA_MISSING')
    await keepCardPki(running.app)
    const { certificates, revocationList, masterList, alarms } = await readPkiStatus(running.app, systemActor)
    expect(certificates.map(({ profile, state }) => `${profile} ${state}`).toSorted()).toEqual([
      'CSCA SIGNING',
      'CVCA SIGNING',
      'DOCUMENT_SIGNER SIGNING',
      'DOCUMENT_VERIFIER SIGNING',
      'MASTER_LIST_SIGNER SIGNING',
      'QR_SIGNER SIGNING',
      'SLIP_SIGNER SIGNING',
    ])
    expect({ list: revocationList?.number, master: masterList?.number, alarms }).toEqual({
      list: 1,
      master: 1,
      alarms: [],
    })
    const held = await running.app.db.certificate.count()
    await keepCardPki(running.app)
    expect(await running.app.db.certificate.count()).toBe(held)
    expect(await running.app.db.revocationList.count()).toBe(1)
    await expect(createCsca(running.app, systemActor)).rejects.toThrow(CscaExists)
  })

  test('signs with keys whose certificates its CSCA signed, and keeps a row of every signature', async () => {
    const csca = await newestCsca(running.app)
    const signer = await documentSigner()
    const certificate = readCardCertificate(signer.certificate)
    expect(isSignedBy(certificate, csca?.certificate.publicKey.key ?? signer.key, crypto)).toBe(true)
    const data = Uint8Array.of(1, 2, 3)
    const signature = await signer.key.sign('ECDSA_SHA256', data)
    expect(crypto.verify(signer.key, 'ECDSA_SHA256', data, signature)).toBe(true)
    const rows = await running.app.db.keySignature.groupBy({ by: ['purpose'], _count: true })
    expect(Object.fromEntries(rows.map(({ purpose, _count }) => [purpose, _count]))).toEqual({
      CERTIFICATE: 5,
      CRL: 1,
      CV_CERTIFICATE: 2,
      MASTER_LIST: 1,
      SOD: 1,
    })
  })

  test('the next document signer signs two weeks before the usage of the present one ends, without a gap', async () => {
    const first = await documentSigner()
    running.advanceClock(days(75))
    await keepCardPki(running.app)
    expect((await documentSigner()).serial).toBe(first.serial)
    running.advanceClock(days(4))
    await keepCardPki(running.app)
    const second = await documentSigner()
    expect(second.serial).not.toBe(first.serial)
    running.advanceClock(days(20))
    const { certificates } = await readPkiStatus(running.app, systemActor)
    expect(certificates.find(({ serial }) => serial === first.serial)?.state).toBe('RETIRED')
    expect((await documentSigner()).serial).toBe(second.serial)
  })

  test('a fresh empty revocation list follows every month', async () => {
    running.advanceClock(days(31))
    await keepCardPki(running.app)
    const before = (await newestRevocationList(running.app))?.number ?? 0
    running.advanceClock(days(29))
    await keepCardPki(running.app)
    expect((await newestRevocationList(running.app))?.number).toBe(before)
    running.advanceClock(days(2))
    await keepCardPki(running.app)
    const list = await newestRevocationList(running.app)
    const read = readRevocationList(list?.der ?? new Uint8Array())
    expect(read).toMatchObject({ number: before + 1, revoked: [] })
    expect(read.nextUpdate?.getTime()).toBe(read.thisUpdate.getTime() + days(90))
  })

  test('a rollover leaves a link certificate, a list by the new key and a master list with all three', async () => {
    const before = await newestCsca(running.app)
    const number = (await newestRevocationList(running.app))?.number ?? 0
    const olderSigner = await documentSigner()
    running.advanceClock(days(1))
    const { serial, link } = await rollOverCsca(running.app, systemActor, { curve: 'brainpoolP512r1' })
    await keepCardPki(running.app)
    const after = await newestCsca(running.app)
    expect(after?.serial).toBe(serial)
    const row = await running.app.db.certificate.findUniqueOrThrow({ where: { serial: link } })
    const linked = readCardCertificate(fromPem('CERTIFICATE', row.pem))
    const oldKey = before?.certificate.publicKey.key
    expect(oldKey && isSignedBy(linked, oldKey, crypto)).toBe(true)
    expect(linked.publicKey.key).toEqual(after?.certificate.publicKey.key)
    expect((await documentSigner()).serial).toBe(olderSigner.serial)
    const list = await newestRevocationList(running.app)
    expect(list).toMatchObject({ number: number + 1, issuerKeyId: after?.subjectKeyId })
    const master = readMasterList((await newestMasterList(running.app))?.der ?? new Uint8Array())
    expect(new Set(master.certificates.map(toHex))).toEqual(
      new Set([before?.der, after?.der, linked.der].map((der) => toHex(der ?? new Uint8Array()))),
    )
  })

  test('rolls its CSCA over by itself before the usage ends', async () => {
    const before = await newestCsca(running.app)
    running.advanceClock(days(3 * 365 - 80))
    await keepCardPki(running.app)
    expect((await newestCsca(running.app))?.serial).not.toBe(before?.serial)
    expect(await alarmCodes()).toEqual([])
  })

  test('with nobody to renew them, signers refuse when their usage is over, and the alarms say what is wrong', async () => {
    running.advanceClock(days(85))
    expect(await alarmCodes()).toEqual(['SIGNER_USAGE_ENDS', 'LIST_OLD'])
    running.advanceClock(days(10))
    await expect(documentSigner()).rejects.toMatchObject({
      code: 'SIGNER_UNUSABLE',
      facts: { profile: 'DOCUMENT_SIGNER', reason: 'USAGE_ENDED' },
    })
    expect(await alarmCodes()).toEqual(['SIGNER_MISSING', 'LIST_ENDED'])
    running.advanceClock(days(3 * 366))
    await expect(issueSigner(running.app, systemActor, { profile: 'DOCUMENT_SIGNER' })).rejects.toThrow(
      CscaUnusable,
    )
    expect(await alarmCodes()).toContain('CSCA_USAGE_ENDED')
  })
})

test('several processes that start at once make one of each', async () => {
  await open()
  try {
    await Promise.all(Array.from({ length: 4 }, () => keepCardPki(running.app)))
    const rows = await running.app.db.certificate.groupBy({
      by: ['profile'],
      where: { subjectId: 'card-pki' },
      _count: true,
    })
    expect(rows.filter(({ _count }) => _count !== 1)).toEqual([])
    expect(rows.length).toBeGreaterThan(4)
    expect(await running.app.db.revocationList.count()).toBe(1)
    const held = await running.app.pool.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND objid = 896017`)
    expect(held.rowCount).toBe(0)
  } finally {
    await running.close()
  }
})

describe('an installation with a ceremony', () => {
  afterEach(() => running.close())

  test('makes no CSCA by itself, and says whom it waits for', async () => {
    await open({ CARD_PKI: 'ceremony' })
    await keepCardPki(running.app)
    expect(await newestCsca(running.app)).toBeNull()
    expect(running.logged.join('')).toContain('CSCA_MISSING')
    await expect(documentSigner()).rejects.toThrow(SignerUnusable)
    await expect(issueSigner(running.app, systemActor, { profile: 'QR_SIGNER' })).rejects.toMatchObject({
      code: 'CSCA_UNUSABLE',
      facts: { reason: 'NONE' },
    })
  })

  test('publishes its list also while no new key can be made', async () => {
    await open({ CARD_PKI: 'ceremony' })
    await createCsca(running.app, systemActor)
    await keepCardPki(running.app)
    running.advanceClock(days(80))
    const generate = () => Promise.reject(new KeyStoreUnavailable('TOKEN_FULL'))
    await keepCardPki({ ...running.app, cardKeys: { ...running.app.cardKeys, generate } })
    expect((await newestRevocationList(running.app))?.number).toBe(2)
    expect(running.logged.join('')).toContain('TOKEN_FULL')
    expect(await alarmCodes()).not.toContain('LIST_OLD')
  })

  test('has document signers of the curve that the chip’s profile wants, and a new one when it wants another', async () => {
    await open({ CARD_PKI: 'ceremony', CHIP_PROFILE: 'cc-2024-brainpool', CSCA_CURVE: 'brainpoolP512r1' })
    await createCsca(running.app, systemActor)
    await keepCardPki(running.app)
    const { key, serial } = await documentSigner()
    expect(key.curve).toBe('brainpoolP384r1')
    const other = { ...running.app, env: { ...running.app.env, chipProfile: 'cc-2024' as const } }
    running.advanceClock(1000)
    await keepCardPki(other)
    const next = await signerAt(other, 'DOCUMENT_SIGNER', 'SOD')
    expect(next.key.curve).toBe('P-256')
    expect(next.serial).not.toBe(serial)
  })
})
