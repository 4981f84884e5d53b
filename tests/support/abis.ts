/** The embedded matcher at work, one message after the other and without waiting. */
import type { ServerApp } from '../../server/graphql/context.ts'
import { type EmbeddedAbis, openEmbeddedAbis } from '../../server/biometrics/abis/embedded-abis.ts'
import { fetchedHere } from '../../server/biometrics/abis/fetch-biometrics.ts'
import { sendDue } from '../../server/biometrics/abis/send-due.ts'
import { takeAnswer } from '../../server/biometrics/abis/take-answer.ts'

const pool = { threads: 1, slab: { words: 1024 * 1024, persons: 4096 } }
const opened = new Map<ServerApp['db'], Promise<EmbeddedAbis>>()

/** The embedded matcher of an app; opened when somebody is searched for the first time. */
export function embeddedAbisOf(app: ServerApp): Promise<EmbeddedAbis> {
  const abis = opened.get(app.db) ?? openEmbeddedAbis(app, { fetchBiometrics: fetchedHere(app), pool })
  opened.set(app.db, abis)
  return abis
}

/** Answers all that is due for the embedded matcher, and tells how many messages that were. Others are silent. */
export async function answerSearches(app: ServerApp): Promise<number> {
  const settings = app.env.abis.find(({ kind }) => kind === 'embedded')
  if (!settings) return 0
  let answered = 0
  for (;;) {
    const messages: string[] = []
    await sendDue(app, settings, { send: async (message) => void messages.push(message) })
    if (messages.length === 0) return answered
    for (const message of messages) {
      await takeAnswer(app, settings.name, await (await embeddedAbisOf(app)).answer(message))
    }
    answered += messages.length
  }
}

export async function closeAbisOf({ db }: Pick<ServerApp, 'db'>): Promise<void> {
  const abis = opened.get(db)
  opened.delete(db)
  await (await abis)?.close()
}
