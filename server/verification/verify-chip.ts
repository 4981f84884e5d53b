import { createHash, randomUUID } from 'node:crypto'
import { chipFilesSchema, mostChipBytes } from '../../core/contracts/chip-inspection.ts'
import { DomainError } from '../../core/errors.ts'
import {
  type ChipInspector,
  chipInspector,
  type InspectionTrust,
} from '../../core/inspection/inspect-chip.ts'
import type { InspectionReport } from '../../core/inspection/report.ts'
import type { ChipFileName, ChipImage } from '../../core/lds/chip-files.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import { alarmIfHotListed } from '../production/stock/hot-list.ts'
import { trustedAuthorities } from './trusted-authorities.ts'

export class ChipTooLarge extends DomainError<'CHIP_TOO_LARGE'> {
  constructor() {
    super(
      'CHIP_TOO_LARGE',
      {
        vi: 'Các tệp lớn hơn một chip có thể chứa. Hãy chọn đúng các tệp EF_*.bin của một thẻ.',
        en: 'The files are larger than a chip can hold. Choose the EF_*.bin files of one card.',
      },
      { most: mostChipBytes },
    )
  }
}

export class IllegalChipFiles extends DomainError<'ILLEGAL_CHIP_FILES'> {
  constructor() {
    super('ILLEGAL_CHIP_FILES', {
      vi: 'Danh sách tệp không đúng: mỗi tệp một lần, nội dung dạng base64.',
      en: 'The list of files is malformed: each file once, its content in base64.',
    })
  }
}

interface ChipToVerify {
  /** In base64. */
  readonly files: readonly { readonly name: ChipFileName; readonly content: string }[]
  readonly requireCrl: boolean
}

/**
 * Inspects a chip's files against what this installation trusts. Nothing of them is kept, nor said of whose they are. Throws
 * IllegalChipFiles, ChipTooLarge, HotListed for the chip of a card that was spoiled.
 */
export async function verifyChip(
  app: App,
  actor: Actor,
  input: { readonly files: unknown; readonly requireCrl: boolean },
): Promise<InspectionReport> {
  demand(actor, 'chip.verify')
  const files = chipFilesSchema.safeParse(input.files)
  if (!files.success) throw new IllegalChipFiles()
  return inspectAndNote(app, { ...input, files: files.data }, { actor, agency: null })
}

/** `agency`: code of the agency that asked, where no officer did. */
export async function inspectAndNote(
  app: App,
  { files, requireCrl }: ChipToVerify,
  { actor, agency }: { readonly actor: Actor; readonly agency: string | null },
): Promise<InspectionReport> {
  const image: ChipImage = new Map(files.map(({ name, content }) => [name, Buffer.from(content, 'base64')]))
  if ([...image.values()].reduce((sum, { length }) => sum + length, 0) > mostChipBytes)
    throw new ChipTooLarge()
  const sodSha256 = createHash('sha256')
    .update(image.get('SOD') ?? '')
    .digest('hex')
  await alarmIfHotListed(app.db, app, { sodSha256, place: 'INSPECTION', actor })
  const inspect = inspectorFor({ ...(await trustedAuthorities(app)), requireCrl })
  const report = inspect(image, instantAt(app.clock()))
  await app.db.$transaction((tx) =>
    audit(tx, {
      actor,
      at: app.clock(),
      action: 'chip.verify',
      subjectKind: 'chip inspection',
      // The chip itself is not named: who showed which card where is nobody's business.
      subjectId: randomUUID(),
      details: {
        genuine: report.genuine,
        failures: [...new Set(report.failures.map(({ rule }) => rule))].join(),
        revocation: report.revocation,
        ...(agency !== null && { agency }),
      },
    }),
  )
  return report
}

interface Kept {
  readonly trust: InspectionTrust
  readonly inspect: ChipInspector
}

/** By whether a list is demanded: what was found out about signers holds as long as the same is trusted. */
const kept = new Map<boolean, Kept>()

function inspectorFor(trust: InspectionTrust): ChipInspector {
  const strict = trust.requireCrl === true
  const known = kept.get(strict)
  if (known && isSameTrust(known.trust, trust)) return known.inspect
  const inspect = chipInspector(trust)
  kept.set(strict, { trust, inspect })
  return inspect
}

function isSameTrust(a: InspectionTrust, b: InspectionTrust): boolean {
  const [one, other] = [a, b].map(({ trusted, revocationLists }) => [...trusted, ...revocationLists])
  return (
    a.trusted.length === b.trusted.length &&
    one?.length === other?.length &&
    one?.every((der, i) => Buffer.compare(der, other?.[i] ?? new Uint8Array()) === 0) === true
  )
}
