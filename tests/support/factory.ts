/** The card factory: stock, stations and jobs, and a station that does its work right. */
import { randomUUID } from 'node:crypto'
import { cardFaceSchema, type PrintEvent, type PrintOrder } from '../../core/contracts/print-job.ts'
import type { PrintJobState } from '../../core/lifecycle/print-job.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { claimPrintJob } from '../../server/production/claim-print-job.ts'
import { dispatchParcel } from '../../server/production/dispatch/dispatch-parcel.ts'
import { openParcel } from '../../server/production/dispatch/open-parcel.ts'
import { packCard } from '../../server/production/dispatch/pack-card.ts'
import { sealParcel } from '../../server/production/dispatch/seal-parcel.ts'
import { issueBlanks } from '../../server/production/issue-blanks.ts'
import { passPrintJob } from '../../server/production/pass-print-job.ts'
import { reportPrintJob } from '../../server/production/report-print-job.ts'
import { centres } from './app.ts'
import { applicationAt } from './files.ts'
import { bookedStation, type MachineActor } from './machines.ts'
import { officerOf } from './officers.ts'
import { runPipeline } from './pipeline.ts'

export const controller = officerOf('QUALITY_CONTROLLER')
export const producer = officerOf('PRODUCTION_OPERATOR')
export const stockKeeper = officerOf('STOCK_KEEPER')

let lots = 0

/** A delivery of blanks into the store. */
export async function receiveStock(app: ServerApp, count: number): Promise<void> {
  const lot = ++lots
  const serials = Array.from({ length: count }, (_, i) => `MAU${lot}${String(i + 1).padStart(8, '0')}`)
  await app.db.stockLot.create({
    data: {
      firstSerial: serials[0] ?? '',
      lastSerial: serials.at(-1) ?? '',
      count,
      receivedAt: new Date(app.clock()),
      storeCode: centres.factory.code,
      blanks: {
        createMany: { data: serials.map((serial) => ({ serial, storeCode: centres.factory.code })) },
      },
    },
  })
}

/** A station with blanks at hand. */
export async function openStation(app: ServerApp, blanks = 10): Promise<MachineActor> {
  const station = await bookedStation(app)
  if (blanks === 0) return station
  await receiveStock(app, blanks)
  await issueBlanks(app, stockKeeper, { stationId: station.id, count: blanks })
  return station
}

/** A job that the pipeline planned for an approved file. */
export async function plannedJob(app: ServerApp, changes: Parameters<typeof applicationAt>[2] = {}) {
  const file = await applicationAt(app, 'plan-print-job', changes)
  await runPipeline(app)
  return app.db.printJob.findFirstOrThrow({ where: { applicationId: file.id } })
}

export const renderSha256 = 'ab'.repeat(32)
type Step = Extract<PrintJobState, 'CLAIMED' | 'CARD_FED' | 'PRINTED' | 'VERIFIED' | 'STACKED'>

/** What a station reports to bring a claimed job so far. */
function reportsUntil(step: Step, { lease, blankSerial, face }: PrintOrder): readonly PrintEvent[] {
  const reports: readonly (readonly [Step, PrintEvent])[] = [
    ['CARD_FED', { event: 'feed', lease, blankSerial }],
    ['PRINTED', { event: 'print', lease, renderSha256 }],
    ['VERIFIED', { event: 'verify', lease, qr: face.qr }],
    ['STACKED', { event: 'stack', lease }],
  ]
  return reports.slice(0, reports.findIndex(([state]) => state === step) + 1).map(([, report]) => report)
}

/** Claims the next job and works on it up to a step. */
export async function workUntil(app: ServerApp, station: MachineActor, step: Step): Promise<PrintOrder> {
  const order = await claimPrintJob(app, station)
  if (!order) throw new RangeError('no job is planned')
  for (const report of reportsUntil(step, order)) await reportPrintJob(app, station, { id: order.id, report })
  return order
}

export const jobOf = (app: ServerApp, id: string) => app.db.printJob.findUniqueOrThrow({ where: { id } })
export const cardOf = (app: ServerApp, printJobId: string) =>
  app.db.card.findUniqueOrThrow({ where: { printJobId } })

/** The next planned card, made and checked. */
export async function passedCard(app: ServerApp, station: MachineActor) {
  const { id, face } = await workUntil(app, station, 'STACKED')
  await passPrintJob(app, controller, { id, qr: face.qr })
  return cardOf(app, id)
}

/** The next planned card, made, checked and on its way. */
export async function dispatchedCard(app: ServerApp, station: MachineActor) {
  const { id } = await passedCard(app, station)
  await sendCards(app, [id])
  return app.db.card.findUniqueOrThrow({ where: { id } })
}

let seals = 0
/** Of a seal that was on no parcel yet. */
export const newSeal = () => `NP-${String(++seals).padStart(6, '0')}`

/** What stands on the seal of a parcel. */
export async function sealOf(app: ServerApp, parcelId: string): Promise<string> {
  const { sealNumber } = await app.db.parcel.findUniqueOrThrow({ where: { id: parcelId } })
  return sealNumber ?? ''
}

/** An open parcel with these cards, which are collected at one centre. */
export async function packedParcel(app: ServerApp, cardIds: readonly string[], boxCapacity?: number) {
  const cards = await app.db.card.findMany({
    where: { id: { in: [...cardIds] } },
    include: { application: { select: { centreCode: true } } },
    orderBy: { serial: 'asc' },
  })
  const centreCode = cards[0]?.application.centreCode ?? ''
  const { id } = await openParcel(app, producer, { centreCode, boxCapacity })
  for (const { serial } of cards) await packCard(app, producer, { parcelId: id, scan: serial })
  return id
}

/** The cards leave in a sealed parcel with a courier. */
export async function sendCards(app: ServerApp, cardIds: readonly string[]): Promise<string> {
  const id = await packedParcel(app, cardIds)
  await sealParcel(app, producer, { id, sealNumber: newSeal() })
  await dispatchParcel(app, producer, { id, carrier: 'COURIER', trackingCode: 'EMS-123456' })
  return id
}

/** What stands in the QR of a made card. */
export async function qrOf(app: ServerApp, cardId: string): Promise<string> {
  const { printJob } = await app.db.card.findUniqueOrThrow({
    where: { id: cardId },
    include: { printJob: true },
  })
  return cardFaceSchema.parse(printJob.face).qr
}

export const unknownId = () => randomUUID()
