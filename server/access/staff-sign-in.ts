import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { prismaAdapter } from '@better-auth/prisma-adapter'
import { betterAuth } from 'better-auth/minimal'
import { username } from 'better-auth/plugins'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { type Actor, anonymousActor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { dateOf } from '../kernel/clock.ts'

export interface StaffSignIn {
  /** Serves what officers need of /api/auth/*, mounted there. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** The officer behind a request's session cookie, with the roles of today; anonymous without a valid session. */
  actorOf(headers: IncomingHttpHeaders): Promise<Actor>
}

/** All that is served of the sign-in library: an account is otherwise changed by operations, which write the audit. */
const served: ReadonlySet<string> = new Set(['/sign-in/username', '/sign-out', '/get-session'])

/** Officers sign in with a name and a password; sessions lie in the database and can be revoked there. */
export function createStaffSignIn(
  app: App,
  { secret, baseUrl }: { secret: string; baseUrl: string },
): StaffSignIn {
  const auth = betterAuth({
    database: prismaAdapter(app.db, { provider: 'postgresql' }),
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: [baseUrl],
    emailAndPassword: { enabled: true, minPasswordLength: 12 },
    user: { modelName: 'officer' },
    session: { modelName: 'officerSession', fields: { userId: 'officerId' }, expiresIn: 8 * 3600 },
    account: { modelName: 'officerCredential', fields: { userId: 'officerId' } },
    verification: { modelName: 'officerVerification' },
    advanced: { database: { generateId: () => randomUUID() }, disableOriginCheck: false },
    rateLimit: { enabled: app.env.production },
    logger: { disabled: true },
    telemetry: { enabled: false },
    plugins: [username()],
  })
  const answer = toNodeHandler(auth)
  return {
    async handler(request, response) {
      // The path below where it is mounted.
      const [path = ''] = (request.url ?? '').split('?')
      if (served.has(path)) await answer(request, response)
      else response.writeHead(404).end()
    },
    async actorOf(headers) {
      if (!headers.cookie) return anonymousActor
      const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) })
      return session ? officerActor(app, session.user.id) : anonymousActor
    },
  }
}

/** In one statement: every request of an officer asks it. */
async function officerActor(app: App, officerId: string): Promise<Actor> {
  const today = dateOf(calendarDateAt(app.clock()))
  const [officer] = await app.db.$queryRaw<{ roles: readonly { role: string; unitCode: string }[] }[]>`
    SELECT coalesce(
      jsonb_agg(jsonb_build_object('role', a."role", 'unitCode', a."unitCode")) FILTER (WHERE a."id" IS NOT NULL),
      '[]') AS "roles"
    FROM "Officer" o LEFT JOIN "Assignment" a ON a."officerId" = o."id"
      AND a."validFrom" <= ${today}::date AND (a."validTo" IS NULL OR a."validTo" >= ${today}::date)
    WHERE o."id" = ${officerId}::uuid AND o."active" GROUP BY o."id"`
  return officer ? { kind: 'officer', id: officerId, roles: officer.roles } : anonymousActor
}
