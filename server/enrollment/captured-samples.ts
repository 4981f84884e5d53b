import { readDeskTemplate } from '../../core/biometrics/desk-template.ts'
import { MinutiaeRecordRefused } from '../../core/biometrics/records/refusals.ts'
import { packTemplate } from '../../core/biometrics/template-bytes.ts'
import { type CapturedFinger, irisFiles, type PacketManifest } from '../../core/enrollment/packet.ts'
import { DomainError } from '../../core/errors.ts'
import type { Prisma } from '../../prisma/client/client.ts'
import type { Transaction } from '../kernel/db.ts'
import type { PacketContent } from './open-packet.ts'

/** A template in the packet is none, is of another finger, or of an impression that was not captured. */
export class DeskTemplateRefused extends DomainError<'DESK_TEMPLATE_REFUSED'> {
  constructor(position: number, field: string) {
    super(
      'DESK_TEMPLATE_REFUSED',
      {
        vi: 'Dữ liệu đặc trưng vân tay trong gói hồ sơ bị lỗi.',
        en: 'A finger template in the packet is damaged or is of another finger.',
      },
      { position, field },
    )
  }
}

type Sample = Omit<Prisma.BiometricSampleCreateManyInput, 'applicationId'>

/** What was captured, row by row, with the desk's templates read and checked. Throws DeskTemplateRefused. */
export function capturedSamples({ manifest, files }: PacketContent): readonly Sample[] {
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  const fingers = manifest.fingers.flatMap((finger) => fingerSamples(finger, { hashes, files }))
  return [
    ...fingers,
    ...slapSamples(manifest, hashes),
    ...faceSamples(manifest, hashes),
    ...irisSamples(manifest, hashes),
  ]
}

interface Contents {
  readonly hashes: ReadonlyMap<string, string>
  readonly files: PacketContent['files']
}

function faceSamples({ portrait }: PacketManifest, hashes: Contents['hashes']): Sample[] {
  if (!portrait) return []
  const { file, device, capturedAt } = portrait
  const sha256 = hashes.get(file) ?? null
  // What the desk found wanting is measured again (check-biometrics): its word alone does not stand.
  const quality = portrait.findings.length > 0 ? null : portrait.quality
  const { reason } = portrait
  return [{ kind: 'FACE', position: 0, impression: 1, sha256, device, capturedAt, quality, reason }]
}

function slapSamples({ slaps }: PacketManifest, hashes: Contents['hashes']): Sample[] {
  return slaps.map(({ position, file, width, height, dpi, device, capturedAt }) => ({
    kind: 'SLAP',
    position,
    impression: 1,
    sha256: hashes.get(file) ?? null,
    width,
    height,
    dpi,
    device,
    capturedAt,
  }))
}

/** Each eye, or one row that says why there is none. */
function irisSamples({ iris }: PacketManifest, hashes: Contents['hashes']): Sample[] {
  if (!iris) return []
  if (iris.status !== 'CAPTURED') {
    const reason = iris.status === 'EXCEPTED' ? iris.reason : null
    return [{ kind: 'IRIS', position: 0, impression: 0, exception: iris.status, permanent: false, reason }]
  }
  return [...new Set(iris.files)].map((file) => ({
    kind: 'IRIS',
    position: irisFiles.indexOf(file) + 1,
    impression: 1,
    sha256: hashes.get(file) ?? null,
    device: iris.device,
  }))
}

function fingerSamples(finger: CapturedFinger, contents: Contents): Sample[] {
  const { position, impressions, exception } = finger
  const template = templateOf(finger, contents)
  if (exception) {
    const { kind, permanent, reason } = exception
    return [{ kind: 'FINGER', position, impression: 0, exception: kind, permanent, reason }]
  }
  return impressions.map(({ file, ...capture }, i) => ({
    kind: 'FINGER',
    position,
    impression: i + 1,
    sha256: contents.hashes.get(file) ?? null,
    ...capture,
    template: finger.template?.impression === i + 1 ? template : null,
  }))
}

const mostTemplateBytes = 512

function templateOf(
  { position, impressions, template }: CapturedFinger,
  { files }: Contents,
): Uint8Array<ArrayBuffer> | null {
  if (!template) return null
  if (template.impression > impressions.length) throw new DeskTemplateRefused(position, 'impression')
  try {
    const read = readDeskTemplate(files.get(template.file) ?? new Uint8Array(), position)
    return packTemplate(read, mostTemplateBytes)
  } catch (error) {
    if (!(error instanceof MinutiaeRecordRefused)) throw error
    throw new DeskTemplateRefused(position, String(error.facts['field']))
  }
}

/** The file's samples are those of this packet. What came in before with the same image and was counted stays counted. */
export async function replaceSamples(
  tx: Transaction,
  applicationId: string,
  samples: readonly Sample[],
): Promise<void> {
  const counted = await tx.biometricSample.findMany({
    where: { applicationId, talliedAt: { not: null } },
    select: { kind: true, position: true, sha256: true, talliedAt: true },
  })
  await tx.biometricSample.deleteMany({ where: { applicationId } })
  const keyOf = ({ kind, position, sha256 }: Pick<Sample, 'kind' | 'position' | 'sha256'>) =>
    `${kind} ${position} ${sha256 ?? ''}`
  const talliedAt = new Map(counted.map((sample) => [keyOf(sample), sample.talliedAt]))
  await tx.biometricSample.createMany({
    data: samples.map((sample) => ({
      ...sample,
      applicationId,
      talliedAt: talliedAt.get(keyOf(sample)) ?? null,
    })),
  })
}
