import type { AbisSettings } from '../../../core/contracts/abis-list.ts'
import { placesOf } from '../../kernel/http-refusals.ts'
import type { AbisLine } from './abis-line.ts'
import { embeddedLine } from './embedded-line.ts'
import { repeatUnanswered, reviewRequests } from './review-requests.ts'
import { sendDue } from './send-due.ts'
import type { SharingApp } from './share-token.ts'
import { stompLine } from './stomp-line.ts'
import { takeAnswer } from './take-answer.ts'

/** Where the messages to one ABIS go out and its answers come in. One is open at a time, whichever process has it. */
export interface AbisDesk {
  /** There may be something to send. Calls while it works are one more round. */
  wake(): void
  /** The same, and what is overdue is looked for as well. */
  review(): void
  /** Kept when nothing is being done any more. */
  close(): Promise<void>
}

export async function openAbisDesk(app: SharingApp, settings: AbisSettings): Promise<AbisDesk> {
  let closed = false
  let wanted = false
  let reviewed = false
  let working: Promise<void> | null = null
  const wake = () => {
    wanted = true
    if (closed || working) return
    working = rounds().finally(() => {
      working = null
      if (wanted) wake()
    })
  }
  const line = await openLine(app, settings, {
    answered: async (message) => {
      await takeAnswer(app, settings.name, message)
      wake()
    },
    wake,
  })
  const rounds = async () => {
    try {
      while (wanted && !closed) {
        wanted = false
        if (!reviewed) await reviewRequests(app, settings)
        reviewed = true
        if ((await sendDue(app, settings, line)) > 0) wanted = true
      }
    } catch (error) {
      // A broker that is away or a database that restarts: the next look is seconds away.
      app.log.warn(
        {
          abis: settings.name,
          err: { type: error instanceof Error ? error.name : '', stack: placesOf(error) },
        },
        'messages to an ABIS wait',
      )
      wanted = false
    }
  }
  wake()
  return {
    wake,
    review: () => {
      reviewed = false
      wake()
    },
    close: async () => {
      closed = true
      await line.close()
      await working
    },
  }
}

async function openLine(
  app: SharingApp,
  settings: AbisSettings,
  events: Parameters<typeof embeddedLine>[1],
): Promise<AbisLine> {
  if (settings.kind === 'stomp') return stompLine(app, settings, events)
  await repeatUnanswered(app, settings.name)
  return embeddedLine(app, events)
}
