import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DomainError } from '../../core/errors.ts'

export class KioskAlreadyRunning extends DomainError<'KIOSK_ALREADY_RUNNING'> {
  constructor() {
    super('KIOSK_ALREADY_RUNNING', {
      vi: 'Chương trình thu nhận đã chạy trên máy này với cùng thư mục dữ liệu.',
      en: 'Another agent is already running on this data directory.',
    })
  }
}

/**
 * Keeps a second agent off the same data directory: two of them would allot the same application codes. The lock is a
 * listening name that the operating system releases when the process dies, however it dies.
 * Throws {@link KioskAlreadyRunning}.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const digest = createHash('sha256')
    .update(await realpath(directory))
    .digest('hex')
    .slice(0, 32)
  const server = createServer((socket) => socket.destroy())
  await listen(server, lockName(`citizen-id-kiosk-${digest}`))
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

function lockName(name: string): string {
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), `${name}.sock`)
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new KioskAlreadyRunning() : error)
    })
    server.listen({ path }, resolve)
  })
}
