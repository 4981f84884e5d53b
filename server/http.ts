import { join } from 'node:path'
import express, { type Express } from 'express'
import helmet from 'helmet'
import { deviceRoutes } from './access/devices/device-routes.ts'
import { createStaffSignIn } from './access/staff-sign-in.ts'
import { caseRoutes } from './adjudication/case-routes.ts'
import { consoleRoutes } from './console-routes.ts'
import { shareRoutes } from './biometrics/abis/share-routes.ts'
import { blobRoutes } from './documents/blob-routes.ts'
import { fileImageRoutes } from './enrollment/approvals/file-image-routes.ts'
import { appointmentPaperRoutes } from './enrollment/appointments/papers/appointment-paper-routes.ts'
import { deskSyncRoutes } from './enrollment/desk-sync/desk-sync-routes.ts'
import { feeRoutes } from './enrollment/fees/fee-routes.ts'
import { packetRoutes } from './enrollment/packet-routes.ts'
import type { ServerApp } from './graphql/context.ts'
import { createGraphql } from './graphql/yoga.ts'
import { anonymousActor } from './kernel/actor.ts'
import { cardConfirmationRoutes } from './issuance/card-confirmation-routes.ts'
import { cardHolderRoutes } from './issuance/card-life/card-holder-routes.ts'
import { statusListRoutes } from './issuance/card-status/status-list-routes.ts'
import { cardPortraitRoutes } from './issuance/cards/card-portrait-routes.ts'
import { requestRoutes } from './enrollment/requests/request-routes.ts'
import { collectionSlipRoutes } from './issuance/collection-slip-routes.ts'
import { handOverRoutes } from './issuance/hand-over-routes.ts'
import { cardListRoutes } from './issuance/lists/card-list-routes.ts'
import { postRoutes } from './issuance/post/post-routes.ts'
import { noticeRoutes } from './issuance/notices/notice-routes.ts'
import { refusalHandler, unknownAddress } from './kernel/http-refusals.ts'
import type { ActorOf } from './kernel/request-actor.ts'
import { cardPkiRoutes } from './pki/card/card-pki-routes.ts'
import { machineRoutes } from './pki/machine-routes.ts'
import { machineActor } from './pki/sign-in-machine.ts'
import { citizenPaperRoutes } from './portal/own/paper-routes.ts'
import { citizenOf } from './portal/sign-in/citizen-session.ts'
import { cookieOf, sessionCookie } from './portal/sign-in/cookies.ts'
import { signInRoutes } from './portal/sign-in/sign-in-routes.ts'
import { answerRoutes } from './portal/answer-routes.ts'
import { portalRoutes } from './portal/portal-routes.ts'
import { labelRoutes } from './production/label-routes.ts'
import { parcelRoutes } from './production/dispatch/parcel-routes.ts'
import { printJobRoutes } from './production/print-job-routes.ts'
import { stationRoutes } from './production/stations/station-routes.ts'
import { qualityRoutes } from './production/quality/quality-routes.ts'
import { minutesRoutes } from './production/stock/minutes-routes.ts'
import { formBlankRoutes } from './registry/forms/blank-routes.ts'
import { importErrorRoutes } from './registry/imports/error-routes.ts'
import { progressRoutes } from './registry/progress/progress-routes.ts'
import { sharingRoutes } from './registry/sharing/sharing-routes.ts'
import { checklistRoutes } from './registry/reviews/checklist-routes.ts'
import { paperRoutes } from './registry/reconciliation/paper-routes.ts'
import { scanRoutes } from './registry/scans/scan-routes.ts'
import { uploadRoutes } from './registry/scans/upload-routes.ts'
import { verificationRoutes } from './verification/api/verification-routes.ts'
import { inspectionRoutes } from './verification/inspection-routes.ts'
import { keptSecret } from './secrets.ts'
import { qrPageRoutes } from './verification/qr-page-routes.ts'

/** What stands ready; /readyz answers 200 only when all of it does. */
export interface Readiness {
  migrations: boolean
  worker: boolean
  bundles: boolean
}

