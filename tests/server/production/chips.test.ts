import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chipDeliverySchema } from '../../../core/contracts/chip-order.ts'
import { type PrintEvent, printOrderSchema } from '../../../core/contracts/print-job.ts'
import { inspectChip } from '../../../core/inspection/inspect-chip.ts'
import { readChipArchive } from '../../../core/lds/chip-archive.ts'
import { readDg15 } from '../../../core/lds/dg15.ts'
import { readDg2 } from '../../../core/lds/dg2.ts'
import { readDg3 } from '../../../core/lds/dg3.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { fromPem } from '../../../core/cms/certificate.ts'
import { readCardCertificate } from '../../../core/pki/certificate.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { publicPoint } from '../../../server/pki/public-point.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { claimPrintJob } from '../../../server/production/claim-print-job.ts'
import { preparedChipSchema } from '../../../server/production/chips/prepare-chip.ts'
import { makeChip } from '../../../server/production/chips/make-chip.ts'
import { deliverChip } from '../../../server/production/chips/deliver-chip.ts'
import { reportPrintJob } from '../../../server/production/report-print-job.ts'
import { settlePrintJob } from '../../../server/production/settle-print-job.ts'
import { days, type TestApp, testApp } from '../../support/app.ts'
import { cardOf, jobOf, openStation, producer, renderSha256 } from '../../support/factory.ts'
import { applicationAt } from '../../support/files.ts'
import { fingerPng } from '../../support/hands.ts'
import type { MachineActor } from '../../support/machines.ts'
import { drawPortrait } from '../../support/packets.ts'
import { runPipeline } from '../../support/pipeline.ts'
import { refusalOf } from '../../support/refusals.ts'

/** Of cards whose biometrics are written by ISO/IEC 19794 (core/card/chip-profile.ts). */
const lastMorning = '2029-12-31T08:00:00+07:00'

let running: TestApp
let station: MachineActor
beforeAll(async () => {
  running = await testApp({ now: Date.parse(lastMorning), variables: { CHIP_PROFILE: 'cc-2024' } })
  await keepCardPki(running.app)
  station = await openStation(running.app, 20)
})
afterAll(() => running.close())

/** The next job, with its portrait and two fingers, fed at the station. */
async function fed() {
  const { app } = running
  const portraitSha256 = await app.blobs.put(await drawPortrait())
  const { id: applicationId } = await applicationAt(app, 'plan-print-job', { portraitSha256 })
  const prints = [2, 7].map(async (position) => {
    const print = renderImpression(synthesiseFinger(position), 1, { width: 256, height: 320 })
    const sha256 = await app.blobs.put(await fingerPng(print))
    return { applicationId, kind: 'FINGER', position, impression: 1, sha256, dpi: 500 }
  })
  await app.db.biometricSample.createMany({ data: await Promise.all(prints) })
  await runPipeline(app)
  const order = printOrderSchema.parse(await claimPrintJob(app, station))
  const { id, lease, blankSerial } = order
  const report = (event: PrintEvent) => reportPrintJob(app, station, { id, report: event })
  await report({ event: 'feed', lease, blankSerial })
  return { order, lease, report }
}
type Fed = Awaited<ReturnType<typeof fed>>

const written = ({ order, lease }: Fed): PrintEvent => ({
  event: 'writeChip',
  lease,
  sodSha256: order.chip?.sodSha256 ?? '',
})
const printed = ({ lease }: Fed): PrintEvent => ({ event: 'print', lease, renderSha256 })
const delivered = async ({ order }: Fed) =>
  chipDeliverySchema.parse(await deliverChip(running.app, station, order.id))
const recordOf = ({ order }: Fed) =>
  running.app.db.chipRecord.findUniqueOrThrow({ where: { printJobId: order.id } })

