import { readFile } from 'node:fs/promises'
import { citizenNumberSchema } from '../../../core/citizen/citizen-number.ts'
import { type EidMessage, eidMessageSchema } from '../../../core/contracts/eid.ts'
import { eidRequestLifecycle } from '../../../core/lifecycle/eid-request.ts'
import type { EidRequest } from '../../../prisma/client/client.ts'
import { systemActor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import { StaleVersion } from '../../kernel/errors.ts'
import { type Move, type Movable, move } from '../../kernel/transition.ts'
import type { EventsOf } from '../../../core/lifecycle/machine.ts'
import { type EidLine, httpEidLine } from './eid-line.ts'

const minuteMs = 60_000
/** Longer than a line may take: what is still being sent then was cut off. */
const sendingMs = 5 * minuteMs
/** One, two, four … minutes, then every six hours: a peer that is away for a week loses nothing. */
const longestPauseMs = 360 * minuteMs
const mostAttempts = 60
const pageSize = 50

const pauseAfter = (attempts: number) => Math.min(minuteMs * 2 ** Math.min(attempts - 1, 12), longestPauseMs)

/** What has to be passed on and whose time has come, one after the other. Of several processes one sends each. Answers how many were sent. */
export async function passOnEid(app: App, line?: EidLine): Promise<number> {
  const { url, tokenFile, timeoutMs } = app.env.eid
  if (!line && url === null) return 0
  const token = line ? '' : (await readFile(tokenFile, 'utf8')).trim()
  const send = line ?? httpEidLine({ url: url ?? '', token, timeoutMs })
  const due = await app.db.eidRequest.findMany({
    where: { status: { in: ['WAITING', 'SENDING'] }, nextAt: { lte: instantAt(app.clock()) } },
    orderBy: { nextAt: 'asc' },
    take: pageSize,
  })
  for (const request of due) await passOn(app, send, request)
  return due.length
}

async function passOn(app: App, send: EidLine, request: EidRequest): Promise<void> {
  try {
    const waiting = request.status === 'SENDING' ? await step(app, request, { event: 'fail' }) : request
    const attempts = request.attempts + 1
    const nextAt = instantAt(app.clock() + sendingMs)
    const sending = await step(app, { ...request, ...waiting }, { event: 'send', data: { attempts, nextAt } })
    const message = await messageOf(app, request)
    const answer = message ? await send(message) : ({ outcome: 'REFUSED', code: 'NO_NUMBER' } as const)
    await settle(app, { ...request, ...sending, attempts }, answer)
  } catch (error) {
    // Another process was first.
    if (!(error instanceof StaleVersion)) throw error
  }
}

type EidEvent = EventsOf<typeof eidRequestLifecycle>
type Step = Pick<Move<EidEvent>, 'event' | 'data'>

const step = (
  app: App,
  request: Pick<EidRequest, 'id' | 'status' | 'version'>,
  change: Step,
): Promise<Movable> =>
  app.db.$transaction((tx) =>
    move(
      tx,
      eidRequestLifecycle,
      { ...request, key: request.id },
      { ...change, actor: systemActor, at: app.clock() },
    ),
  )

/** The number of now: it may have been established again since. Null for somebody who has none any more. */
async function messageOf(app: App, request: EidRequest): Promise<EidMessage | null> {
  const { number } = await app.db.resident.findUniqueOrThrow({
    where: { id: request.residentId },
    select: { number: true },
  })
  const known = citizenNumberSchema.safeParse(number)
  if (!known.success) return null
  const { id: requestId, level, phone, email, consent, consentedAt } = request
  return eidMessageSchema.parse({
    requestId,
    number: known.data,
    level,
    phone,
    email,
    consent: { ...(consent as object), at: consentedAt.toISOString() },
  })
}

async function settle(app: App, request: EidRequest, answer: Awaited<ReturnType<EidLine>>): Promise<void> {
  if (answer.outcome === 'TAKEN') {
    const data = { reference: answer.reference, faultCode: null }
    await step(app, request, { event: 'acknowledge', data })
  } else if (answer.outcome === 'REFUSED') {
    await step(app, request, { event: 'refuse', data: { faultCode: answer.code } })
  } else {
    const nextAt = instantAt(app.clock() + pauseAfter(request.attempts))
    const event = request.attempts >= mostAttempts ? 'giveUp' : 'fail'
    await step(app, request, { event, data: { faultCode: answer.code, nextAt } })
  }
}
