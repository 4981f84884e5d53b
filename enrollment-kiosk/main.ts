/** The kiosk agent: `node enrollment-kiosk/main.ts`, configured by the environment (env.ts). */
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { fromPem } from '../core/cms/certificate.ts'
import { verifyReceipt } from '../core/cms/receipt.ts'
import type { PacketReceipt } from '../core/contracts/kiosk-sync.ts'
import { DomainError } from '../core/errors.ts'
import { clock, monotonic } from './clock.ts'
import { openDayBook } from './day/day-book.ts'
import { keepTally } from './day/keep-tally.ts'
import { snapshotOf } from './day/snapshot.ts'
import { openTally } from './day/tally.ts'
import { readConfiguration, type KioskConfig } from './env.ts'
import { openApplicationCodes } from './outbox/application-codes.ts'
import { deliverPacket } from './outbox/deliver-packet.ts'
import { lockDirectory } from './outbox/directory-lock.ts'
import { makePrivateDirectory } from './outbox/durable-file.ts'
import { inquireExported } from './outbox/inquire-exported.ts'
import type { OutboxEntry } from './outbox/outbox-files.ts'
import { openOutbox } from './outbox/outbox.ts'
import { startSender } from './outbox/sender.ts'
import { openApiToken } from './session/api-token.ts'
import { openDeskPage } from './session/desk-page.ts'
import { closeDevices } from './session/device-bench.ts'
import { openDrafts } from './session/drafts.ts'
import { openJournal } from './session/journal.ts'
import type { Kiosk } from './session/kiosk.ts'
import { sessionAfter } from './session/kept-commands.ts'
import { openLocalApi, type LocalApi } from './session/local-api.ts'
import { migrateDrafts } from './session/migrate-drafts.ts'
import { holdReader, openDevices } from './session/open-devices.ts'
import { openOwnFingers } from './session/own-fingers.ts'
import { createProgressFeed } from './session/progress.ts'
import { reconcile } from './session/reconcile.ts'
import { kioskRoutes } from './session/routes.ts'
import { sessionAnswer, visibleSessions } from './session/session-answer.ts'
import { openSbi, type RunningSbi } from './sbi/open-sbi.ts'
import { openOfficerVault } from './store/officer-vault.ts'
import { openStationVault, type StationVault } from './store/station-vault.ts'
import { type Connection, openConnection } from './sync/connection.ts'
import { daySyncStages } from './sync/day-sync.ts'
import { openDeviceReport } from './sync/device-report.ts'
import { openInstallation } from './sync/installation.ts'
import { machineHealth } from './sync/machine-health.ts'
import { openOfficersAtDesk } from './sync/officers.ts'
import { deviceStage, tellNewDevices } from './sync/tell-devices.ts'
import { waiversInForce } from './sync/waivers.ts'

export interface RunningKiosk {
  /** Of the local API. */
  readonly url: string
  /** Where other programs reach the devices; null where they may not. */
  readonly sbiUrl: string | null
  /** What the desk's page needs to be let in. */
  readonly token: string
  stop(): Promise<void>
}

/** Starts the agent on a data directory. Throws KioskAlreadyRunning, and what cannot be read from its files. */
export async function startKiosk(config: KioskConfig, logger: Logger): Promise<RunningKiosk> {
  await makePrivateDirectory(config.dataDirectory)
  const lock = await lockDirectory(config.dataDirectory)
  const onFault = (error: unknown) => logger.error({ fault: describeFault(error) }, 'fault')
  const station = await openStation(config, onFault).catch(async (error: unknown) => {
    await lock.release()
    throw error
  })
  const { kiosk, token } = station
  const { api, sbi } = await openInterfaces(station, onFault).catch(async (error: unknown) => {
    await kiosk.sender.stop()
    await lock.release()
    throw error
  })
  const stopping = new AbortController()
  const installing = kiosk.installation.run(stopping.signal, onFault)
  void holdReader(kiosk.devices).catch(onFault)
  const inquiring = inquireExported(
    {
      ...arrivalOf(kiosk),
      outbox: kiosk.outbox,
      client: () => kiosk.installation.client(),
      everyMs: config.installation.settingsRefreshMs,
      onFault,
    },
    stopping.signal,
  )
  const { keyFingerprint, step } = kiosk.installation.status()
  logger.info({ url: api.url, sbi: sbi?.url ?? null, step, keyFingerprint }, 'kiosk started')
  return {
    url: api.url,
    sbiUrl: sbi?.url ?? null,
    token,
    async stop() {
      stopping.abort()
      await Promise.all([api.close(), sbi?.close()])
      await Promise.all([installing, inquiring, kiosk.sender.stop()])
      await closeDevices(kiosk.devices)
      await lock.release()
    },
  }
}

interface Station {
  readonly kiosk: Kiosk
  readonly token: string
}

/** The desk's own API, and the interface for other programs where it is asked for. */
async function openInterfaces(
  station: Station,
  onFault: (error: unknown) => void,
): Promise<{ readonly api: LocalApi; readonly sbi: RunningSbi | null }> {
  const sbi = await openSbi(station.kiosk, onFault)
  try {
    return { api: await openApi(station, onFault), sbi }
  } catch (error) {
    await sbi?.close()
    throw error
  }
}

