import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { chipQuestionSchema } from '../../../core/contracts/verification-api.ts'
import type { InspectionReport } from '../../../core/inspection/report.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { Agency } from '../../registry/sharing/agency.ts'
import { inspectAndNote } from '../verify-chip.ts'
import { askAsAgency } from './ask-as-agency.ts'

const fields = ['number'] as const

/** Inspects a chip's files for a relying party; the holder of a card of ours may know who asked. Throws SharingRefused, QuotaUsed, ChipTooLarge, HotListed. */
export async function inspectChipForAgency(
  app: App,
  agency: Agency,
  { requestId, reference, files, requireCrl }: z.infer<typeof chipQuestionSchema>,
): Promise<InspectionReport> {
  const asks = { agency, requestId, reference, purpose: 'CARD_VERIFICATION', fields, number: null } as const
  return askAsAgency(app, asks, async () => {
    const report = await inspectAndNote(
      app,
      { files, requireCrl },
      { actor: systemActor, agency: agency.code },
    )
    const sod = files.find(({ name }) => name === 'SOD')?.content ?? ''
    const sodSha256 = createHash('sha256').update(Buffer.from(sod, 'base64')).digest('hex')
    const record = await app.db.chipRecord.findFirst({
      where: { sodSha256 },
      select: { printJob: { select: { application: { select: { residentId: true } } } } },
    })
    const residentId = record?.printJob.application.residentId ?? null
    return { answer: report, residentId, known: report.genuine }
  })
}
