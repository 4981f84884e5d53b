import { parseArgs } from 'node:util'
import { serveAbis } from '../biometrics/abis/serve-abis.ts'
import { credentialsOf } from '../biometrics/abis/stomp-line.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

const text = { type: 'string' } as const

/** The embedded matcher as an ABIS behind a broker, until SIGTERM or Ctrl-C. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      broker: text,
      requests: text,
      answers: text,
      share: { type: 'string', multiple: true },
      user: text,
      'password-file': text,
      'ca-file': text,
    },
  })
  const {
    broker,
    requests,
    answers,
    share = [],
    user,
    'password-file': passwordFile,
    'ca-file': caFile,
  } = values
  const isBroker = /^stomp(?:\+ssl)?:$/.test(URL.parse(broker ?? '')?.protocol ?? '')
  const origins = share.flatMap((url) => URL.parse(url)?.origin ?? [])
  if (!broker || !isBroker || !requests || !answers || origins.length === 0 || origins.length < share.length)
    throw new WrongUsage()
  const credentials = await credentialsOf({ user, passwordFile, caFile })
  return withApp(async (app) => {
    const options = { broker, requests, answers, origins, ...credentials, progress: showProgress }
    const abis = await serveAbis(app, options)
    console.log(`ABIS sẵn sàng / ready: ${requests} → ${answers}, ${abis.size}`)
    const stopped = Promise.withResolvers<boolean>()
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.resolve(true))
    const byWish = await Promise.race([stopped.promise, abis.lost.then(() => false)])
    const { size } = abis
    await abis.close()
    const line = byWish ? 'Đã dừng / stopped' : 'Mất kết nối cơ sở dữ liệu / the database is lost'
    return { done: byWish, facts: { persons: size, stopped: byWish }, lines: [line] }
  })
}

/** On a terminal one line that counts. */
function showProgress(done: number, all: number): void {
  if (!process.stderr.isTTY || all === 0) return
  process.stderr.write(`\rNạp kho vân tay / reading the gallery: ${done}/${all}${done === all ? '\n' : ''}`)
}
