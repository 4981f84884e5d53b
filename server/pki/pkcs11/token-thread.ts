/** The thread that talks to the hardware module: requests come in any number, each has one answer. */
import { parentPort, workerData } from 'node:worker_threads'
import { KeyExists, KeyMissing, KeyStoreUnavailable, KeyStoreUnusable } from '../key-store.ts'
import type { FromTokenThread, TokenAnswer, TokenPlaces, TokenRefusal, ToTokenThread } from './messages.ts'
import { TokenRefused, tokenSessions } from './sessions.ts'
import { deriveOnToken, generateOnToken, publicKeyOnToken, signOnToken } from './token-keys.ts'

const sessions = tokenSessions(workerData as TokenPlaces)

async function answerTo({ request }: ToTokenThread): Promise<TokenAnswer> {
  switch (request.kind) {
    case 'sign':
      return sessions.use(true, (session) => signOnToken(session, request.key, request.hash))
    case 'publicKey':
      return sessions.use(true, (session) => publicKeyOnToken(session, request.key))
    case 'derive':
      return sessions.use(true, (session) => deriveOnToken(session, request))
    case 'generate':
      // Not again: the key may have been made before the module went.
      return sessions.use(false, (session) => generateOnToken(session, request))
    case 'close':
      await sessions.close()
      return null
  }
}

function refusal(fault: unknown): TokenRefusal {
  const why = fault instanceof TokenRefused ? fault.why : fault
  if (why instanceof KeyMissing || why instanceof KeyExists) return { code: why.code }
  if (why instanceof KeyStoreUnavailable) return { code: why.code, reason: why.reason }
  if (why instanceof KeyStoreUnusable) return { code: why.code, reason: why.reason }
  return { code: 'BUG', message: why instanceof Error ? why.message : String(why) }
}

parentPort?.on('message', (message: ToTokenThread) => {
  const say = (said: FromTokenThread) => parentPort?.postMessage(said)
  answerTo(message).then(
    (answer) => say({ id: message.id, answer }),
    (fault: unknown) => say({ id: message.id, refusal: refusal(fault) }),
  )
})
