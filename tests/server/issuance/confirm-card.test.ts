import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBack } from '../../../enrollment-kiosk/documents/read-back.ts'
import { cardFaceSchema } from '../../../core/contracts/print-job.ts'
import { verifySignedQr } from '../../../core/qr/verify-signed-qr.ts'
import { confirmCard } from '../../../server/issuance/confirm-card.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { listedQrSigners } from '../../../server/pki/card/listed-qr-signers.ts'
import { revokeCertificate } from '../../../server/pki/card/revoke-certificate.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { openStation, passedCard, plannedJob, unknownId } from '../../support/factory.ts'
import { isMissing } from '../../support/is-missing.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { isOpensslMissing } from '../pki/openssl.ts'

const run = promisify(execFile)

const pdfsigMissing = isMissing('pdfsig', spawnSync('pdfsig', ['-v']).error === undefined)
const opensslMissing = isOpensslMissing()

const issuer = officerOf('ISSUING_OFFICER')
let running: TestApp
let cardId: string
let folder: string
beforeAll(async () => {
  running = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'confirmation-'))
  await keepCardPki(running.app)
  const station = await openStation(running.app, 10)
  await plannedJob(running.app)
  ;({ id: cardId } = await passedCard(running.app, station))
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true })
})

const inState = (status: string) => running.app.db.card.update({ where: { id: cardId }, data: { status } })
const confirmed = () => confirmCard(running.app, issuer, { cardId })

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return file
}

/** What poppler says of the signatures; the certificate's own chain is not asked for, its CSCA is in no store. */
async function pdfsig(pdf: Uint8Array): Promise<string> {
  const { stdout } = await run('pdfsig', ['-nocert', await fileOf('signed.pdf', pdf)])
  return stdout
}

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** The same file with other words in it, of the same length. */
function altered(pdf: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(pdf)
  // The title in the file's information, one letter further.
  const at = latin(pdf).indexOf('/Title') + 12
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

/** As a scanner sees the paper. */
const qrIn = async (pdf: Uint8Array) => (await readBack(pdf)).qr

describe('the confirmation of a card in force', () => {
  beforeAll(() => inState('ACTIVE'))

  test.skipIf(pdfsigMissing)('is signed as PAdES wants it, over the whole file', async () => {
    const said = await pdfsig(await confirmed())
    expect(said).toContain('Signature Type: ETSI.CAdES.detached')
    expect(said).toContain('Signer Certificate Common Name: Slip Signer')
    expect(said).toContain('Total document signed')
    expect(said).toContain('Signature is Valid')
  })

  test.skipIf(pdfsigMissing)('with a byte changed is not valid any more', async () => {
    const said = await pdfsig(altered(await confirmed()))
    expect(said).not.toContain('Signature is Valid')
    expect(said).toContain('Digest Mismatch')
  })

  test.skipIf(opensslMissing)(
    'holds for openssl too, by the certificate of the signer of papers',
    async () => {
      const pdf = await confirmed()
      const text = latin(pdf)
      const [, a = 0, b = 0, c = 0, d = 0] = (/\/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]/.exec(text) ?? []).map(
        Number,
      )
      expect([a, c + d]).toEqual([0, pdf.length])
      const contents = Buffer.from(text.slice(b + 1, c - 1), 'hex')
      const covered = Buffer.concat([pdf.subarray(a, a + b), pdf.subarray(c, c + d)])
      const { pem } = await running.app.db.certificate.findFirstOrThrow({ where: { profile: 'SLIP_SIGNER' } })
      const cms = ['-in', await fileOf('cms.der', contents), '-inform', 'DER', '-binary']
      const content = ['-content', await fileOf('content', covered), '-out', join(folder, 'out')]
      const signer = ['-certfile', await fileOf('signer.pem', Buffer.from(pem)), '-nointern', '-noverify']
      const { stderr } = await run('openssl', ['cms', '-verify', ...cms, ...content, ...signer])
      expect(stderr).toContain('successful')
      const { stdout } = await run('openssl', ['cms', '-cmsout', '-print', '-noout', ...cms])
      expect(stdout).toContain('id-smime-aa-signingCertificateV2')
      expect(stdout).not.toContain('signingTime')
    },
  )

  test('carries a signed QR that anybody can verify, and both signatures are on record', async () => {
    const { app } = running
    const before = await app.db.keySignature.groupBy({ by: ['purpose'], _count: true })
    const countOf = (rows: typeof before, purpose: string) =>
      rows.find((row) => row.purpose === purpose)?._count ?? 0
    const text = (await qrIn(await confirmed())) ?? ''
    const after = await app.db.keySignature.groupBy({ by: ['purpose'], _count: true })
    expect(['QR', 'SLIP'].map((purpose) => countOf(after, purpose) - countOf(before, purpose))).toEqual([
      1, 1,
    ])
    const { signers } = await listedQrSigners(app)
    const finding = await verifySignedQr(text, { signers, at: app.clock(), verify: es256 })
    const { printJob } = await app.db.card.findUniqueOrThrow({
      where: { id: cardId },
      include: { printJob: true },
    })
    const { number, name } = cardFaceSchema.parse(printJob.face)
    expect(finding).toMatchObject({ verdict: 'VALID', content: { person: { number, name } } })
    const entry = await app.db.auditEntry.findFirst({ where: { action: 'card.confirm', subjectId: cardId } })
    expect(entry?.actorId).toBe(issuer.id)
  })

  test('has no QR where the installation makes none', async () => {
    const { app } = running
    const pdf = await confirmCard({ ...app, env: { ...app.env, signedQr: false } }, issuer, { cardId })
    expect(await qrIn(pdf)).toBeNull()
  })
})

test('a card that is not in force, an unknown one and another unit’s are not confirmed', async () => {
  await inState('LOCKED')
  expect(await refusalOf(confirmed())).toBe('CARD_NOT_IN_FORCE')
  expect(await refusalOf(confirmCard(running.app, issuer, { cardId: unknownId() }))).toBe('NOT_FOUND')
  await inState('ACTIVE')
  const elsewhere = officerOf('ISSUING_OFFICER', '79')
  await expect(confirmCard(running.app, elsewhere, { cardId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('the QRs of a revoked signer are told to be so', async () => {
  const { app } = running
  const text = (await qrIn(await confirmed())) ?? ''
  const { serial } = await app.db.certificate.findFirstOrThrow({ where: { profile: 'QR_SIGNER' } })
  const administrator = officerOf('ADMINISTRATOR')
  await revokeCertificate(app, administrator, { serial, reason: 'KEY_COMPROMISE' })
  const { signers } = await listedQrSigners(app)
  expect((await verifySignedQr(text, { signers, at: app.clock(), verify: es256 })).verdict).toBe(
    'REVOKED_SIGNER',
  )
  expect(await refusalOf(confirmed())).toBe('SIGNER_UNUSABLE')
})

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const
async function es256(spki: string, signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>) {
  const key = await crypto.subtle.importKey('spki', Buffer.from(spki, 'base64'), p256, false, ['verify'])
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, data)
}
