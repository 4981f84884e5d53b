import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'
import { makeCard, QrMismatch } from './make-card.ts'
import { spoilJob } from './spoil-print-job.ts'

/** The card of this job was read back and written down before the station fell silent: its blank is not untouched. */
export class CardAlreadyMade extends DomainError<'CARD_ALREADY_MADE'> {
  constructor() {
    super('CARD_ALREADY_MADE', {
      vi: 'Thẻ của lệnh in này đã in và đọc lại đúng. Hãy chọn "thẻ tốt" hoặc "thẻ hỏng".',
      en: 'The card of this job was printed and read back. Say that it is good, or spoiled.',
    })
  }
}

export type Finding =
  /** The card lies in the tray; its QR was scanned. */
  | { readonly found: 'GOOD'; readonly qr: string }
  | { readonly found: 'UNTOUCHED' }
  | { readonly found: 'SPOILED'; readonly reason: string }

/** Settles a job whose outcome is unknown, after a person looked in the tray. */
export async function settlePrintJob(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly finding: Finding },
) {
  demand(actor, 'print-job.resolve')
  const { id, finding } = input
  return app.db.$transaction(async (tx) => {
    const row = await tx.printJob.findUnique({
      where: { id: recordId(id, 'print job') },
      include: { card: { select: { id: true } } },
    })
    if (!row) throw new NotFound('print job')
    const { card, ...rest } = row
    const job = { ...rest, key: id }
    const at = app.clock()
    await audit(tx, {
      actor,
      at,
      action: 'print-job.settle',
      subjectKind: 'print job',
      subjectId: id,
      details: { found: finding.found },
    })
    switch (finding.found) {
      case 'GOOD': {
        if (finding.qr !== cardFaceSchema.parse(row.face).qr) throw new QrMismatch()
        const moved = await move(tx, printJobLifecycle, job, {
          event: 'findGood',
          actor,
          at,
          data: { failureCode: null },
        })
        if (!card) await makeCard(tx, app, { job, actor })
        return moved
      }
      case 'UNTOUCHED': {
        if (card) throw new CardAlreadyMade()
        const data = { stationId: null, blankSerial: null, failureCode: null }
        return move(tx, printJobLifecycle, job, { event: 'findUntouched', actor, at, data })
      }
      case 'SPOILED':
        return spoilJob(tx, app, { job, actor, event: 'declareSpoiled', reason: finding.reason })
    }
  })
}
