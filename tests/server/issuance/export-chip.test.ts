import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { toPem } from '../../../core/cms/certificate.ts'
import { writeChipArchive } from '../../../core/lds/chip-archive.ts'
import { chipFileOnDisk, type ChipImage } from '../../../core/lds/chip-files.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { run as verify } from '../../../server/commands/chip-verify.ts'
import { exportChip } from '../../../server/issuance/export-chip.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { genuineChip, type GenuineChip } from '../../support/chip-forge.ts'
import { dispatchedCard, openStation, plannedJob, unknownId } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

const run = promisify(execFile)

let running: TestApp
let station: MachineActor
let base: GenuineChip
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app)
  base = await genuineChip()
})
afterAll(() => running.close())

const administrator = officerOf('ADMINISTRATOR')

async function storeCertificate(kind: 'CSCA' | 'DOCUMENT_SIGNER', der: Uint8Array): Promise<string> {
  const { app } = running
  const certificate = readCardCertificate(der)
  const serial = toHex(certificate.serial)
  const { notBefore, notAfter, subjectKeyIdentifier, authorityKeyIdentifier } = certificate
  const row = {
    profile: kind,
    subjectId: kind,
    pem: toPem('CERTIFICATE', der),
    notBefore,
    notAfter,
    subjectKeyId: toHex(subjectKeyIdentifier ?? new Uint8Array()),
    issuerKeyId: toHex(authorityKeyIdentifier ?? new Uint8Array()),
    fingerprint: toHex(publicCrypto().hash('SHA-256', der)),
  }
  await app.db.certificate.upsert({ where: { serial }, create: { serial, ...row }, update: row })
  return serial
}

/** A card as it is after its chip was written. */
async function cardWithChip(): Promise<{ readonly id: string; readonly image: ChipImage }> {
  const { app } = running
  await plannedJob(app)
  const card = await dispatchedCard(app, station)
  const { image, signer } = base
  await storeCertificate('CSCA', signer.csca)
  const record = {
    profile: 'cc-2024',
    chipSerial: toHex(randomBytes(8)),
    signerSerial: await storeCertificate('DOCUMENT_SIGNER', signer.certificate),
    signedAt: new Date(app.clock()),
    sodSha256: toHex(randomBytes(32)),
    imageSha256: await app.blobs.put(writeChipArchive(image)),
  }
  const { printJobId } = await app.db.card.findUniqueOrThrow({ where: { id: card.id } })
  await app.db.chipRecord.upsert({
    where: { printJobId },
    create: { printJobId, ...record },
    update: record,
  })
  return { id: card.id, image }
}

test('a card’s chip comes out file by file as it was written, with both certificates, and the audit knows', async () => {
  const { app } = running
  const { id, image } = await cardWithChip()
  const chip = await exportChip(app, administrator, { cardId: id })
  expect([...chip.image.keys()].toSorted()).toEqual([...image.keys()].toSorted())
  for (const [name, bytes] of image)
    expect(toHex(chip.image.get(name) ?? new Uint8Array())).toBe(toHex(bytes))
  expect(toHex(chip.csca)).toBe(toHex(base.signer.csca))
  expect(toHex(chip.documentSigner)).toBe(toHex(base.signer.certificate))
  const entries = await app.db.auditEntry.findMany({ where: { action: 'chip.export' } })
  expect(entries).toMatchObject([{ subjectId: id, subjectKind: 'card' }])
})

test('it stays where it is for another role, another province, an unknown card and a card without a chip', async () => {
  const { app } = running
  const { id } = await cardWithChip()
  await plannedJob(app)
  const bare = await dispatchedCard(app, station)
  await app.db.chipRecord.deleteMany({ where: { printJob: { card: { id: bare.id } } } })
  const before = await contentOf(app)
  const outcome = (actor: Parameters<typeof exportChip>[1], cardId: string) =>
    refusalOf(exportChip(app, actor, { cardId }))
  expect(await outcome(officerOf('ISSUING_OFFICER'), id)).toBe('FORBIDDEN')
  expect(await outcome(officerOf('ADMINISTRATOR', '79'), id)).toBe('FORBIDDEN')
  expect(await outcome(administrator, unknownId())).toBe('NOT_FOUND')
  expect(await outcome(administrator, 'no id')).toBe('NOT_FOUND')
  expect(await outcome(administrator, bare.id)).toBe('NOT_FOUND')
  expect(await contentOf(app)).toEqual(before)
})

test('the command writes them into a folder of its owner’s, where `chip verify` takes them for genuine', async () => {
  const { id, image } = await cardWithChip()
  const folder = await mkdtemp(join(tmpdir(), 'chip-export-'))
  try {
    const out = join(folder, 'chip')
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      DATA_DIR: running.dataDir,
      DATABASE_URL: running.databaseUrl,
    }
    const cli = (...words: readonly string[]) =>
      run(process.execPath, ['server/cli.ts', ...words, '--json'], {
        cwd: join(import.meta.dirname, '../../..'),
        env,
      })
    const { stdout } = await cli('chip', 'export', '--card', id, '--out', out)
    const files = [...image.keys()].map(chipFileOnDisk)
    expect((await readdir(out)).toSorted()).toEqual([...files, 'csca.cer', 'ds.cer'].toSorted())
    expect(Object.keys((JSON.parse(stdout) as { files: object }).files).toSorted()).toEqual(files.toSorted())
    for (const [name, bytes] of image)
      expect(toHex(await readFile(join(out, chipFileOnDisk(name))))).toBe(toHex(bytes))
    expect((await stat(join(out, 'EF_SOD.bin'))).mode & 0o777).toBe(0o600)
    const verdict = await verify([out, '--csca', join(out, 'csca.cer')])
    expect(verdict).toMatchObject({ done: true, facts: { genuine: true, failures: [] } })
  } finally {
    await rm(folder, { recursive: true })
  }
})
