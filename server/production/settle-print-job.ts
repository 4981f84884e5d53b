import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import type { Transaction } from '../kernel/db.ts'
import { type Movable, move } from '../kernel/transition.ts'
import { makeCard, QrMismatch } from './make-card.ts'
import { demandCode } from './reason-code.ts'
import { type Spoiling, spoilJob } from './spoil-print-job.ts'

/** The card of this job was read back and written down before the station fell silent: its blank is not untouched. */
export class CardAlreadyMade extends DomainError<'CARD_ALREADY_MADE'> {
  constructor() {
    super('CARD_ALREADY_MADE', {
      vi: 'Thẻ của lệnh in này đã in và đọc lại đúng. Hãy chọn "thẻ tốt" hoặc "thẻ hỏng".',
      en: 'The card of this job was printed and read back. Say that it is good, or spoiled.',
    })
  }
}

/** The chip of this job was locked for its person: its blank is not untouched either. */
export class ChipAlreadyWritten extends DomainError<'CHIP_ALREADY_WRITTEN'> {
  constructor() {
    super('CHIP_ALREADY_WRITTEN', {
      vi: 'Chip của lệnh in này đã ghi và khóa xong. Hãy tìm thẻ rồi chọn "thẻ tốt" hoặc "thẻ hỏng".',
      en: 'The chip of this job was written and locked. Find the card, and say that it is good, or spoiled.',
    })
  }
}

export type Finding =
  /** The card lies in the tray; its QR was scanned. A station also knows what it has printed. */
  | { readonly found: 'GOOD'; readonly qr: string; readonly renderSha256?: string }
  | { readonly found: 'UNTOUCHED' }
  | { readonly found: 'SPOILED'; readonly reason: string }

/** Settles a job whose outcome is unknown, after a person looked in the tray. */
export async function settlePrintJob(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly finding: Finding },
) {
  demand(actor, 'print-job.resolve')
  const { finding } = input
  const id = recordId(input.id, 'print job')
  return app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "PrintJob" WHERE "id" = ${id}::uuid FOR UPDATE`
    const job = await tx.printJob.findUnique({ where: { id } })
    if (!job) throw new NotFound('print job')
    return settleJob(tx, app, { job: { ...job, key: id }, actor, finding })
  })
}

type UnknownJob = Spoiling['job'] & Parameters<typeof makeCard>[2]['job']

/** What was found, by a person or by the station itself when it came back, becomes the job's outcome. */
export async function settleJob(
  tx: Transaction,
  app: App,
  { job, actor, finding }: { readonly job: UnknownJob; readonly actor: Actor; readonly finding: Finding },
): Promise<Movable> {
  const at = app.clock()
  const { id } = job
  await audit(tx, {
    actor,
    at,
    action: 'print-job.settle',
    subjectKind: 'print job',
    subjectId: id,
    details: { found: finding.found },
  })
  const card = await tx.card.findUnique({ where: { printJobId: id }, select: { id: true } })
  switch (finding.found) {
    case 'GOOD': {
      if (finding.qr !== cardFaceSchema.parse(job.face).qr) throw new QrMismatch()
      const { renderSha256 } = finding
      const data = { failureCode: null, ...(renderSha256 === undefined ? {} : { renderSha256 }) }
      const moved = await move(tx, printJobLifecycle, job, { event: 'findGood', actor, at, data })
      if (!card) await makeCard(tx, app, { job, actor })
      return moved
    }
    case 'UNTOUCHED': {
      if (card) throw new CardAlreadyMade()
      if (await hasWrittenChip(tx, id)) throw new ChipAlreadyWritten()
      const data = { stationId: null, blankSerial: null, failureCode: null }
      return move(tx, printJobLifecycle, job, { event: 'findUntouched', actor, at, data })
    }
    case 'SPOILED':
      demandCode(finding.reason)
      return spoilJob(tx, app, { job, actor, event: 'declareSpoiled', reason: finding.reason })
  }
}

async function hasWrittenChip(tx: Transaction, printJobId: string): Promise<boolean> {
  return (await tx.chipRecord.count({ where: { printJobId, verifiedAt: { not: null } } })) > 0
}
