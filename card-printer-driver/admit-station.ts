import type { Logger } from 'pino'
import type { MachineAnswer } from '../core/contracts/machine-sign-in.ts'
import { sleep } from './clock.ts'
import type { Config } from './env.ts'
import { ServerUnreachable } from './http.ts'
import { type MachineKey, openMachineKey } from './machine-key.ts'
import { registerMachine, signIn, waitUntilCertified } from './machine-sign-in.ts'
import { ServerClient } from './server-client.ts'

interface Run {
  readonly log: Logger
  readonly stop: AbortSignal
}

/** A station that may work. */
export interface Admission {
  readonly server: ServerClient
  readonly machine: MachineAnswer
  readonly key: MachineKey
}

/** Installs the station where it is new, waits for its certificate; null when stopped before. Throws StationNotAdmitted. */
export async function admitStation(config: Config, run: Run): Promise<Admission | null> {
  const { dataDirectory: directory, centre, pollMilliseconds } = config.station
  const serverUrl = config.server.url
  const key = await openMachineKey(directory)
  const id = await registered({ serverUrl, directory, centre, key }, pollMilliseconds, run)
  if (id === null) return null
  run.log.info({ machine: id, fingerprint: key.fingerprint }, 'chờ quản trị viên xác nhận khóa của trạm')
  const machine = await waitUntilCertified({ serverUrl, id }, pollMilliseconds, run.stop)
  if (!machine) return null
  return { server: new ServerClient(serverUrl, () => signIn({ serverUrl, id, key })), machine, key }
}

async function registered(
  installation: Parameters<typeof registerMachine>[0],
  pollMilliseconds: number,
  { log, stop }: Run,
): Promise<string | null> {
  while (!stop.aborted) {
    try {
      return await registerMachine(installation)
    } catch (error) {
      if (!(error instanceof ServerUnreachable)) throw error
      log.warn({ code: error.code }, error.text.vi)
    }
    await sleep(pollMilliseconds, stop)
  }
  return null
}
