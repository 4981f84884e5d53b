/** Messages as anybody may send them to an ABIS, and the biometrics behind their addresses. */
import { randomUUID } from 'node:crypto'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { EnrolledFinger } from '../../core/biometrics/person-record.ts'
import { type BiometricInformation, writeCbeff } from '../../core/biometrics/records/cbeff.ts'
import { writeFingerImages2011 } from '../../core/biometrics/records/finger-image-2011.ts'
import { writeMinutiae2005 } from '../../core/biometrics/records/finger-minutiae-2005.ts'
import { toRecordedMinutiae } from '../../core/biometrics/records/minutiae-template.ts'

export type AbisName = 'insert' | 'identify' | 'delete' | 'ping' | 'pendingJobs' | 'referenceCount'

/** A message of its own requestId; what is undefined is left out. */
export function abisText(name: AbisName, members: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    id: `mosip.abis.${name}`,
    version: '1.1',
    requestId: randomUUID(),
    requesttime: '2026-03-02T02:30:00.000Z',
    ...members,
  })
}

const information = {
  index: null,
  format: { organization: '257', type: '2' },
  createdAt: null,
  modality: 'Finger',
  subtype: 'Right Thumb',
  level: 'Raw',
  purpose: 'Enroll',
  quality: null,
  signature: null,
  others: [],
} as const satisfies Partial<BiometricInformation>

export const cbeffRecord = (
  record: Uint8Array,
  changes: Partial<BiometricInformation> = {},
): BiometricInformation => ({ ...information, record, ...changes })

export function minutiaeRecord({ position, template }: EnrolledFinger): BiometricInformation {
  const { width, height } = template
  const minutiae = toRecordedMinutiae(template)
  const view = { position, viewNumber: 0, impression: 0, quality: 60, minutiae, extended: [] }
  const header = { certification: 0, deviceType: 0, width, height, xPerCm: 197, yPerCm: 197 }
  return cbeffRecord(writeMinutiae2005({ ...header, views: [view] }))
}

/** Minutiae records, a finger each. */
export const cbeffOf = (fingers: readonly EnrolledFinger[]) => writeCbeff(fingers.map(minutiaeRecord))

/** A finger image record of raw pixels, or of a PNG. */
export function imageRecord(position: number, image: FingerImage, png?: Uint8Array): Uint8Array {
  const { width, height, dpi, pixels } = image
  return writeFingerImages2011({
    representations: [
      {
        technology: 0,
        deviceVendor: 0,
        deviceType: 0,
        capturedAt: null,
        quality: [],
        certifications: [],
        position,
        representation: 0,
        impression: 0,
        units: 1,
        scanX: dpi,
        scanY: dpi,
        imageX: dpi,
        imageY: dpi,
        width,
        height,
        depth: 8,
        ...(png ? { compression: 'png', image: png } : { compression: 'raw', image: pixels }),
      },
    ],
  })
}

/** The finger with fewer minutiae than it has. */
export function withMinutiae({ position, template }: EnrolledFinger, count: number): EnrolledFinger {
  const { x, y, angle, type, quality, ...size } = template
  const few = { x: x.slice(0, count), y: y.slice(0, count), angle: angle.slice(0, count) }
  return {
    position,
    template: { ...size, ...few, type: type.slice(0, count), quality: quality.slice(0, count) },
  }
}
