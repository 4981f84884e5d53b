import type { PrintOrder } from '../core/contracts/print-job.ts'
import { DomainError } from '../core/errors.ts'
import { now, sleep } from './clock.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'

const longestBeat = 15_000
const shortestBeat = 500

/** Keeps the lease by a heartbeat at a third of what is left of it; aborts `lost` when the server has taken the job away. */
export function holdLease(
  server: ServerClient,
  order: PrintOrder,
  lost: AbortController,
): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const beating = beat(server, order, { lost, stopped: stopped.signal })
  return {
    async stop() {
      stopped.abort()
      await beating
    },
  }
}

async function beat(
  server: ServerClient,
  order: PrintOrder,
  signals: { readonly lost: AbortController; readonly stopped: AbortSignal },
): Promise<void> {
  let leaseUntil = Date.parse(order.leaseUntil)
  while (!signals.stopped.aborted && !signals.lost.signal.aborted) {
    await sleep(Math.min(longestBeat, Math.max(shortestBeat, (leaseUntil - now()) / 3)), signals.stopped)
    if (signals.stopped.aborted) return
    try {
      const answer = await server.heartbeat(order.id, { lease: order.lease })
      leaseUntil = answer.leaseUntil === null ? leaseUntil : Date.parse(answer.leaseUntil)
    } catch (error) {
      if (error instanceof LeaseLost) signals.lost.abort()
      // Without an answer the work goes on: the server decides when the lease is over.
      else if (!(error instanceof DomainError)) throw error
    }
  }
}
