import { extname } from 'node:path'
import { dayRoutes } from '../day/day-routes.ts'
import { captureRoutes } from './capture-routes.ts'
import type { CaptureSession } from './capture-session.ts'
import { changeState, plainEventSchema } from './change-state.ts'
import { countersignSession } from './countersign.ts'
import { detailsRoutes } from './details-routes.ts'
import type { Kiosk } from './kiosk.ts'
import { type LocalAnswer, type LocalRequest, type Route } from './local-router.ts'
import { outboxRoutes } from './outbox-routes.ts'
import { SessionUnknown } from './refusals.ts'
import { reviewSession } from './review.ts'
import { sessionAnswer, visibleSession, visibleSessions } from './session-answer.ts'
import { sessionSummary } from './session-view.ts'
import { sendBackSchema, sendBackSession } from './send-back.ts'
import { signSession } from './sign.ts'
import { stationRoutes } from './station-routes.ts'

/** Every function of the desk, one row each. */
export function kioskRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    ...stationRoutes(kiosk),
    ...sessionRoutes(kiosk),
    ...detailsRoutes(kiosk),
    ...captureRoutes(kiosk),
    ...outboxRoutes(kiosk),
    ...dayRoutes(kiosk),
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
    {
      method: 'GET',
      path: '/sessions',
      handle: () => ({ json: visibleSessions(kiosk).map(sessionSummary) }),
    },
    {
      method: 'GET',
      path: '/sessions/:id',
      handle: (request) => sessionAnswer(kiosk, visibleSession(kiosk, request)),
    },
    {
      method: 'GET',
      path: '/sessions/:id/files/:name',
      handle: (request) => capturedFile(kiosk, request),
    },
    post('/review', (_, id) => reviewSession(kiosk, id)),
    post('/sign', (_, id) => signSession(kiosk, id)),
    post('/countersign', (_, id) => countersignSession(kiosk, id)),
    post('/send-back', (request, id) => sendBackSession(kiosk, id, request.read(sendBackSchema))),
    post('/events', (request, id) => changeState(kiosk, id, request.read(plainEventSchema).event)),
  ]
}

const mediaTypes: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg' }

async function capturedFile(kiosk: Kiosk, request: LocalRequest): Promise<LocalAnswer> {
  const session = visibleSession(kiosk, request)
  const file = session.files.find(({ name }) => name === request.params['name'])
  if (!file) throw new SessionUnknown()
  const type = mediaTypes[extname(file.name)] ?? 'application/octet-stream'
  return { bytes: await kiosk.drafts.readFile(session.id, file.sha256), type }
}
