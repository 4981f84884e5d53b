import { fetchedHere } from './fetch-biometrics.ts'
import type { AbisLine, LineEvents } from './abis-line.ts'
import { type EmbeddedAbis, openEmbeddedAbis } from './embedded-abis.ts'
import type { SharingApp } from './share-token.ts'

/** The embedded matcher, opened when the first message is to be sent, or at once where its gallery holds somebody. */
export async function embeddedLine(app: SharingApp, events: LineEvents): Promise<AbisLine> {
  let opened: Promise<EmbeddedAbis> | null = null
  let closed = false
  const open = () => {
    opened ??= openEmbeddedAbis(app, { fetchBiometrics: fetchedHere(app) })
    opened.catch(() => (opened = null))
    return opened
  }
  const answer = async (message: string) => {
    const text = await (await open()).answer(message)
    // What was cut off by closing is no answer: whoever opens the gallery next is sent the message again.
    if (!closed) await events.answered(text)
  }
  const holdsSomebody = await app.db.galleryPerson.findFirst({ select: { referenceId: true } })
  if (holdsSomebody) void open().catch(() => undefined)
  return {
    ready: async () => {
      await open()
      return !closed
    },
    send: (message) => {
      void answer(message).catch((error: unknown) => {
        app.log.error({ type: error instanceof Error ? error.name : typeof error }, 'an answer was not taken')
      })
      return Promise.resolve()
    },
    close: async () => {
      closed = true
      const abis = await opened?.catch(() => null)
      await abis?.close()
    },
  }
}