describe('the chip of a claimed job', () => {
  test('is delivered with its keys, and every inspection system that trusts the CSCA takes it for genuine', async () => {
    const job = await fed()
    const { archive, keys, access, chipSerial } = await delivered(job)
    const bytes = Buffer.from(archive, 'base64')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(job.order.chip?.imageSha256)
    const { number, mrz } = job.order.face
    expect(access).toEqual({ can: number.slice(6), mrz: mrz.join('') })
    expect(chipSerial.endsWith(job.order.blankSerial)).toBe(true)
    const image = readChipArchive(bytes)
    const point = (pkcs8 = '') =>
      publicPoint(
        createPublicKey(
          createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' }),
        ).export({ type: 'spki', format: 'der' }),
      )
    expect(readDg15(image.get('DG15') ?? new Uint8Array())).toMatchObject({
      key: point(keys?.activeAuthentication),
    })
    const trusted = await running.app.db.certificate.findMany({ where: { profile: 'CSCA' } })
    const lists = await running.app.db.revocationList.findMany()
    const report = inspectChip(image, {
      trusted: trusted.map(({ pem }) => fromPem('CERTIFICATE', pem)),
      revocationLists: lists.map(({ der }) => der),
      requireCrl: true,
      at: new Date(running.app.clock()),
      crypto: publicCrypto(),
    })
    expect(report.failures).toEqual([])
    expect(report).toMatchObject({ genuine: true, warnings: [] })
  })

  test('is written for the number that its maker told with the lot', async () => {
    const told = (chipSerial: string | null) =>
      running.app.db.$executeRaw`UPDATE "BlankCard" SET "chipSerial" = ${chipSerial} || right("serial", 11)
        WHERE "stationId" = ${station.id}::uuid AND "status" = 'AT_STATION'`
    await told('MAKER')
    const job = await fed()
    const chipSerial = `MAKER${job.order.blankSerial.slice(-11)}`
    expect(job.order.chip).toMatchObject({ chipSerial })
    expect(await delivered(job)).toMatchObject({ chipSerial })
    expect(await recordOf(job)).toMatchObject({ chipSerial })
    await told(null)
  })

  test('must be written and read back before anything is printed on the card', async () => {
    const job = await fed()
    expect(await refusalOf(job.report(printed(job)))).toBe('CHIP_NOT_WRITTEN')
    const other: PrintEvent = { event: 'writeChip', lease: job.lease, sodSha256: 'ab'.repeat(32) }
    expect(await refusalOf(job.report(other))).toBe('CHIP_MISMATCH')
    await job.report(written(job))
    expect(await recordOf(job)).toMatchObject({ sealedKeys: null, verifiedAt: new Date(running.app.clock()) })
    await job.report(printed(job))
    await job.report({ event: 'verify', lease: job.lease, qr: job.order.face.qr })
    const card = await cardOf(running.app, job.order.id)
    expect(card.serial).toBe(job.order.blankSerial)
    expect(await refusalOf(deliverChip(running.app, station, job.order.id))).toBe('NOT_FOUND')
  })

  test('that was locked lets nobody say that its blank is untouched', async () => {
    const job = await fed()
    const { order, lease, report } = job
    await report(written(job))
    await report({ event: 'loseTrack', lease, reason: 'PRINTER_SILENT' })
    const settling = settlePrintJob(running.app, producer, { id: order.id, finding: { found: 'UNTOUCHED' } })
    expect(await refusalOf(settling)).toBe('CHIP_ALREADY_WRITTEN')
    expect(await refusalOf(report({ event: 'findUntouched', lease, reason: 'X' }))).toBe(
      'CHIP_ALREADY_WRITTEN',
    )
    expect(await jobOf(running.app, order.id)).toMatchObject({ status: 'OUTCOME_UNKNOWN' })
  })

  test('that was spoiled leaves no keys behind, and the remake gets a chip of its own', async () => {
    const job = await fed()
    await job.report({ event: 'spoil', lease: job.lease, reason: 'CHIP_DEAD' })
    const first = await recordOf(job)
    expect(first.sealedKeys).toBeNull()
    const again = await claimPrintJob(running.app, station)
    expect(again?.face).toEqual(job.order.face)
    expect(again?.chip?.sodSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(again?.chip?.sodSha256).not.toBe(first.sodSha256)
  })

  test('is made anew for the blank of the next station when this one gave its blank back untouched', async () => {
    const job = await fed()
    await job.report({ event: 'eject', lease: job.lease, reason: 'JAM' })
    const again = printOrderSchema.parse(await claimPrintJob(running.app, station))
    expect(again.id).toBe(job.order.id)
    expect(again.chip?.sodSha256).not.toBe(job.order.chip?.sodSha256)
    expect(await running.app.db.chipRecord.count({ where: { printJobId: again.id } })).toBe(1)
  })

  test('that was signed too late, for a lease that is over, does not take the place of the present one', async () => {
    const job = await fed()
    const present = await recordOf(job)
    const row = await jobOf(running.app, job.order.id)
    const late = makeChip(running.app, { ...row, lease: job.lease - 1 })
    expect(await refusalOf(late)).toBe('LEASE_LOST')
    expect(await recordOf(job)).toEqual(present)
  })

  test('stays planned for a station that has no encoder', async () => {
    const job = await fed()
    await job.report({ event: 'eject', lease: job.lease, reason: 'JAM' })
    expect(await claimPrintJob(running.app, station, { chips: false })).toBeNull()
    expect(await claimPrintJob(running.app, station, { chips: true })).toMatchObject({ id: job.order.id })
  })

  test('is nobody else’s to fetch', async () => {
    const job = await fed()
    const other = await openStation(running.app, 1)
    expect(await refusalOf(deliverChip(running.app, other, job.order.id))).toBe('NOT_FOUND')
  })
})

test('without a document signer a claim is refused and the job waits, its blank free', async () => {
  const { app } = running
  const job = await fed()
  await job.report({ event: 'eject', lease: job.lease, reason: 'JAM' })
  const signers = { where: { profile: 'DOCUMENT_SIGNER' } }
  await app.db.certificate.updateMany({ ...signers, data: { usageUntil: new Date(app.clock() - 1) } })
  expect(await refusalOf(claimPrintJob(app, station))).toBe('SIGNER_UNUSABLE')
  expect(await jobOf(app, job.order.id)).toMatchObject({ status: 'PLANNED', blankSerial: null })
})

test('a job whose chip can never be made keeps no other job from the stations', async () => {
  const { app } = running
  await keepCardPki(app)
  const job = await fed()
  await job.report({ event: 'eject', lease: job.lease, reason: 'JAM' })
  const { chip, applicationId } = await jobOf(app, job.order.id)
  const lost = { ...preparedChipSchema.parse(chip), fingers: [], portrait: null, profile: 'long-gone' }
  await app.db.printJob.update({ where: { id: job.order.id }, data: { chip: lost, priority: 10 } })
  expect(await refusalOf(claimPrintJob(app, station))).toBe('CHIP_NOT_PREPARED')
  expect(await jobOf(app, job.order.id)).toMatchObject({
    status: 'PLANNED',
    blankSerial: null,
    failureCode: 'CHIP_NOT_PREPARED',
  })
  const next = await fed()
  expect(next.order.id).not.toBe(job.order.id)
  expect(await app.db.printJob.count({ where: { applicationId, status: 'PLANNED' } })).toBe(1)
})

test('a portrait that is no picture sends the file back to the desk before any card is begun', async () => {
  const { app } = running
  const portraitSha256 = await app.blobs.put(Uint8Array.of(1, 2, 3))
  const { id } = await applicationAt(app, 'plan-print-job', { portraitSha256 })
  await runPipeline(app)
  const file = await app.db.application.findUniqueOrThrow({ where: { id }, include: { printJobs: true } })
  expect(file).toMatchObject({ status: 'RETURNED', reasonCodes: ['PORTRAIT_UNSUITABLE'], printJobs: [] })
})

test('jobs planned since 2030 by the clock of Việt Nam get ISO/IEC 39794 in DG2 and DG3', async () => {
  const { app } = running
  // Those that wait from before come last.
  await app.db.printJob.updateMany({ where: { status: 'PLANNED' }, data: { priority: -1 } })
  const encodings = async () => {
    const job = await fed()
    const image = readChipArchive(Buffer.from((await delivered(job)).archive, 'base64'))
    const { records: faces } = readDg2(image.get('DG2') ?? new Uint8Array())
    const { records: fingers } = readDg3(image.get('DG3') ?? new Uint8Array())
    return [job.order.face.issuedOn, ...[...faces, ...fingers].map(({ encoding }) => encoding)]
  }
  const [old, later] = ['ISO_19794', 'ISO_39794']
  expect(await encodings()).toEqual(['2029-12-31', old, old, old])
  running.advanceClock(Date.parse('2030-01-01T00:00:00+07:00') - app.clock())
  expect(await encodings()).toEqual(['2030-01-01', later, later, later])
})

test('a finger that is no picture sends the file back for that finger, and blames no portrait', async () => {
  const { app } = running
  const portraitSha256 = await app.blobs.put(await drawPortrait())
  const { id } = await applicationAt(app, 'plan-print-job', { portraitSha256 })
  const sha256 = await app.blobs.put(Uint8Array.of(9, 9, 9))
  await app.db.biometricSample.create({
    data: { applicationId: id, kind: 'FINGER', position: 7, impression: 1, sha256, dpi: 500 },
  })
  await runPipeline(app)
  const file = await app.db.application.findUniqueOrThrow({ where: { id }, include: { printJobs: true } })
  expect(file).toMatchObject({
    status: 'RETURNED',
    reasonCodes: ['FINGERS_UNCLEAR'],
    returnedFor: { parts: ['FINGERS'], fingers: [7] },
    printJobs: [],
  })
})

test('a job that was planned before the installation changed its profile is signed on the curve that it was planned with', async () => {
  const { app } = running
  const job = await fed()
  await job.report({ event: 'eject', lease: job.lease, reason: 'JAM' })
  const other = { ...app, env: { ...app.env, chipProfile: 'cc-2024-brainpool' as const } }
  const curvesNow = async () => {
    const rows = await app.db.certificate.findMany({
      where: { profile: 'DOCUMENT_SIGNER', usageUntil: { gt: new Date(app.clock()) } },
    })
    return new Set(
      rows.map(({ pem }) => readCardCertificate(fromPem('CERTIFICATE', pem)).publicKey.key?.curve),
    )
  }
  running.advanceClock(1000)
  await keepCardPki(other)
  const again = printOrderSchema.parse(await claimPrintJob(other, station))
  expect(again).toMatchObject({ id: job.order.id, chip: { profile: 'cc-2024' } })
  await reportPrintJob(app, station, {
    id: again.id,
    report: { event: 'release', lease: again.lease, reason: 'JAM' },
  })
  // Nobody claimed it for months: its curve still has a signer, beside that of new jobs.
  running.advanceClock(days(100))
  await keepCardPki(other)
  expect(await curvesNow()).toEqual(new Set(['P-256', 'brainpoolP384r1']))
  expect(await claimPrintJob(other, station)).toMatchObject({ id: job.order.id })
})
