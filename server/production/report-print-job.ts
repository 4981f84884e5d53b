import type { CardFace } from '../../core/card/card-face.ts'
import type { PrintEvent, PrintJobAnswer } from '../../core/contracts/print-job.ts'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { DomainError } from '../../core/errors.ts'
import { printJobLifecycle } from '../../core/lifecycle/print-job.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { demand } from '../kernel/authorise.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { move } from '../kernel/transition.ts'
import { acceptChip, ChipNotWritten } from './chips/accept-chip.ts'
import { makeCard, QrMismatch } from './make-card.ts'
import { jobAnswer, leasedJob, stationOf } from './print-job-row.ts'
import { type Finding, settleJob } from './settle-print-job.ts'
import { spoilJob } from './spoil-print-job.ts'
import { alarmIfHotListed } from './stock/hot-list.ts'

/** The station fed another blank than the one it was given. */
export class WrongBlank extends DomainError<'WRONG_BLANK'> {
  constructor() {
    super('WRONG_BLANK', {
      vi: 'Phôi vừa nạp không phải phôi được giao.',
      en: 'The blank that was fed is not the one assigned.',
    })
  }
}

type LeasedJob = Awaited<ReturnType<typeof leasedJob>>
type FindingEvent = Extract<PrintEvent, { event: 'findGood' | 'findUntouched' | 'declareSpoiled' }>
type StepEvent = Exclude<PrintEvent, FindingEvent | { event: 'spoil' }>

/** One step of a card at its station. Card and bound blank are written together when the print was read back right. */
export async function reportPrintJob(
  app: App,
  actor: Actor,
  input: { readonly id: string; readonly report: PrintEvent },
): Promise<PrintJobAnswer> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  const { id, report } = input
  return app.db.$transaction(async (tx) => {
    const job = await leasedJob(tx, station, { id, lease: report.lease })
    if (isFinding(report)) return settleAsFound(tx, app, { job, actor, report })
    if (report.event === 'spoil') {
      const spoiled = await spoilJob(tx, app, { job, actor, event: 'spoil', reason: report.reason })
      return jobAnswer({ id, status: spoiled.status, leaseUntil: null })
    }
    return takeStep(tx, app, { job, actor, report })
  })
}

interface Step {
  readonly job: LeasedJob
  readonly actor: Actor
  readonly report: StepEvent
}

async function takeStep(tx: Transaction, app: App, { job, actor, report }: Step): Promise<PrintJobAnswer> {
  const { id } = job
  const at = app.clock()
  if (report.event === 'feed')
    await alarmIfHotListed(tx, app, { serial: report.blankSerial, place: 'FEED', actor })
  const data = changesOf(job, report)
  if (report.event === 'writeChip') await acceptChip(tx, { job, sodSha256: report.sodSha256, at })
  const isHeld = data.stationId !== null && report.event !== 'loseTrack' && report.event !== 'stack'
  const leaseUntil = isHeld ? instantAt(at + app.env.printLeaseSeconds * 1000) : null
  const reason = 'reason' in report ? { reason: report.reason } : {}
  const moved = await move(tx, printJobLifecycle, job, {
    event: report.event,
    actor,
    at,
    ...reason,
    data: { ...data, leaseUntil },
  })
  if (report.event === 'verify') await makeCard(tx, app, { job, actor })
  return jobAnswer({ id, status: moved.status, leaseUntil })
}

/** What the station has found out about a job whose outcome counted as unknown. */
async function settleAsFound(
  tx: Transaction,
  app: App,
  { job, actor, report }: { readonly job: LeasedJob; readonly actor: Actor; readonly report: FindingEvent },
): Promise<PrintJobAnswer> {
  if (report.event === 'findGood' && !readsAsOrdered(report, cardFaceSchema.parse(job.face)))
    throw new QrMismatch()
  if (report.event === 'findGood' && report.sodSha256 !== null)
    await acceptChip(tx, { job, sodSha256: report.sodSha256, at: app.clock() })
  const { status } = await settleJob(tx, app, { job, actor, finding: findingOf(report) })
  return jobAnswer({ id: job.id, status, leaseUntil: null })
}

const isFinding = (report: PrintEvent): report is FindingEvent =>
  report.event === 'findGood' || report.event === 'findUntouched' || report.event === 'declareSpoiled'

function findingOf(report: FindingEvent): Finding {
  switch (report.event) {
    case 'findGood':
      return { found: 'GOOD', qr: report.qr, renderSha256: report.renderSha256 }
    case 'findUntouched':
      return { found: 'UNTOUCHED' }
    case 'declareSpoiled':
      return { found: 'SPOILED', reason: report.reason }
  }
}

type Codes = Pick<CardFace, 'qr' | 'signedQr'>
const readsAsOrdered = (read: Codes, ordered: Codes) =>
  read.qr === ordered.qr && read.signedQr === ordered.signedQr

/** What a report changes beside the state; refuses reports that contradict the order. */
function changesOf(job: LeasedJob, report: StepEvent): Record<string, string | null> {
  switch (report.event) {
    case 'feed':
      if (report.blankSerial !== job.blankSerial) throw new WrongBlank()
      return {}
    case 'print':
      if (job.chip !== null && job.status !== 'CHIP_WRITTEN') throw new ChipNotWritten()
      return { renderSha256: report.renderSha256 }
    case 'verify':
      if (!readsAsOrdered(report, cardFaceSchema.parse(job.face))) throw new QrMismatch()
      return {}
    case 'release':
    case 'eject':
      return { stationId: null, blankSerial: null, failureCode: report.reason }
    case 'loseTrack':
      return { failureCode: report.reason }
    default:
      return {}
  }
}
