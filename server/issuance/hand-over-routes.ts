import express, { Router } from 'express'
import { z } from 'zod'
import { fingerPositions } from '../../core/biometrics/positions.ts'
import { mostFingers } from '../../core/biometrics/verification.ts'
import { demand } from '../kernel/authorise.ts'
import { NotAllowed } from '../kernel/errors.ts'
import type { ActorOf } from '../kernel/request-actor.ts'
import type { SigningApp } from '../pki/signer-at.ts'
import { checkFace, type WithFaces } from './check-face.ts'
import { handOverCard } from './hand-over-card.ts'
import { readHandOverForm } from './hand-over-form.ts'
import { handOverReceipt } from './hand-over-receipt.ts'
import { recogniseHolder } from './recognise-holder.ts'

const mostBytes = 8 * 1024 * 1024
const largestFile = 2 * 1024 * 1024
const fieldName = /^finger-(10|[1-9])$/

const partsSchema = z.strictObject({
  scan: z.string().max(2000),
  dpi: z.coerce.number().int().min(250).max(1200).default(500),
})
const faceSchema = z.strictObject({
  scan: z.string().max(2000),
  face: z.instanceof(Blob).refine(({ size }) => size > 0),
})
const filesSchema = z
  .array(z.object({ position: z.literal(fingerPositions), file: z.instanceof(Blob) }))
  .min(1)
  .max(mostFingers)
  .refine((files) => new Set(files.map(({ position }) => position)).size === files.length)
  .refine((files) => files.every(({ file }) => file.size > 0 && file.size <= largestFile))

/**
 * What travels as multipart forms. POST /hand-overs/fingers recognises the holder: `scan`, what the QR says; `finger-N`, the file of finger N
 * (PNG, JPEG 2000, WSQ), two to four of them; `dpi`, 500 unless told. POST /hand-overs/face, where fingers were tried in vain: `scan`, and
 * `face`, a JPEG or PNG taken now; it answers how like it is. Both are compared and forgotten. POST /hand-overs then hands the card over, by
 * the form of hand-over-form.ts. GET /hand-overs/{card}/receipt.pdf is the paper for whoever took it.
 */
export function handOverRoutes(app: WithFaces & SigningApp, actorOf: ActorOf): Router {
  const routes = Router()
  const admit: express.RequestHandler = async (request, response, next) => {
    // A form is a request that another site's page could make the browser send; browsers say where it comes from.
    const site = request.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') throw new NotAllowed()
    response.locals['actor'] = await actorOf(request)
    demand(response.locals['actor'], 'card.hand-over')
    next()
  }
  const body = express.raw({ type: 'multipart/form-data', limit: mostBytes })
  routes.post('/hand-overs/fingers', admit, body, async (request, response) => {
    const form = await formOf(request.body, request.header('content-type') ?? '')
    const shown = await fingersIn(form)
    const recognised = await recogniseHolder(app, response.locals['actor'], shown)
    response.status(200).set('cache-control', 'no-store').json(recognised)
  })
  routes.post('/hand-overs/face', admit, body, async (request, response) => {
    const form = await formOf(request.body, request.header('content-type') ?? '')
    const { scan, face } = faceSchema.parse(Object.fromEntries(form))
    const picture = new Uint8Array(await face.arrayBuffer())
    const { verdict } = await checkFace(app, response.locals['actor'], { scan, picture })
    response.status(200).set('cache-control', 'no-store').json({ verdict })
  })
  routes.post('/hand-overs', admit, body, async (request, response) => {
    const form = await formOf(request.body, request.header('content-type') ?? '')
    const given = await readHandOverForm(form)
    const { key, status, replacesId } = await handOverCard(app, response.locals['actor'], given)
    response.status(201).set('cache-control', 'no-store').json({ id: key, state: status, replacesId })
  })
  routes.get('/hand-overs/:cardId/receipt.pdf', async (request, response) => {
    const actor = await actorOf(request)
    demand(actor, 'card.hand-over')
    const pdf = await handOverReceipt(app, actor, { cardId: request.params.cardId })
    response
      .type('application/pdf')
      .set('content-disposition', 'inline; filename="giao-nhan-the.pdf"')
      .set('cache-control', 'private, no-store')
      .send(Buffer.from(pdf))
  })
  return routes
}

/** Two to four fingers, and what was scanned. */
export async function fingersIn(form: FormData) {
  const texts = [...form].filter(([name]) => !fieldName.test(name))
  const { scan, dpi } = partsSchema.parse(Object.fromEntries(texts))
  const files = filesSchema.parse(
    [...form].flatMap(([name, file]) => {
      const position = fieldName.exec(name)?.[1]
      return position ? [{ position: Number(position), file }] : []
    }),
  )
  const fingers = await Promise.all(
    files.map(async ({ position, file }) => ({
      position,
      dpi,
      file: new Uint8Array(await file.arrayBuffer()),
    })),
  )
  return { scan, fingers }
}

/** Empty where another content type was sent: express leaves that unread. */
const formBytes = z.instanceof(Buffer)

export async function formOf(body: unknown, contentType: string): Promise<FormData> {
  const bytes = formBytes.parse(body)
  const answer = new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
  return answer.formData().catch(() => {
    throw new z.ZodError([])
  })
}
