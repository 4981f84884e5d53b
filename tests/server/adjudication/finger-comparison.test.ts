import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { matchTemplates, matchThreshold } from '../../../core/biometrics/minutiae-match.ts'
import { packTemplate, unpackTemplate } from '../../../core/biometrics/template-bytes.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { compareCaseFingers } from '../../../server/adjudication/finger-comparison.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { adjudicator, openCase } from '../../support/duplicate-cases.ts'
import { unknownId } from '../../support/factory.ts'
import { fingersAgain, inventedFingers } from '../../support/fingers.ts'
import { refusalOf } from '../../support/refusals.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const [finger] = inventedFingers('anh')
const [again] = fingersAgain(finger ? [finger] : [], 'hai')

async function addSample(
  applicationId: string,
  position: number,
  print: { readonly template?: Uint8Array<ArrayBuffer>; readonly bytes?: Buffer },
) {
  const sha256 = await running.app.blobs.put(print.bytes ?? Buffer.from(`${applicationId} ${position}`))
  const place = { applicationId, kind: 'FINGER', position, impression: 1, dpi: 500 }
  return running.app.db.biometricSample.create({
    data: { ...place, sha256, template: print.template ?? null },
  })
}

const packed = (one: typeof finger) => packTemplate(one!.template, 512)
const pngOf = ({ width, height, pixels }: FingerImage) =>
  sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()

test('minutiae of both prints, and which of them the matcher takes for each other', async () => {
  const { app } = running
  const { id, candidateId, applicationId, candidateFileId } = await openCase(app)
  const mine = await addSample(applicationId, 2, { template: packed(finger) })
  await addSample(candidateFileId, 2, { template: packed(again) })
  const asked = { caseId: id, candidateId, position: 2, candidatePosition: null }
  const seen = await compareCaseFingers(app, adjudicator(), asked)
  const templates = [unpackTemplate(packed(finger)), unpackTemplate(packed(again))] as const
  expect(seen.score).toBe(matchTemplates(...templates))
  expect(seen.score).toBeGreaterThan(matchThreshold)
  expect(seen.threshold).toBe(matchThreshold)
  expect(seen.applicant).toMatchObject({ position: 2, sampleId: mine.id })
  expect(seen.pairs.length).toBeGreaterThan(10)
  for (const { probe, candidate } of seen.pairs) {
    expect(probe).toBeLessThan(seen.applicant.template.x.length)
    expect(candidate).toBeLessThan(seen.candidate.template.x.length)
  }
  const audited = { action: 'duplicate-case.compare-fingers', subjectId: applicationId }
  expect(await app.db.auditEntry.count({ where: audited })).toBe(1)
})

test('an image without a template is read; another finger of the candidate may be asked for', async () => {
  const { app } = running
  const { id, candidateId, applicationId, candidateFileId } = await openCase(app)
  const skin = synthesiseFinger(7)
  const image = (impression: number) => renderImpression(skin, impression, { width: 388, height: 374 })
  await addSample(applicationId, 1, { bytes: await pngOf(image(0)) })
  await addSample(candidateFileId, 6, { bytes: await pngOf(image(1)) })
  const asked = { caseId: id, candidateId, position: 1 }
  const seen = await compareCaseFingers(app, adjudicator(), { ...asked, candidatePosition: 6 })
  expect(seen.score).toBeGreaterThan(matchThreshold)
  expect(seen.candidate.position).toBe(6)
  const same = compareCaseFingers(app, adjudicator(), { ...asked, candidatePosition: null })
  expect(await refusalOf(same)).toBe('NO_PRINT_TO_COMPARE')
})

test('a file that is no image, a candidate of another case and an officer of another unit are refused', async () => {
  const { app } = running
  const { id, candidateId, applicationId, candidateFileId } = await openCase(app)
  await addSample(applicationId, 3, { template: packed(finger) })
  await addSample(candidateFileId, 3, { bytes: Buffer.from('không phải ảnh') })
  const asked = { caseId: id, candidateId, position: 3, candidatePosition: null }
  const refused = (changes: Partial<typeof asked>, unit = '01') =>
    refusalOf(compareCaseFingers(app, adjudicator(unit), { ...asked, ...changes }))
  expect(await refused({})).toBe('NO_PRINT_TO_COMPARE')
  expect(await refused({ position: 11 })).toBe('NO_PRINT_TO_COMPARE')
  expect(await refused({ candidateId: unknownId() })).toBe('NOT_FOUND')
  expect(await refused({ caseId: 'x' })).toBe('NOT_FOUND')
  expect(await refused({}, '79')).toBe('NOT_FOUND')
})
