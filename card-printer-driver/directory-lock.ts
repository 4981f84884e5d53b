import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DomainError } from '../core/errors.ts'

/** Two programs that write one journal would tell each card's story twice. */
export class StationAlreadyRunning extends DomainError<'STATION_ALREADY_RUNNING'> {
  constructor() {
    super('STATION_ALREADY_RUNNING', {
      vi: 'Một lệnh khác của trạm đang chạy với cùng thư mục dữ liệu. Hãy đợi lệnh đó xong rồi chạy lại.',
      en: 'Another command of the station is running on this data directory. Wait for its end, then run it again.',
    })
  }
}

/** A listening name that the operating system releases when the process dies, however it dies. Throws StationAlreadyRunning. */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const place = await realpath(directory)
  const name = `citizen-id-station-${createHash('sha256').update(place).digest('hex').slice(0, 32)}`
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new StationAlreadyRunning() : error),
    )
    server.listen({ path: process.platform === 'linux' ? `\0${name}` : join(tmpdir(), name) }, resolve)
  })
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}
