import express, { type Request, Router } from 'express'
import { z } from 'zod'
import { chipKeysSchema } from '../../core/contracts/chip-order.ts'
import {
  blankInHandSchema,
  claimSchema,
  heartbeatSchema,
  printEventSchema,
  stationStopSchema,
} from '../../core/contracts/print-job.ts'
import { demand } from '../kernel/authorise.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import { NotFound } from '../kernel/errors.ts'
import { deliverChip } from './chips/deliver-chip.ts'
import type { ChipMakingApp } from './chips/make-chip.ts'
import { receiveChipKeys } from './chips/receive-chip-keys.ts'
import { claimPrintJob } from './claim-print-job.ts'
import { extendLease } from './extend-lease.ts'
import { heldPrintJob } from './held-print-job.ts'
import { stationOf, statesHoldingBlank } from './print-job-row.ts'
import { reportPrintJob } from './report-print-job.ts'
import { stopStation } from './stop-station.ts'
import { takeBlank } from './take-blank.ts'

const id = z.uuid()

/** What a production station works through: core/contracts/print-job.ts. */
export function printJobRoutes(app: ChipMakingApp, actorOf: ActorOf): Router {
  const routes = Router()
  const json = express.json({ limit: '64kb' })
  const worker = async (request: Request) => {
    const actor = await actorOf(request)
    demand(actor, 'print-job.work')
    return actor
  }
  routes.post('/print-jobs/claim', json, async (request, response) => {
    const actor = await worker(request)
    const order = await claimPrintJob(app, actor, claimSchema.parse(request.body ?? {}))
    if (order) response.json(order)
    else response.status(204).end()
  })
  routes.post('/print-jobs/:id/heartbeat', json, async (request, response) => {
    const actor = await worker(request)
    response.json(
      await extendLease(app, actor, {
        id: id.parse(request.params.id),
        ...heartbeatSchema.parse(request.body),
      }),
    )
  })
  routes.post('/print-jobs/:id/events', json, async (request, response) => {
    const actor = await worker(request)
    const report = printEventSchema.parse(request.body)
    response.json(await reportPrintJob(app, actor, { id: id.parse(request.params.id), report }))
  })
  routes.get('/print-jobs/:id', async (request, response) => {
    const actor = await worker(request)
    response
      .set('cache-control', 'no-store')
      .json(await heldPrintJob(app, actor, id.parse(request.params.id)))
  })
  routes.post('/print-jobs/:id/blank', json, async (request, response) => {
    const actor = await worker(request)
    const inHand = blankInHandSchema.parse(request.body)
    response.json(await takeBlank(app, actor, { id: id.parse(request.params.id), ...inHand }))
  })
  routes.post('/print-stations/stop', json, async (request, response) => {
    const actor = await worker(request)
    await stopStation(app, actor, stationStopSchema.parse(request.body))
    response.status(204).end()
  })
  routes.get('/print-jobs/:id/portrait', async (request, response) => {
    const actor = await worker(request)
    const stationId = stationOf(actor).id
    // Of the card it is making, not of every card it ever made.
    const job = await app.db.printJob.findFirst({
      where: { id: id.parse(request.params.id), stationId, status: { in: [...statesHoldingBlank] } },
    })
    if (!job) throw new NotFound('print job')
    const portrait = job.portraitSha256 === null ? null : await app.blobs.get(job.portraitSha256)
    if (!portrait) throw new NotFound('portrait')
    response.type('image/jpeg').set('cache-control', 'no-store').send(Buffer.from(portrait))
  })
  routes.get('/print-jobs/:id/chip', async (request, response) => {
    const delivery = await deliverChip(app, await worker(request), id.parse(request.params.id))
    response.set('cache-control', 'no-store')
    if (delivery) response.json(delivery)
    else response.status(202).end()
  })
  routes.post('/print-jobs/:id/chip-keys', json, async (request, response) => {
    const actor = await worker(request)
    const told = chipKeysSchema.parse(request.body)
    await receiveChipKeys(app, actor, { id: id.parse(request.params.id), told })
    response.status(200).end()
  })
  return routes
}
