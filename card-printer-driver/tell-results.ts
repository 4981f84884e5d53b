import type { PrintEvent } from '../core/contracts/print-job.ts'
import { type CardFacts, nextReport } from '../core/production/missing-reports.ts'
import { sleep } from './clock.ts'
import { ServerUnreachable } from './http.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'

/** One job's way to the server. */
export interface Telling {
  readonly server: ServerClient
  readonly job: string
  /** As the server is known to see the job. */
  state: string
}

/** Tells the server what it does not know yet. Throws LeaseLost, ServerRefusal; ServerUnreachable: some of it may have been taken. */
export async function tellOnce(telling: Telling, facts: CardFacts): Promise<void> {
  for (let report = nextReport(facts, telling.state); report; report = nextReport(facts, telling.state))
    telling.state = await told(telling, report)
}

const longestPause = 5000

/** As tellOnce, again until the server has all of it. Throws ServerUnreachable once `ended` is aborted. */
export async function tellSurely(telling: Telling, facts: CardFacts, ended: AbortSignal): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await tellOnce(telling, facts)
      return
    } catch (error) {
      if (!(error instanceof ServerUnreachable) || ended.aborted) throw error
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
