import { extname } from 'node:path'
import { z } from 'zod'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import { capturedFingerSchema } from '../../core/enrollment/packet.ts'
import { captureLifecycle } from '../../core/lifecycle/capture.ts'
import { possibleEvents } from '../../core/lifecycle/machine.ts'
import { clock, instantOf, monotonic } from '../clock.ts'
import { officerRoles, signInOfficer } from '../sync/officers.ts'
import { captureFinger, exceptFinger, removeFinger } from './capture-finger.ts'
import { capturePortrait, removePortrait } from './capture-portrait.ts'
import { detailsSchema, type CaptureSession } from './capture-session.ts'
import { changeState, plainEventSchema } from './change-state.ts'
import { differences } from './compare.ts'
import { countersignSession } from './countersign.ts'
import { enterDetails } from './enter-details.ts'
import { beginSession, identifyAgain, identitySchema } from './identify.ts'
import type { Kiosk } from './kiosk.ts'
import {
  fingerPositionSchema,
  readAs,
  type LocalAnswer,
  type LocalRequest,
  type Route,
} from './local-router.ts'
import { SessionOfAnotherOperator, SessionUnknown } from './refusals.ts'
import { reopenPacket } from './reopen-packet.ts'
import { reviewSession, shortcomings } from './review.ts'
import { signSession } from './sign.ts'

const signInSchema = z.strictObject({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  role: z.enum(officerRoles),
})
const signOutSchema = z.strictObject({ role: z.enum(officerRoles) })

/** No body captures the finger; an exception excuses it. */
const fingerSchema = z.strictObject({ exception: capturedFingerSchema.shape.exception.default(null) })

/** Every function of the desk, one row each. */
export function kioskRoutes(kiosk: Kiosk): readonly Route[] {
  return [...deskRoutes(kiosk), ...sessionRoutes(kiosk), ...captureRoutes(kiosk), ...outboxRoutes(kiosk)]
}

function deskRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    { method: 'GET', path: '/status', handle: () => ({ json: statusOf(kiosk) }) },
    {
      method: 'POST',
      path: '/officers/sign-in',
      async handle(request) {
        const officer = await signInOfficer(kiosk.config.server, request.read(signInSchema))
        kiosk.officers.signIn(officer)
        return { json: { officerId: officer.officerId, role: officer.role } }
      },
    },
    {
      method: 'POST',
      path: '/officers/sign-out',
      handle(request) {
        kiosk.officers.signOut(request.read(signOutSchema).role)
        return undefined
      },
    },
  ]
}

function sessionRoutes(kiosk: Kiosk): readonly Route[] {
  const post = (
    path: string,
    work: (request: LocalRequest, id: string) => Promise<CaptureSession | null>,
  ): Route => ({
    method: 'POST',
    path: `/sessions/:id${path}`,
    handle: async (request) => sessionAnswer(kiosk, await work(request, request.params['id'] ?? '')),
  })
  return [
    { method: 'GET', path: '/sessions', handle: () => ({ json: visibleSessions(kiosk).map(summaryOf) }) },
    {
      method: 'POST',
      path: '/sessions',
      handle: async (request) =>
        sessionAnswer(kiosk, await beginSession(kiosk, request.read(identitySchema))),
    },
    {
      method: 'GET',
      path: '/sessions/:id',
      handle: (request) => sessionAnswer(kiosk, visibleSession(kiosk, request)),
    },
    post('/identity', (request, id) => identifyAgain(kiosk, id, request.read(identitySchema))),
    post('/details', (request, id) => enterDetails(kiosk, id, request.read(detailsSchema))),
    post('/review', (_, id) => reviewSession(kiosk, id)),
    post('/sign', (_, id) => signSession(kiosk, id)),
    post('/countersign', (_, id) => countersignSession(kiosk, id)),
    post('/events', (request, id) => changeState(kiosk, id, request.read(plainEventSchema).event)),
  ]
}

