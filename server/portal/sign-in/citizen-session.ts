import { createHash, randomBytes } from 'node:crypto'
import { type Actor, anonymousActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

const minute = 60_000
/** A session ends so long after its last request. */
export const idleMinutes = 30
/** And after so many hours at the latest. */
const longestHours = 8
/** An end is moved on only when it is this much nearer: a page's dozen requests write once. */
const renewAfter = 2 * minute

const sha256 = (token: string) => createHash('sha256').update(token).digest('hex')

/** Begins a session in the transaction that proved who it is; answers the token that only the cookie holds. */
export async function openCitizenSession(
  tx: Transaction,
  app: App,
  { residentId, by }: { readonly residentId: string; readonly by: 'OTP' | 'OIDC' },
): Promise<string> {
  const at = app.clock()
  const token = randomBytes(32).toString('base64url')
  const { id } = await tx.citizenSession.create({
    data: {
      tokenSha256: sha256(token),
      residentId,
      by,
      createdAt: instantAt(at),
      expiresAt: instantAt(at + idleMinutes * minute),
    },
    select: { id: true },
  })
  const actor: Actor = { kind: 'citizen', id: residentId }
  const subject = { subjectKind: 'resident', subjectId: residentId, details: { by, session: id } }
  await audit(tx, { actor, at, action: 'citizen.sign-in', ...subject })
  return token
}

interface SessionRow {
  readonly id: string
  readonly residentId: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** The citizen behind a session's token, its end moved on; anonymous without a valid session, or where the person is no more. */
export async function citizenOf(app: App, token: string): Promise<Actor> {
  const at = app.clock()
  const [session] = await app.db.$queryRaw<SessionRow[]>`
    SELECT s."id", s."residentId", s."createdAt", s."expiresAt" FROM "CitizenSession" s
    JOIN "Resident" r ON r."id" = s."residentId" AND r."deathOn" IS NULL AND r."mergedIntoId" IS NULL
    WHERE s."tokenSha256" = ${sha256(token)} AND s."endedAt" IS NULL AND s."expiresAt" > ${instantAt(at)}`
  if (!session) return anonymousActor
  const end = Math.min(at + idleMinutes * minute, session.createdAt.getTime() + longestHours * 60 * minute)
  if (end - session.expiresAt.getTime() > renewAfter) {
    await app.db.citizenSession.updateMany({
      where: { id: session.id, endedAt: null },
      data: { expiresAt: instantAt(end) },
    })
  }
  return { kind: 'citizen', id: session.residentId }
}

/** Ends the session of a token; one that is no session changes nothing. */
export async function signOutCitizen(app: App, token: string): Promise<void> {
  await app.db.citizenSession.updateMany({
    where: { tokenSha256: sha256(token), endedAt: null },
    data: { endedAt: instantAt(app.clock()) },
  })
}
