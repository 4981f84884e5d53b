/** Single prints of invented people, and files that keep them. */
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { acceptFinger } from '../../core/biometrics/accept-finger.ts'
import { writeDeskTemplate } from '../../core/biometrics/desk-template.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { packTemplate } from '../../core/biometrics/template-bytes.ts'
import {
  renderImpression,
  type SyntheticFinger,
  synthesiseFinger,
  type TouchDamage,
} from '../../core/synthetic/finger.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { inventedFingers } from './fingers.ts'
import { fingerPng } from './hands.ts'
import type { PacketChanges } from './packets.ts'

export const printSize = { width: 388, height: 374 } as const

const grown = new Map<number, SyntheticFinger>()

function fingerOf(body: number, position: FingerPosition): SyntheticFinger {
  const seed = 1000 * body + position
  const finger = grown.get(seed) ?? synthesiseFinger(seed)
  grown.set(seed, finger)
  return finger
}

export interface Touch {
  /** The same number gives the same image. */
  readonly impression: number
  readonly damage?: TouchDamage
}

/** A touch of a finger of the person of this number, the same people as in hands.ts. */
export function printOf(
  body: number,
  position: FingerPosition,
  { impression, damage = {} }: Touch,
): FingerImage {
  return renderImpression(fingerOf(body, position), impression, { ...printSize, damage })
}

export async function printPng(
  body: number,
  position: FingerPosition,
  touch: Touch,
): Promise<Uint8Array<ArrayBuffer>> {
  return greyPng(printOf(body, position, touch))
}

export async function greyPng(image: FingerImage): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await fingerPng(image))
}

/** Gives a file the templates of a person, as the pipeline keeps them. */
export async function keepTemplates(
  app: ServerApp,
  file: { readonly id: string; readonly residentId: string | null },
  { body, positions }: { readonly body: number; readonly positions: readonly FingerPosition[] },
): Promise<void> {
  const computedAt = new Date(app.clock())
  const templates = positions.map((position) => ({
    position,
    bytes: packTemplate(acceptFinger(printOf(body, position, { impression: 1 })), 512),
    source: 'SERVER',
    computedAt,
  }))
  await app.db.biometricReference.create({
    data: {
      applicationId: file.id,
      residentId: file.residentId ?? '',
      createdAt: computedAt,
      templates: { createMany: { data: templates } },
    },
  })
}

/** Templates of a packet: those of these positions from prints of a person, the others invented, always the same for a person. */
export function deskTemplates(
  body: number,
  positions: readonly FingerPosition[],
): NonNullable<PacketChanges['template']> {
  const invented = inventedFingers(`body ${body}`, 10)
  const quality = 70
  return async (position) => {
    const printed = positions.includes(position)
      ? acceptFinger(printOf(body, position, { impression: 1 }))
      : invented.find((finger) => finger.position === position)?.template
    if (!printed) throw new RangeError('no such finger')
    return writeDeskTemplate({ position, template: printed, quality })
  }
}

/** Gives a file the images of a person and no templates. */
export async function keepImages(
  app: ServerApp,
  file: { readonly id: string },
  { body, positions }: { readonly body: number; readonly positions: readonly FingerPosition[] },
): Promise<void> {
  for (const position of positions) {
    const sha256 = await app.blobs.put(await printPng(body, position, { impression: 1 }))
    const captured = { kind: 'FINGER', position, impression: 1, sha256, ...printSize, dpi: 500 }
    await app.db.biometricSample.create({ data: { applicationId: file.id, ...captured } })
  }
}