async function openApi({ kiosk, token }: Station, onFault: (error: unknown) => void): Promise<LocalApi> {
  const { config, progress, officers } = kiosk
  return openLocalApi({
    routes: kioskRoutes(kiosk),
    progress,
    token,
    page: openDeskPage(config.deskDirectory),
    seats: () => [officers.find('operator')?.officerId, officers.find('supervisor')?.officerId].join(' '),
    doneBefore(command) {
      const session = sessionAfter(visibleSessions(kiosk), command)
      return session ? sessionAnswer(kiosk, session) : null
    },
    port: config.apiPort,
    onFault,
  })
}

/** Throws SealedElsewhere where the data folder is another computer's. */
async function openStation(config: KioskConfig, onFault: (error: unknown) => void): Promise<Station> {
  const station = await openStationVault(config.dataDirectory, config.seal)
  await migrateDrafts(config.dataDirectory, station.box)
  const token = await openApiToken(station)
  const connection = openConnection(config.server)
  const kiosk = await openKiosk({ ...config, server: connection.server }, { station, connection, onFault })
  return { kiosk, token }
}

interface Surroundings {
  readonly station: StationVault
  readonly connection: Connection
  readonly onFault: (error: unknown) => void
}

async function openKiosk(
  config: KioskConfig,
  { station, connection, onFault }: Surroundings,
): Promise<Kiosk> {
  const directory = config.dataDirectory
  const progress = createProgressFeed()
  const installation = await openInstallation({ config, connection, vault: station, clock })
  const drafts = await openDrafts(join(directory, 'drafts'), station.box)
  const outbox = await openOutbox(join(directory, 'outbox'), {
    clock,
    onChange: ({ applicationCode, sha256, state, bytes, sent }) =>
      progress.emit({ type: 'outbox', applicationCode, sha256, state, bytes, sent }),
  })
  await reconcile(drafts, outbox)
  const codes = await openApplicationCodes(directory, clock)
  const waitingPackets = () => {
    const { WAITING, SENDING, EXPORTED, REFUSED } = outbox.counts()
    return WAITING + SENDING + EXPORTED + REFUSED
  }
  const deviceReport = await openDeviceReport(directory, () =>
    machineHealth(directory, {
      clockAheadMs: installation.status().clockAheadMs,
      waitingPackets: waitingPackets(),
    }),
  )
  const reporting = { deviceReport, installation }
  installation.follow(deviceStage(reporting))
  const sender = startSender({
    outbox,
    async deliver(packet, delivery) {
      await tellNewDevices(reporting)
      const { pieceBytes } = config.outbox
      return await deliverPacket(installation.client(), packet, { ...delivery, pieceBytes })
    },
    ...arrivalOf({ installation, drafts }),
    retry: config.outbox,
    onFault,
    monotonic,
  })
  const devices = openDevices(config.devices, reporting, {
    onChange: ({ kind, state }) => progress.emit({ type: 'device', kind, state }),
    onScan: (text) => progress.emit({ type: 'scan', text }),
  })
  const journal = openJournal(join(directory, 'journal'), clock, {
    outboxState: (code) => outbox.findByApplication(code)?.state ?? null,
    hasDraft: (code) => drafts.has(code),
  })
  const dayBook = await openDayBook(directory, station)
  const tally = await openTally(directory, clock)
  await keepTally({ drafts, outbox, progress, tally }, onFault)
  for (const stage of daySyncStages({ clock, dayBook, installation, progress })) installation.follow(stage)
  return {
    config,
    clock,
    dayBook,
    tally,
    snapshot: snapshotOf(dayBook),
    connection,
    installation,
    sealedBy: station.sealedBy,
    vault: await openOfficerVault(directory, station, clock),
    officers: openOfficersAtDesk(clock),
    codes,
    drafts,
    journal,
    outbox,
    sender,
    devices,
    deviceReport,
    ownFingers: await openOwnFingers(directory),
    waivers: () => waiversInForce(installation, clock()),
    progress,
  }
}

/** What has to hold before a packet counts as received, and what follows from it. */
function arrivalOf({ installation, drafts }: Pick<Kiosk, 'installation' | 'drafts'>) {
  return {
    checkReceipt: ({ jws, receivedAt }: PacketReceipt, { sha256, applicationCode }: OutboxEntry) => {
      const issuer = fromPem('CERTIFICATE', installation.machine().settings.issuer)
      return verifyReceipt(jws, { sha256, applicationCode, receivedAt }, [issuer])
    },
    async onReceived({ applicationCode, foreign }: OutboxEntry) {
      if (!foreign) await drafts.remove(applicationCode)
    },
  }
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
    const sbi = kiosk.sbiUrl === null ? '' : `sbi ${kiosk.sbiUrl}\n`
    process.stdout.write(`ready ${kiosk.url}\n${sbi}desk ${kiosk.url}/#token=${kiosk.token}\n`)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    process.stderr.write(`${error.text.vi}\n${error.text.en}\n`)
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