function captureRoutes(kiosk: Kiosk): readonly Route[] {
  const positionOf = (request: LocalRequest) =>
    readAs(fingerPositionSchema, request.params['position']) as FingerPosition
  const idOf = (request: LocalRequest) => request.params['id'] ?? ''
  return [
    {
      method: 'POST',
      path: '/sessions/:id/fingers/:position',
      async handle(request) {
        const position = positionOf(request)
        const { exception } = request.read(fingerSchema)
        const session = exception
          ? await exceptFinger(kiosk, idOf(request), { position, exception })
          : await captureFinger(kiosk, idOf(request), { position, cancel: request.gone })
        return sessionAnswer(kiosk, session)
      },
    },
    {
      method: 'DELETE',
      path: '/sessions/:id/fingers/:position',
      handle: async (request) =>
        sessionAnswer(kiosk, await removeFinger(kiosk, idOf(request), positionOf(request))),
    },
    {
      method: 'POST',
      path: '/sessions/:id/portrait',
      handle: async (request) => sessionAnswer(kiosk, await capturePortrait(kiosk, idOf(request))),
    },
    {
      method: 'DELETE',
      path: '/sessions/:id/portrait',
      handle: async (request) => sessionAnswer(kiosk, await removePortrait(kiosk, idOf(request))),
    },
    {
      method: 'GET',
      path: '/sessions/:id/files/:name',
      handle: (request) => capturedFile(kiosk, request),
    },
  ]
}

function outboxRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/outbox',
      handle: () => ({ json: { nextAttemptAt: nextAttemptAt(kiosk), packets: kiosk.outbox.list() } }),
    },
    {
      method: 'POST',
      path: '/outbox/send',
      handle() {
        kiosk.sender.sendNow()
        return undefined
      },
    },
    {
      method: 'POST',
      path: '/outbox/:sha256/reopen',
      handle: async (request) =>
        sessionAnswer(kiosk, await reopenPacket(kiosk, request.params['sha256'] ?? '')),
    },
  ]
}

function statusOf(kiosk: Kiosk) {
  const seat = (role: (typeof officerRoles)[number]) => kiosk.officers.find(role)?.officerId ?? null
  const { fingerprint, camera } = kiosk.devices
  return {
    installation: kiosk.installation.status(),
    officers: { operator: seat('operator'), supervisor: seat('supervisor') },
    devices: { fingerprint: fingerprint.status(), camera: camera.status() },
    sessions: kiosk.drafts.list().length,
    damagedDrafts: kiosk.drafts.damaged,
    waitingPackets: kiosk.outbox.list().filter(({ state }) => state !== 'RECEIVED' && state !== 'REOPENED')
      .length,
  }
}

function nextAttemptAt(kiosk: Kiosk): string | null {
  const at = kiosk.sender.nextAttemptAt()
  return at === null ? null : instantOf(clock() + Math.max(0, at - monotonic()))
}

/** Officers see their own work; the supervisor also what waits to be countersigned. */
function visibleSessions(kiosk: Kiosk): readonly CaptureSession[] {
  const operator = kiosk.officers.find('operator')?.officerId
  const supervisor = kiosk.officers.find('supervisor')
  return kiosk.drafts
    .list()
    .filter((session) => session.operator === operator || (supervisor && session.state === 'SIGNED'))
}

function visibleSession(kiosk: Kiosk, request: LocalRequest): CaptureSession {
  const session = kiosk.drafts.find(request.params['id'] ?? '')
  if (!visibleSessions(kiosk).includes(session)) throw new SessionOfAnotherOperator()
  return session
}

function summaryOf(session: CaptureSession) {
  const { id, state, begunAt, details, registry } = session
  return { id, state, begunAt, name: details?.person.name ?? registry?.person.name ?? null }
}

/** The session with what a screen derives its buttons and marks from. */
function sessionAnswer(kiosk: Kiosk, session: CaptureSession | null): LocalAnswer {
  if (!session) return undefined
  const { registry, details } = session
  return {
    json: {
      ...session,
      events: possibleEvents(captureLifecycle, session.state),
      differences: registry && details ? differences(registry.person, details.person) : [],
      missing: shortcomings(kiosk, session),
    },
  }
}

const mediaTypes: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg' }

async function capturedFile(kiosk: Kiosk, request: LocalRequest): Promise<LocalAnswer> {
  const session = visibleSession(kiosk, request)
  const file = session.files.find(({ name }) => name === request.params['name'])
  if (!file) throw new SessionUnknown()
  const type = mediaTypes[extname(file.name)] ?? 'application/octet-stream'
  return { bytes: await kiosk.drafts.readFile(session.id, file.sha256), type }
}
