/**
 * The process that talks to the hardware module: requests come in any number, each has one answer. A call of PKCS#11 that never returns
 * holds its thread for ever, and a thread cannot be ended from outside: a process can.
 */
import { KeyExists, KeyMissing, KeyStoreUnavailable, KeyStoreUnusable } from '../key-store.ts'
import type { FromTokenProcess, TokenAnswer, TokenPlaces, TokenRefusal, ToTokenProcess } from './messages.ts'
import { TokenRefused, tokenSessions } from './sessions.ts'
import { deriveOnToken, generateOnToken, publicKeyOnToken, signOnToken } from './token-keys.ts'

const sessions = tokenSessions(JSON.parse(process.argv[2] ?? '{}') as TokenPlaces)

async function answerTo({ request }: ToTokenProcess): Promise<TokenAnswer> {
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

// Ctrl+C reaches every process of the terminal: this one serves until the server, which still has answers to give, lets it go.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', (message: ToTokenProcess) => {
  const say = (said: FromTokenProcess) => process.send?.(said)
  answerTo(message).then(
    (answer) => say({ id: message.id, answer }),
    (fault: unknown) => say({ id: message.id, refusal: refusal(fault) }),
  )
})
