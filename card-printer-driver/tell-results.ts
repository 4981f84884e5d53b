import type { PrintEvent } from '../core/contracts/print-job.ts'
import { type CardFacts, nextReport } from '../core/production/missing-reports.ts'
import { elapsed, sleep } from './clock.ts'
import { ServerRefusal, ServerUnreachable } from './http.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'

/** One job's way to the server. */
export interface Telling {
  readonly server: ServerClient
  readonly job: string
  /** As the server is known to see the job. */
  state: string
  /** Code of the last step that the server would not take, so that the card's end was told without it. */
  refused?: string
}

/** So often the server may refuse one step of a card that has ended. */
const mostRefusals = 3
const steps: readonly PrintEvent['event'][] = ['feed', 'writeChip', 'print', 'verify', 'stack']

/**
 * Tells the server what it does not know yet. Throws LeaseLost, ServerRefusal; ServerUnreachable: some of it may have been taken. Of a card
 * that has ended a step that is refused again and again is passed over: the end must not be hidden behind it.
 */
export async function tellOnce(telling: Telling, facts: CardFacts): Promise<void> {
  const refusals = new Map<PrintEvent['event'], number>()
  for (;;) {
    const stuck = steps.filter((event) => refusals.get(event) === mostRefusals)
    const report = nextReport(facts, telling.state, stuck)
    if (!report) return
    try {
      telling.state = await told(telling, report)
    } catch (error) {
      const isRefused = error instanceof ServerRefusal || error instanceof LeaseLost
      if (!isRefused || facts.end === null || !steps.includes(report.event)) throw error
      refusals.set(report.event, (refusals.get(report.event) ?? 0) + 1)
      telling.refused = error.code
    }
  }
}

const longestPause = 5000

export interface Insistence {
  readonly ended: AbortSignal
  /** Milliseconds: then it is left to the next look at cards that are not settled. */
  readonly patience: number
}

/** As tellOnce, with growing pauses, until the server has all of it. Throws ServerUnreachable when the time is over, or `ended` aborted. */
export async function tellSurely(
  telling: Telling,
  facts: CardFacts,
  { ended, patience }: Insistence,
): Promise<void> {
  const until = elapsed() + patience
  for (let attempt = 0; ; attempt++) {
    try {
      await tellOnce(telling, facts)
      return
    } catch (error) {
      if (!(error instanceof ServerUnreachable) || ended.aborted || elapsed() >= until) throw error
    }
    await sleep(Math.min(longestPause, 250 * 2 ** attempt), ended)
  }
}

/**
 * Gives the state that the report led to. A conflict may only mean that an answer was lost and the step was taken before: how the server
 * sees the job then decides what is told next; OVER: it is not this station's any more.
 */
async function told({ server, job, state }: Telling, report: PrintEvent): Promise<string> {
  try {
    return (await server.report(job, report)).state
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    const held = await server.job(job)
    if (!held || held.lease !== report.lease) return 'OVER'
    if (held.state === state) throw error
    return held.state
  }
}
