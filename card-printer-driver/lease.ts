import type { PrintEvent, PrintOrder } from '../core/contracts/print-job.ts'
import { DomainError } from '../core/errors.ts'
import { now, sleep } from './clock.ts'
import { ServerUnreachable } from './http.ts'
import { LeaseLost, type ServerClient } from './server-client.ts'

/** States that the reported steps lead to: core/lifecycle/print-job.ts. */
const reached: { readonly [E in PrintEvent['event']]: string } = {
  feed: 'CARD_FED',
  writeChip: 'CHIP_WRITTEN',
  print: 'PRINTED',
  verify: 'VERIFIED',
  stack: 'STACKED',
  release: 'PLANNED',
  eject: 'PLANNED',
  spoil: 'SPOILED',
  loseTrack: 'OUTCOME_UNKNOWN',
}

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
      const answer = await server.heartbeat(order.id, order.lease)
      leaseUntil = answer.leaseUntil === null ? leaseUntil : Date.parse(answer.leaseUntil)
    } catch (error) {
      if (error instanceof LeaseLost) signals.lost.abort()
      // Without an answer the work goes on: the server decides when the lease is over.
      else if (!(error instanceof DomainError)) throw error
    }
  }
}

const longestPause = 5000

/**
 * Reports a step until the server has it. Where an answer was lost on the way, a later conflict may only mean that the
 * step was taken the first time: the job's state then decides. Throws LeaseLost, ServerRefusal; ServerUnreachable once
 * `ended` is aborted.
 */
export async function reportSurely(
  server: ServerClient,
  step: { readonly job: string; readonly event: PrintEvent },
  ended: AbortSignal,
): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await server.report(step.job, step.event)
      return
    } catch (error) {
      if (error instanceof LeaseLost && attempt > 0 && (await hasReached(server, step))) return
      if (!(error instanceof ServerUnreachable) || ended.aborted) throw error
    }
    await sleep(Math.min(longestPause, 250 * 2 ** attempt), ended)
  }
}

async function hasReached(
  server: ServerClient,
  { job, event }: { readonly job: string; readonly event: PrintEvent },
): Promise<boolean> {
  const answer = await server.heartbeat(job, event.lease)
  return answer.state === reached[event.event]
}
