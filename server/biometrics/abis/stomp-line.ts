import { readFile } from 'node:fs/promises'
import type { StompSettings } from '../../../core/contracts/abis-list.ts'
import type { App } from '../../kernel/app.ts'
import type { AbisLine, LineEvents } from './abis-line.ts'
import { openStomp } from './stomp-connection.ts'

/** An ABIS behind a broker: two queues, one in each direction. */
export async function stompLine(app: App, settings: StompSettings, events: LineEvents): Promise<AbisLine> {
  const { broker, receiveFrom, sendTo, message: kind } = settings
  const connection = openStomp({
    broker,
    ...(await credentialsOf(settings)),
    receiveFrom,
    received: ({ text }) => events.answered(text),
    connected: events.wake,
    log: app.log,
  })
  return {
    ready: () => Promise.resolve(connection.isConnected),
    send: (text) => connection.send(sendTo, { text, kind }),
    close: () => connection.close(),
  }
}

/** User, password and certificates; the files are read anew with every line. */
export async function credentialsOf({
  user,
  passwordFile,
  caFile,
}: Pick<StompSettings, 'user' | 'passwordFile' | 'caFile'>) {
  return {
    ...(user && { user }),
    ...(passwordFile && { password: (await readFile(passwordFile, 'utf8')).trim() }),
    ...(caFile && { ca: await readFile(caFile, 'utf8') }),
  }
}
