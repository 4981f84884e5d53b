import { z } from 'zod'
import type { OutboxPage } from '../../core/contracts/desk/outbox.ts'
import { outboxLifecycle, type OutboxState } from '../../core/lifecycle/outbox.ts'
import { instantOf, monotonic } from '../clock.ts'
import { exportPackets } from '../outbox/export-packets.ts'
import { importPackets } from '../outbox/import-packets.ts'
import { outboxPage } from '../outbox/outbox-page.ts'
import { countersignBatch } from './countersign-batch.ts'
import type { Kiosk } from './kiosk.ts'
import { readAs, type Route } from './local-router.ts'
import { reopenPacket } from './reopen-packet.ts'
import { sessionAnswer } from './session-answer.ts'

const states = Object.keys(outboxLifecycle.table) as [OutboxState, ...OutboxState[]]
const questionSchema = z.strictObject({
  state: z.enum(states).nullable().default(null),
  after: z.string().nullable().default(null),
})
const codes = z.array(z.string().max(40)).min(1).max(5000)
const folder = z.string().min(1).max(1000)
const exportSchema = z.strictObject({ codes: z.union([codes, z.literal('ALL')]), directory: folder })
const importSchema = z.strictObject({ directory: folder })
const countersignSchema = z.strictObject({ codes: z.array(z.string().max(40)).min(1).max(200) })

/** What leaves the desk: sealing several files at once, and the packets on their way. */
export function outboxRoutes(kiosk: Kiosk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/outbox',
      handle({ query }) {
        const question = readAs(questionSchema, Object.fromEntries(query))
        const page: OutboxPage = {
          ...outboxPage(kiosk.outbox, question),
          nextAttemptAt: nextAttemptAt(kiosk),
        }
        return { json: page }
      },
    },
    {
      method: 'POST',
      path: '/outbox/send',
      handle() {
        kiosk.sender.sendNow()
        return undefined
      },
    },
    {
      method: 'POST',
      path: '/outbox/export',
      handle: async (request) => ({ json: await exportPackets(kiosk, request.read(exportSchema)) }),
    },
    {
      method: 'POST',
      path: '/outbox/import',
      handle: async (request) => ({ json: await importPackets(kiosk, request.read(importSchema).directory) }),
    },
    {
      method: 'POST',
      path: '/outbox/:sha256/reopen',
      handle: async (request) =>
        sessionAnswer(kiosk, await reopenPacket(kiosk, request.params['sha256'] ?? '')),
    },
    {
      method: 'POST',
      path: '/countersign',
      handle: async (request) => ({
        json: await countersignBatch(kiosk, request.read(countersignSchema).codes),
      }),
    },
  ]
}

function nextAttemptAt(kiosk: Kiosk): string | null {
  const at = kiosk.sender.nextAttemptAt()
  return at === null ? null : instantOf(kiosk.clock() + Math.max(0, at - monotonic()))
}
