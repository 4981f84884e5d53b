import { z } from 'zod'
import { faceHintSchema } from '../../core/biometrics/face-hints.ts'
import { type FingerPosition, fingerPositions } from '../../core/biometrics/positions.ts'
import { slapPositions } from '../../core/biometrics/slaps.ts'
import { deskRoles } from '../../core/contracts/desk/station.ts'
import { capturedFingerSchema } from '../../core/enrollment/packet.ts'
import { captureFinger, removeFinger } from './capture-finger.ts'
import { captureIris, exceptIris, removeIris } from './capture-iris.ts'
import { capturePortrait, type FaceWords, recropPortrait, removePortrait } from './capture-portrait.ts'
import type { CaptureSession } from './capture-session.ts'
import { captureSignature } from './capture-signature.ts'
import { captureSlap, removeSlap } from './capture-slap.ts'
import { confirmFields } from './confirm-fields.ts'
import { deliveredIris, deliveredSlap, type DeliveredBy } from './delivered-pictures.ts'
import { describeMarks } from './describe-marks.ts'
import { confirmException, exceptFinger, photographHand } from './except-finger.ts'
import { giveOwnFinger } from './give-own-finger.ts'
import type { Kiosk } from './kiosk.ts'
import { type LocalRequest, readAs, type Route } from './local-router.ts'
import { sessionAnswer } from './session-answer.ts'
import { takePhoto, type DeliveredPhoto } from './take-photo.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const positionSchema = z.coerce.number().pipe(z.literal(fingerPositions))
const slapSchema = z.coerce.number().pipe(z.literal(slapPositions))
const exception = capturedFingerSchema.shape.exception
  .unwrap()
  .pick({ kind: true, permanent: true, reason: true })

/** No body captures the finger; an exception excuses it. */
const fingerSchema = z.strictObject({ exception: exception.nullable().default(null) })
const marksSchema = z.strictObject({ text: text(200) })
const irisSchema = z.strictObject({ exception: text(200).nullable().default(null) })
const signatureSchema = z.union([
  z.strictObject({ signature: z.base64().max(140_000) }),
  z.strictObject({ refusal: text(200) }),
])
const confirmationSchema = z.strictObject({ fields: z.array(text(40)).max(20) })
const ownFingerSchema = z.strictObject({
  position: z.literal(fingerPositions),
  role: z.enum(deskRoles).default('operator'),
})

const side = z.int().nonnegative().max(20_000)
const cropSchema = z.strictObject({
  crop: z.strictObject({ left: side, top: side, width: side.positive(), height: side.positive() }),
  findings: z.array(faceHintSchema).max(20).nullable().default(null),
  quality: z.int().min(0).max(100).nullable().default(null),
  reason: text(200).nullable().default(null),
})

/** Everything that is captured of an applicant, and the officers' own fingers. */
export function captureRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    ...fingerRoutes(kiosk),
    ...pictureRoutes(kiosk),
    ...statementRoutes(kiosk),
    {
      method: 'POST',
      path: '/officers/fingers',
      async handle(request) {
        const { position, role } = request.read(ownFingerSchema)
        return { json: { fingers: await giveOwnFinger(kiosk, { role, position, cancel: request.gone }) } }
      },
    },
  ]
}

type Work = (request: LocalRequest, id: string) => Promise<CaptureSession>

/** A command on a session: answers how the session is afterwards. */
function command(kiosk: Kiosk, method: Route['method'], path: string, work: Work): Route {
  return {
    method,
    path: `/sessions/:id${path}`,
    handle: async (request) => sessionAnswer(kiosk, await work(request, request.params['id'] ?? '')),
  }
}

const fingerOf = ({ params }: LocalRequest): FingerPosition => readAs(positionSchema, params['position'])
const slapOf = ({ params }: LocalRequest) => readAs(slapSchema, params['position'])

function fingerRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    command(kiosk, 'POST', '/fingers/:position', (request, id) => {
      const position = fingerOf(request)
      const { exception } = request.read(fingerSchema)
      return exception
        ? exceptFinger(kiosk, id, { position, exception })
        : captureFinger(kiosk, id, { position, cancel: request.gone })
    }),
    command(kiosk, 'DELETE', '/fingers/:position', (request, id) =>
      removeFinger(kiosk, id, fingerOf(request)),
    ),
    command(kiosk, 'POST', '/fingers/:position/hand-photo', (request, id) =>
      photographHand(kiosk, id, {
        position: fingerOf(request),
        takePhoto: () => takePhoto(kiosk, deliveredPhoto(request)),
      }),
    ),
    command(kiosk, 'POST', '/fingers/:position/confirm', (request, id) =>
      confirmException(kiosk, id, fingerOf(request)),
    ),
    command(kiosk, 'POST', '/slaps/:position', (request, id) => {
      const { content } = request.bytes(['image/png'])
      const dpi = readAs(dpiSchema, request.query.get('dpi'))
      const scanner = deliveredSlap(content, {
        ...deliveredBy(request, kiosk.config.devices.slapScanner),
        dpi,
      })
      return captureSlap(kiosk, id, { position: slapOf(request), scanner, cancel: request.gone })
    }),
    command(kiosk, 'DELETE', '/slaps/:position', (request, id) => removeSlap(kiosk, id, slapOf(request))),
  ]
}

const dpiSchema = z.coerce.number().int().min(250).max(1200).nullable().catch(null)

function pictureRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    command(kiosk, 'POST', '/portrait', (request, id) =>
      capturePortrait(kiosk, id, {
        takePhoto: () => takePhoto(kiosk, deliveredPhoto(request)),
        words: faceWords(request.query),
      }),
    ),
    command(kiosk, 'PUT', '/portrait', (request, id) => {
      const { crop, ...words } = request.read(cropSchema)
      return recropPortrait(kiosk, id, { crop, words })
    }),
    command(kiosk, 'DELETE', '/portrait', (_, id) => removePortrait(kiosk, id)),
    command(kiosk, 'POST', '/iris', (request, id) => {
      if (request.mediaType !== 'image/png') return exceptIris(kiosk, id, request.read(irisSchema).exception)
      const eye = readAs(z.enum(['right', 'left']), request.query.get('eye'))
      const camera = deliveredIris(request.bytes(['image/png']).content, deliveredBy(request, null))
      return captureIris(kiosk, id, { eye, camera })
    }),
    command(kiosk, 'DELETE', '/iris', (_, id) => removeIris(kiosk, id)),
  ]
}

/** What is said, drawn or confirmed. */
function statementRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    command(kiosk, 'POST', '/marks', (request, id) =>
      describeMarks(kiosk, id, request.read(marksSchema).text),
    ),
    command(kiosk, 'POST', '/signature', (request, id) =>
      captureSignature(kiosk, id, request.read(signatureSchema)),
    ),
    command(kiosk, 'POST', '/citizen-confirmation', (request, id) =>
      confirmFields(kiosk, id, request.read(confirmationSchema).fields),
    ),
  ]
}

const labelSchema = text(80)

/** A page's or a maker's program says which device it works. */
function deliveredBy({ query }: LocalRequest, usual: string | null): DeliveredBy {
  return {
    model: readAs(labelSchema, query.get('device') ?? usual),
    serial: readAs(z.string().max(80), query.get('serial') ?? ''),
  }
}

/** Null where the body is no picture: the serial camera takes the photo. */
function deliveredPhoto(request: LocalRequest): DeliveredPhoto | null {
  if (!request.mediaType?.startsWith('image/')) return null
  const { content } = request.bytes(['image/jpeg'])
  return { jpeg: content, device: deliveredBy(request, null).model }
}

const findingsSchema = z.array(faceHintSchema).max(20)
const scoreSchema = z.coerce.number().int().min(0).max(100)

function faceWords(query: URLSearchParams): FaceWords {
  const given = <T>(name: string, read: (text: string) => T): T | null => {
    const value = query.get(name)
    return value === null || (value === '' && name !== 'findings') ? null : read(value)
  }
  return {
    findings: given('findings', (list) => readAs(findingsSchema, list.split(',').filter(Boolean))),
    quality: given('quality', (score) => readAs(scoreSchema, score)),
    reason: given('reason', (reason) => readAs(text(200), reason)),
  }
}