/** All routes of the server. */
export async function createHttp(
  app: ServerApp,
  {
    portal,
    consoles,
    readiness,
  }: {
    readonly portal: string
    readonly consoles: string
    readonly readiness: Readiness
  },
): Promise<Express> {
  const secret = await keptSecret(join(app.env.dataDir, 'secrets/sign-in.key'), 32)
  const signIn = createStaffSignIn(app, { secret: secret.toString('base64url'), baseUrl: app.publicUrl })
  const actorOf: ActorOf = async (request) => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ')
    if (scheme?.toLowerCase() === 'bearer' && token) return machineActor(app, token)
    if (!request.headers.cookie) return anonymousActor
    // Somebody may be signed in as both: the citizen's pages say that they ask as a citizen.
    const asCitizen = request.headers['x-signed-in-as'] === 'citizen'
    const officer = asCitizen ? anonymousActor : await signIn.actorOf(request.headers)
    if (officer.kind !== 'anonymous') return officer
    const session = cookieOf(app, request.headers, sessionCookie)
    return session === null ? anonymousActor : citizenOf(app, session)
  }
  const server = express()
  server.disable('x-powered-by')
  server.set('trust proxy', app.env.http.proxies)
  // What is asked for again says so itself (desk-sync); elsewhere a hash of every answer would be made for nobody.
  server.disable('etag')
  server.get('/healthz', (_request, response) => void response.json({ alive: true }))
  server.get('/readyz', async (_request, response) => {
    const database = await app.db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    )
    const state = { database, ...readiness }
    response.status(Object.values(state).every(Boolean) ? 200 : 503).json(state)
  })
  const graphql = createGraphql(app, actorOf)
  server.use(graphql.graphqlEndpoint, (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff')
    void graphql(request, response)
  })
  server.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      hsts: app.env.production,
    }),
  )
  server.use('/api/auth', signIn.handler)
  server.use(signInRoutes(app))
  server.use(citizenPaperRoutes(app, actorOf))
  server.use(machineRoutes(app, actorOf))
  server.use(deviceRoutes(app, actorOf))
  server.use(packetRoutes(app, actorOf))
  server.use(appointmentPaperRoutes(app, actorOf))
  server.use(deskSyncRoutes(app, actorOf))
  server.use(feeRoutes(app, actorOf))
  server.use(printJobRoutes(app, actorOf))
  server.use(stationRoutes(app, actorOf))
  server.use(qualityRoutes(app, actorOf))
  server.use(parcelRoutes(app, actorOf))
  server.use(minutesRoutes(app, actorOf))
  server.use(labelRoutes(app, actorOf))
  server.use(handOverRoutes(app, actorOf))
  server.use(cardHolderRoutes(app, actorOf))
  server.use(cardListRoutes(app, actorOf))
  server.use(postRoutes(app, actorOf))
  server.use(cardConfirmationRoutes(app, actorOf))
  server.use(cardPortraitRoutes(app, actorOf))
  server.use(collectionSlipRoutes(app, actorOf))
  server.use(requestRoutes(app, actorOf))
  server.use(noticeRoutes(app))
  server.use(blobRoutes(app, actorOf))
  server.use(fileImageRoutes(app, actorOf))
  server.use(caseRoutes(app, actorOf))
  server.use(shareRoutes(app))
  server.use(cardPkiRoutes(app))
  server.use(statusListRoutes(app))
  server.use(qrPageRoutes(app))
  server.use(formBlankRoutes(app, actorOf))
  server.use(importErrorRoutes(app, actorOf))
  server.use(progressRoutes(app, actorOf))
  server.use(uploadRoutes(app, actorOf))
  server.use(scanRoutes(app, actorOf))
  server.use(paperRoutes(app, actorOf))
  server.use(checklistRoutes(app, actorOf))
  server.use(sharingRoutes(app))
  server.use(inspectionRoutes(app))
  server.use(verificationRoutes(app))
  server.use(consoleRoutes(consoles))
  server.use(answerRoutes(app, portal))
  server.use(portalRoutes(portal))
  server.use(unknownAddress)
  server.use(refusalHandler(app))
  return server
}
