/** The kiosk agent: `node enrollment-kiosk/main.ts`, configured by the environment (env.ts). */
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { DomainError } from '../core/errors.ts'
import { clock, monotonic } from './clock.ts'
import { openFingerprintScanner } from './devices/ef01/scanner.ts'
import { openCamera } from './devices/vc0706/camera.ts'
import { readConfiguration, type KioskConfig } from './env.ts'
import { openApplicationCodes } from './outbox/application-codes.ts'
import { lockDirectory } from './outbox/directory-lock.ts'
import { makePrivateDirectory } from './outbox/durable-file.ts'
import { openOutbox } from './outbox/outbox.ts'
import { startSender } from './outbox/sender.ts'
import { openDeviceSeat } from './session/device-bench.ts'
import { openDraftBox } from './session/draft-box.ts'
import { openDrafts } from './session/drafts.ts'
import type { Kiosk } from './session/kiosk.ts'
import { openApiToken, openLocalApi, type LocalApi } from './session/local-api.ts'
import { createProgressFeed } from './session/progress.ts'
import { reconcile } from './session/reconcile.ts'
import { kioskRoutes } from './session/routes.ts'
import { openInstallation } from './sync/installation.ts'
import { openOfficersAtDesk } from './sync/officers.ts'

/** Pictures are fetched at this speed where the scanner can: 256×288 pixels then take 3.5 s instead of 7. */
const scannerBaudRate = 115_200

export interface RunningKiosk {
  /** Of the local API. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts the agent on a data directory. Throws KioskAlreadyRunning, and what cannot be read from its files. */
export async function startKiosk(config: KioskConfig, logger: Logger): Promise<RunningKiosk> {
  await makePrivateDirectory(config.dataDirectory)
  const lock = await lockDirectory(config.dataDirectory)
  const onFault = (error: unknown) => logger.error({ fault: describeFault(error) }, 'fault')
  const kiosk = await openKiosk(config, onFault).catch(async (error: unknown) => {
    await lock.release()
    throw error
  })
  const api = await openApi(kiosk, onFault).catch(async (error: unknown) => {
    await kiosk.sender.stop()
    await lock.release()
    throw error
  })
  const stopping = new AbortController()
  const installing = kiosk.installation.run(stopping.signal, onFault)
  const { keyFingerprint, step } = kiosk.installation.status()
  logger.info({ url: api.url, step, keyFingerprint }, 'kiosk started')
  return {
    url: api.url,
    async stop() {
      stopping.abort()
      await api.close()
      await Promise.all([installing, kiosk.sender.stop()])
      await Promise.all([kiosk.devices.fingerprint.close(), kiosk.devices.camera.close()])
      await lock.release()
    },
  }
}

async function openApi(kiosk: Kiosk, onFault: (error: unknown) => void): Promise<LocalApi> {
  const { config, progress } = kiosk
  const token = await openApiToken(config.dataDirectory)
  return openLocalApi({ routes: kioskRoutes(kiosk), progress, token, port: config.apiPort, onFault })
}

async function openKiosk(config: KioskConfig, onFault: (error: unknown) => void): Promise<Kiosk> {
  const directory = config.dataDirectory
  const progress = createProgressFeed()
  const installation = await openInstallation(config, clock)
  const drafts = await openDrafts(join(directory, 'drafts'), await openDraftBox(directory))
  const outbox = await openOutbox(join(directory, 'outbox'), {
    now: clock(),
    onChange: ({ applicationCode, sha256, state }) =>
      progress.emit({ type: 'outbox', applicationCode, sha256, state }),
  })
  await reconcile(drafts, outbox)
  const codes = await openApplicationCodes(directory, clock)
  const sender = startSender({
    outbox,
    deliver: async (packet, signal) => await installation.client().sendPacket(packet, signal),
    onReceived: (entry) => drafts.remove(entry.applicationCode),
    retry: config.outbox,
    onFault,
    monotonic,
  })
  const { fingerprintPath, cameraPath } = config.devices
  const devices = {
    fingerprint: openDeviceSeat(
      'fingerprint',
      fingerprintPath
        ? () => openFingerprintScanner({ path: fingerprintPath, raiseTo: scannerBaudRate })
        : null,
    ),
    camera: openDeviceSeat('camera', cameraPath ? () => openCamera({ path: cameraPath }) : null),
  }
  const officers = openOfficersAtDesk(clock)
  return { config, clock, installation, officers, codes, drafts, outbox, sender, devices, progress }
}

/** Enough to find a fault; messages of refusals never hold personal data, others' are left out but for system errors. */
function describeFault(error: unknown): string {
  if (error instanceof DomainError) return error.code
  if (!(error instanceof Error)) return 'unknown'
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return [error.name, code, ...(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join(
    ' ',
  )
}

async function main(): Promise<void> {
  const logger = pino({ base: null }, pino.destination({ dest: 2, sync: true }))
  try {
    const kiosk = await startKiosk(readConfiguration(), logger)
    const stop = () => void kiosk.stop().then(() => process.exit(0))
    process.once('SIGTERM', stop).once('SIGINT', stop)
    process.stdout.write(`ready ${kiosk.url}\n`)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    process.stderr.write(`${error.text.vi}\n${error.text.en}\n`)
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
