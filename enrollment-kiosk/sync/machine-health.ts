import { readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import type { DeviceReportBody } from '../../core/contracts/kiosk-sync.ts'

const program = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))

/** How this kiosk is: what the server shows of it. */
export async function machineHealth(
  directory: string,
  known: { readonly clockAheadMs: number | null; readonly waitingPackets: number },
): Promise<DeviceReportBody['health']> {
  const freeDiskMb = await statfs(directory).then(
    ({ bavail, bsize }) => Math.floor((bavail * bsize) / 1_048_576),
    () => null,
  )
  return { version: program.version, freeDiskMb, ...known }
}
