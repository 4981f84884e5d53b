import { elapsed, sleep } from '../clock.ts'
import { ServerUnreachable } from '../http.ts'

/** A server that is restarted is back within this time, in milliseconds; longer, the operator runs the command again. */
const patience = 30_000
const longestPause = 5000

/** Asks again while the server does not answer, for a while. Only what may be asked twice. Throws ServerUnreachable in the end. */
export async function patiently<Answer>(stop: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
  const until = elapsed() + patience
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof ServerUnreachable) || stop.aborted || elapsed() > until) throw error
    }
    await sleep(Math.min(longestPause, 250 * 2 ** attempt), stop)
  }
}
