import { connect, type Socket } from 'node:net'

/** A client as plain as can be: one command, one reply. */
export interface EscClient {
  /** The reply without its NUL. Rejects when the line breaks. */
  say(command: string, data?: Uint8Array): Promise<string>
  /** Bytes as they are; the next reply is not waited for. */
  send(bytes: Uint8Array): void
  readonly broken: Promise<void>
  close(): void
}

export const esc = (command: string, data: Uint8Array = new Uint8Array(0)) =>
  Buffer.concat([Buffer.from(`\u001B${command}`, 'latin1'), data, Buffer.from('\r')])

/** To HOST:PORT. */
export async function openEscClient(line: string): Promise<EscClient> {
  const [host = '', port] = line.split(':')
  const socket = connect(Number(port), host)
  socket.on('error', () => undefined)
  const broken = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await Promise.race([new Promise<void>((resolve) => socket.once('connect', resolve)), broken])
  const replies = repliesOf(socket)
  return {
    async say(command, data) {
      socket.write(esc(command, data))
      const { value, done } = await replies.next()
      if (done) throw new Error('the line broke')
      return value
    },
    send: (bytes) => void socket.write(bytes),
    broken,
    close: () => socket.destroy(),
  }
}

async function* repliesOf(socket: Socket): AsyncGenerator<string, void> {
  let rest = ''
  try {
    for await (const part of socket as AsyncIterable<Buffer>) {
      const texts = (rest + part.toString('latin1')).split('\0')
      rest = texts.pop() ?? ''
      yield* texts
    }
  } catch {
    // The line broke: there are no more replies.
  }
}
