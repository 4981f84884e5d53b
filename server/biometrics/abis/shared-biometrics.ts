import type { MinutiaeTemplate } from '../../../core/biometrics/minutiae.ts'
import { type FingerPosition, fingerPositions } from '../../../core/biometrics/positions.ts'
import {
  type BiometricInformation,
  cbeffFormats,
  writeCbeff,
} from '../../../core/biometrics/records/cbeff.ts'
import { writeFingerImages2011 } from '../../../core/biometrics/records/finger-image-2011.ts'
import { writeMinutiae2005 } from '../../../core/biometrics/records/finger-minutiae-2005.ts'
import { toRecordedMinutiae, workingPerCm } from '../../../core/biometrics/records/minutiae-template.ts'
import { unpackTemplate } from '../../../core/biometrics/template-bytes.ts'
import { fingerSubtypes } from './finger-subtypes.ts'
import { readShareToken, ShareRefused, type SharingApp } from './share-token.ts'

interface Shared {
  readonly referenceId: string
  readonly applicationId: string
  /** CBEFF; empty where there is no finger. */
  readonly cbeff: string
}

/**
 * What the address of a token gives: the fingers of a reference, and nothing else about the person.
 * Throws ShareRefused, also for a reference that was withdrawn since.
 */
export async function sharedBiometrics(app: SharingApp, token: string): Promise<Shared> {
  const { referenceId, images } = readShareToken(app, token)
  const reference = await app.db.biometricReference.findFirst({
    where: { id: referenceId, withdrawnAt: null },
    include: { templates: { orderBy: { position: 'asc' } } },
  })
  if (!reference?.applicationId) throw new ShareRefused('SHARE_UNKNOWN')
  const { applicationId } = reference
  const minutiae = reference.templates.flatMap(({ position, bytes, quality, computedAt }) => {
    const finger = fingerPositions.find((known) => known === position)
    if (!finger) return []
    const record = minutiaeRecord(finger, unpackTemplate(bytes))
    const of = { finger, quality, createdAt: computedAt.getTime(), level: 'Processed' }
    return [information({ ...of, format: cbeffFormats.fingerMinutiae, record })]
  })
  const pictures = images ? await imagesOf(app, applicationId) : []
  const records = [...minutiae, ...pictures]
  const cbeff = records.length === 0 ? '' : writeCbeff(records)
  return { referenceId, applicationId, cbeff }
}

function information({
  finger,
  format,
  quality,
  ...rest
}: Pick<BiometricInformation, 'createdAt' | 'level' | 'record'> & {
  readonly finger: FingerPosition
  readonly format: number
  readonly quality: number | null
}): BiometricInformation {
  return {
    ...rest,
    index: null,
    // ISO/IEC JTC 1/SC 37 in the register of biometric organizations (ISO/IEC 19785-2).
    format: { organization: '257', type: String(format) },
    modality: 'Finger',
    subtype: fingerSubtypes[finger],
    purpose: 'Enroll',
    quality: quality === null ? null : { algorithm: null, score: quality },
    signature: null,
    others: [],
  }
}

function minutiaeRecord(position: FingerPosition, template: MinutiaeTemplate): Uint8Array {
  const { width, height } = template
  const minutiae = toRecordedMinutiae(template)
  const view = { position, viewNumber: 0, impression: 0, quality: 0, minutiae, extended: [] }
  const resolution = { xPerCm: workingPerCm, yPerCm: workingPerCm }
  return writeMinutiae2005({
    certification: 0,
    deviceType: 0,
    width,
    height,
    ...resolution,
    views: [view],
  })
}

/** The best image of each finger, as it was captured. */
async function imagesOf(app: SharingApp, applicationId: string): Promise<BiometricInformation[]> {
  const samples = await app.db.biometricSample.findMany({
    where: { applicationId, kind: 'FINGER', sha256: { not: null } },
    orderBy: [{ position: 'asc' }, { quality: { sort: 'desc', nulls: 'last' } }, { impression: 'asc' }],
    distinct: ['position'],
  })
  const records: BiometricInformation[] = []
  for (const { position, sha256, width, height, dpi, quality, capturedAt } of samples) {
    const finger = fingerPositions.find((known) => known === position)
    const image = await app.blobs.get(sha256 ?? '')
    if (!finger || !image || !width || !height || !dpi) continue
    const record = imageRecord({ finger, image, width, height, dpi })
    const createdAt = capturedAt?.getTime() ?? null
    const format = cbeffFormats.fingerImage
    records.push(information({ finger, format, quality, createdAt, level: 'Raw', record }))
  }
  return records
}

function imageRecord({
  finger,
  image,
  width,
  height,
  dpi,
}: {
  readonly finger: FingerPosition
  readonly image: Uint8Array
  readonly width: number
  readonly height: number
  readonly dpi: number
}): Uint8Array {
  const resolution = { units: 1, scanX: dpi, scanY: dpi, imageX: dpi, imageY: dpi }
  const device = { technology: 0, deviceVendor: 0, deviceType: 0, capturedAt: null }
  const none = { quality: [], certifications: [] }
  const place = { position: finger, representation: 0, impression: 0 }
  const picture = { width, height, depth: 8, compression: 'png', image } as const
  return writeFingerImages2011({
    representations: [{ ...device, ...none, ...place, ...resolution, ...picture }],
  })
}
