import sharp from 'sharp'
import { acceptFinger } from '../../../core/biometrics/accept-finger.ts'
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import type { MinutiaeTemplate } from '../../../core/biometrics/minutiae.ts'
import type { EnrolledFinger } from '../../../core/biometrics/person-record.ts'
import { type FingerPosition, fingerPositions } from '../../../core/biometrics/positions.ts'
import { type BiometricInformation, readCbeff } from '../../../core/biometrics/records/cbeff.ts'
import { readFingerImages2005 } from '../../../core/biometrics/records/finger-image-2005.ts'
import { readFingerImages2011 } from '../../../core/biometrics/records/finger-image-2011.ts'
import {
  dpiOf,
  type ResolutionFields,
  type StoredImage,
  toFingerImage,
} from '../../../core/biometrics/records/finger-image-data.ts'
import { readMinutiae2005 } from '../../../core/biometrics/records/finger-minutiae-2005.ts'
import { readMinutiae2011 } from '../../../core/biometrics/records/finger-minutiae-2011.ts'
import { toMinutiaeTemplate } from '../../../core/biometrics/records/minutiae-template.ts'
import { recordKind } from '../../../core/biometrics/records/record-kind.ts'
import { DomainError } from '../../../core/errors.ts'
import { fingerSubtypes } from './finger-subtypes.ts'
import { AbisRefused } from './refused.ts'

/** As accept-finger.ts asks of an image. */
const fewestMinutiae = 8
/** Pixels of a side at 500 dpi: what is larger is no finger. */
const longestSide = 2000
const mostPixels = longestSide * longestSide

interface View {
  readonly position: number
  /** Null where the image is not good enough. */
  readonly template: () => Promise<MinutiaeTemplate | null>
}

/**
 * The fingers of a CBEFF file: from minutiae where there are any, else from images. Faces and irises are left alone.
 * Throws AbisRefused: CBEFF without fingers, unreadable, or none of them good enough.
 */
export async function readFingers(cbeff: string): Promise<EnrolledFinger[]> {
  if (cbeff.trim() === '') throw new AbisRefused('nothingToCompare')
  const records = parsed(() => readCbeff(cbeff)).filter(({ modality }) => modality === 'Finger')
  if (records.length === 0) throw new AbisRefused('nothingToCompare')
  const minutiae = await bestOf(records.filter(isMinutiae).flatMap(viewsOf))
  const images = records.filter((record) => !isMinutiae(record)).flatMap(viewsOf)
  const fingers = [
    ...minutiae,
    ...(await bestOf(images.filter(({ position }) => !minutiae.some((one) => one.position === position)))),
  ]
  if (fingers.length === 0) throw new AbisRefused('poorQuality')
  return fingers.toSorted((a, b) => a.position - b.position)
}

/** A record's own error becomes the reason of the refusal. */
function parsed<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof DomainError) throw new AbisRefused('cbeffUnreadable')
    throw error
  }
}

const isMinutiae = ({ record }: BiometricInformation) => recordKind(record)?.startsWith('minutiae') ?? false

/** Of each position the view that says most; one of an unknown finger cannot be compared with anything. */
async function bestOf(views: readonly View[]): Promise<EnrolledFinger[]> {
  const best = new Map<FingerPosition, MinutiaeTemplate>()
  for (const view of views) {
    const position = fingerPositions.find((known) => known === view.position)
    const template = position && (await view.template())
    if (!position || !template || template.x.length < fewestMinutiae) continue
    if ((best.get(position)?.x.length ?? 0) < template.x.length) best.set(position, template)
  }
  return [...best].map(([position, template]) => ({ position, template }))
}

function viewsOf({ record, subtype }: BiometricInformation): View[] {
  const named = fingerPositions.find((position) => fingerSubtypes[position] === subtype) ?? 0
  return parsed(() => recordedViews(record)).map(({ position, template }) => ({
    position: position === 0 ? named : position,
    template,
  }))
}

function recordedViews(record: Uint8Array): View[] {
  switch (recordKind(record)) {
    case 'minutiae-2005': {
      const { views, ...header } = readMinutiae2005(record)
      return views.map((view) => minutiaeView(view.position, { ...header, minutiae: view.minutiae }))
    }
    case 'minutiae-2011':
      return readMinutiae2011(record).representations.map((view) => minutiaeView(view.position, view))
    case 'finger-image-2005': {
      const { views, ...header } = readFingerImages2005(record)
      return views.map((view) => imageView(view.position, { ...header, ...view }))
    }
    case 'finger-image-2011':
      return readFingerImages2011(record).representations.map((view) => imageView(view.position, view))
    default:
      throw new AbisRefused('cbeffUnreadable')
  }
}

function minutiaeView(position: number, finger: Parameters<typeof toMinutiaeTemplate>[0]): View {
  const template = toMinutiaeTemplate(finger)
  const fits = template.width <= longestSide && template.height <= longestSide
  return { position, template: () => Promise.resolve(fits ? template : null) }
}

function imageView(position: number, image: StoredImage & ResolutionFields): View {
  return {
    position,
    template: async () => {
      const pixels = await decoded(image)
      try {
        return acceptFinger(pixels)
      } catch (error) {
        if (error instanceof DomainError) return null
        throw error
      }
    },
  }
}

async function decoded(image: StoredImage & ResolutionFields): Promise<FingerImage> {
  if (image.compression !== 'png' && image.compression !== 'jpeg')
    return parsed(() => toFingerImage(image, image))
  const dpi = parsed(() => dpiOf(image))
  const raw = await sharp(image.image, { limitInputPixels: mostPixels })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new AbisRefused('cbeffUnreadable')
    })
  return { width: raw.info.width, height: raw.info.height, dpi, pixels: new Uint8Array(raw.data) }
}
