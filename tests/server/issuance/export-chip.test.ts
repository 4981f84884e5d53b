import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toHex } from '../../../core/bytes.ts'
import { toPem } from '../../../core/cms/certificate.ts'
import { buildChip } from '../../../core/lds/build-chip.ts'
import { writeChipArchive } from '../../../core/lds/chip-archive.ts'
import type { ChipImage } from '../../../core/lds/chip-files.ts'
import { plainHolder, profile } from '../../../core/lds/test-holders.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { exportChip } from '../../../server/issuance/export-chip.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { softwareKey } from '../../../server/pki/software-key.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { type SampleSigner, sampleSigner } from '../../support/chips.ts'
import { dispatchedCard, openStation, plannedJob, unknownId } from '../../support/factory.ts'
import type { MachineActor } from '../../support/machines.ts'
import { officerOf } from '../../support/officers.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
let station: MachineActor
let signer: SampleSigner
beforeAll(async () => {
  running = await testApp()
  station = await openStation(running.app)
  signer = await sampleSigner(profile)
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
  const image = await buildChip({
    person: plainHolder(),
    biometrics: { portrait: null, fingers: [] },
    profile,
    chipKeys: {
      activeAuthentication: softwareKey(profile.activeAuthentication),
      chipAuthentication: softwareKey(profile.chipAuthentication),
    },
    signer,
    signedAt: new Date(app.clock()),
    hash: publicCrypto().hash,
    random: (length) => new Uint8Array(randomBytes(length)),
  })
  await storeCertificate('CSCA', signer.csca)
  const record = {
    profile: profile.name,
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
  expect(toHex(chip.csca)).toBe(toHex(signer.csca))
  expect(toHex(chip.documentSigner)).toBe(toHex(signer.certificate))
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
