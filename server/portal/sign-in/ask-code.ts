import { randomUUID } from 'node:crypto'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { parsePartialDate, type PartialDate } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { enqueue } from '../../kernel/jobs.ts'
import type { SignInChannel } from './contact-on-file.ts'
import { codeOf, keptCode } from './one-time-code.ts'
import { keyedHash, type WithPortalKey } from './portal-key.ts'

const minute = 60_000
const hour = 60 * minute
/** How long a code is good. */
export const codeMinutes = 5

/** Codes that one person can be sent, known to us or not: messages cost money, and each code is five more guesses. */
const ofOnePerson = [
  { within: hour, most: 5 },
  { within: 24 * hour, most: 10 },
] as const

/** Too many codes were asked for, under one name or from one network. */
export class TooManyCodes extends DomainError<'TOO_MANY_CODES'> {
  constructor(by: 'PERSON' | 'NETWORK') {
    super(
      'TOO_MANY_CODES',
      {
        vi: 'Đã yêu cầu mã quá nhiều lần. Hãy thử lại sau một giờ, hoặc đến nơi tiếp nhận hồ sơ để được hỗ trợ.',
        en: 'Too many codes were asked for. Try again in an hour, or ask where files are taken in.',
      },
      { by, retryAfterSeconds: 3600 },
    )
  }
}

export interface CodeRequest {
  readonly number: string
  /** yyyy, yyyy-MM or yyyy-MM-dd. */
  readonly birthDate: string
  readonly channel: SignInChannel
  /** The network that asks, as the limits count it. */
  readonly network: string
}

/**
 * A citizen wants to sign in: a challenge is made, and a job sends its code to the phone or e-mail on file. For a number that
 * nobody has, or another birth date, all the same is done and said, and the job sends nothing. Throws {@link TooManyCodes}.
 */
export async function askSignInCode(
  app: WithPortalKey,
  actor: Actor,
  request: CodeRequest,
): Promise<{ readonly challenge: string; readonly expiresAt: Date }> {
  demand(actor, 'citizen.sign-in')
  const number = parseCitizenNumber(request.number)
  const birthDate = parsePartialDate(request.birthDate)
  const at = app.clock()
  const personKey = keyedHash(app, 'person', `${number} ${birthDate}`)
  const networkKey = keyedHash(app, 'network', request.network)
  const id = randomUUID()
  const expiresAt = instantAt(at + codeMinutes * minute)
  await app.db.$transaction(async (tx) => {
    await demandFew(tx, app, { personKey, networkKey, at })
    const residentId = await personOf(tx, number, birthDate)
    const kept = keptCode(app, id, codeOf(app, id))
    const { channel } = request
    const codeSha256 = residentId === null ? null : kept
    await tx.otpChallenge.create({
      data: {
        id,
        residentId,
        codeSha256,
        channel,
        personKey,
        networkKey,
        createdAt: instantAt(at),
        expiresAt,
      },
    })
    await audit(tx, {
      actor,
      at,
      action: 'citizen.ask-code',
      subjectKind: 'sign-in',
      subjectId: id,
      details: { channel },
    })
    await enqueue(tx, 'send-sign-in-code', { challengeId: id })
  })
  return { challenge: id, expiresAt }
}

interface Asking {
  readonly personKey: string
  readonly networkKey: string
  /** Milliseconds. */
  readonly at: number
}

/** Who asks under the same keys at once waits here: then the counts are true. */
async function demandFew(
  tx: Transaction,
  app: WithPortalKey,
  { personKey, networkKey, at }: Asking,
): Promise<void> {
  for (const key of [networkKey, personKey])
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in ${key}`}, 0))`
  const since = (within: number) => ({ createdAt: { gt: instantAt(at - within) } })
  const fromNetwork = await tx.otpChallenge.count({ where: { networkKey, ...since(hour) } })
  if (fromNetwork >= app.env.signIn.codesPerNetwork) throw new TooManyCodes('NETWORK')
  for (const { within, most } of ofOnePerson) {
    const count = await tx.otpChallenge.count({ where: { personKey, ...since(within) } })
    if (count >= most) throw new TooManyCodes('PERSON')
  }
}

/** The living holder of a number, where the birth date is theirs: a year alone is enough where only the year is on file. */
async function personOf(tx: Transaction, number: string, birthDate: PartialDate): Promise<string | null> {
  const found = await tx.resident.findUnique({
    where: { number },
    select: { id: true, birthDate: true, deathOn: true, mergedIntoId: true },
  })
  if (!found || found.deathOn !== null || found.mergedIntoId !== null) return null
  return found.birthDate === birthDate || birthDate.startsWith(`${found.birthDate}-`) ? found.id : null
}
