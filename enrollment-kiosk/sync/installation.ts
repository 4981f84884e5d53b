import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z, type ZodType } from 'zod'
import type { SyncStep } from '../../core/contracts/desk/station.ts'
import { kioskSettingsSchema, type KioskSettings } from '../../core/contracts/kiosk-sync.ts'
import { machineAnswerSchema, type MachineAnswer } from '../../core/contracts/machine-sign-in.ts'
import { DomainError, type Bilingual } from '../../core/errors.ts'
import { epochOf, instantOf } from '../clock.ts'
import type { KioskConfig } from '../env.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'
import type { StationVault } from '../store/station-vault.ts'
import type { Connection } from './connection.ts'
import { type SigningKey, certificateRequest, keyFingerprint, openMachineKey } from './machine-identity.ts'
import { ClockWrong, KioskFault, KioskNotInstalled } from './refusals.ts'
import { fetchMachine, openServerClient, requestMachine, type ServerClient } from './server-client.ts'
import { type InstallationStep, type SyncStage, stepTexts, syncSteps } from './sync-steps.ts'

export interface InstallationStatus {
  readonly step: InstallationStep
  readonly text: Bilingual
  readonly machine: string | null
  readonly keyFingerprint: string
  /** What stopped the step the last time it was tried; null when nothing did. */
  readonly fault: { readonly code: string; readonly text: Bilingual } | null
  /** Each step of the synchronisation by its name. */
  readonly steps: readonly SyncStep[]
  /** By the server's clock; null before the first time. */
  readonly lastSyncAt: string | null
  /** This computer's clock less the server's, when it was last compared. */
  readonly clockAheadMs: number | null
}

/** What a certified kiosk with settings works with. */
export interface InstalledMachine {
  readonly id: string
  /** X.509, PEM. */
  readonly certificate: string
  readonly key: SigningKey
  readonly settings: KioskSettings
}

export interface Installation {
  status(): InstallationStatus
  /** Throws {@link KioskNotInstalled} before certificate and settings are there. */
  machine(): InstalledMachine
  /** Throws {@link KioskNotInstalled} before the certificate is there. */
  client(): ServerClient
  /** Adds what else is fetched at each synchronisation, in this order. */
  follow(stage: SyncStage): void
  /** Runs the steps, then keeps the settings fresh, until the signal. `onFault` hears what is no refusal. */
  run(signal: AbortSignal, onFault: (error: unknown) => void): Promise<void>
}

/** More than this apart, signatures would be refused by the server. */
export const clockToleranceMs = 120_000

const syncStateSchema = z.strictObject({
  lastSyncAt: z.iso.datetime().nullable(),
  clockAheadMs: z.int().nullable(),
  done: z.record(z.string(), z.iso.datetime()),
})
type SyncState = z.infer<typeof syncStateSchema>

const neverSynced: SyncState = { lastSyncAt: null, clockAheadMs: null, done: {} }
/** Closed under the station's key: who could write it could keep a station from freezing. */
const syncStateName = 'sync-state'

class MachineNotAdmitted extends DomainError<'MACHINE_NOT_ADMITTED'> {
  constructor(state: MachineAnswer['state']) {
    super(
      'MACHINE_NOT_ADMITTED',
      {
        vi: `Máy chủ không cho máy này làm việc (trạng thái ${state}). Liên hệ quản trị viên.`,
        en: `The server does not let this kiosk work (state ${state}). Ask an administrator.`,
      },
      { state },
    )
  }
}

export interface InstallationParts {
  readonly config: KioskConfig
  readonly connection: Connection
  readonly vault: StationVault
  readonly clock: () => number
}

/** Opens what earlier runs left on disk: a kiosk that was installed once works without the network. */
export async function openInstallation(parts: InstallationParts): Promise<Installation> {
  const { config, connection, vault, clock } = parts
  const directory = config.dataDirectory
  const key = await openMachineKey(vault)
  const fingerprint = await keyFingerprint(key)
  let machine = await readStored(join(directory, 'machine.json'), machineAnswerSchema)
  let settings = await readStored(join(directory, 'settings.json'), kioskSettingsSchema)
  let state = await readSyncState(vault)
  let opened: { readonly id: string; readonly client: ServerClient } | null = null
  let fault: InstallationStatus['fault'] = null
  let running: string | null = null
  let failed: string | null = null
  const stages: SyncStage[] = []
  /** Stages of a round that a cut ended are not asked for again in the next. */
  const doneThisRound = new Set<string>()

  function client(): ServerClient {
    if (!machine?.certificate) throw new KioskNotInstalled()
    if (opened?.id !== machine.id) {
      const credentials = { id: machine.id, privateKey: key.privateKey }
      opened = { id: machine.id, client: openServerClient(connection.server, credentials, clock) }
    }
    return opened.client
  }

  function step(): InstallationStep {
    if (!machine) return 'REQUEST'
    if (!machine.certificate) return 'CONFIRMATION'
    return settings ? 'READY' : 'SETTINGS'
  }

  async function keepState(changes: Partial<SyncState>): Promise<void> {
    state = { ...state, ...changes }
    await vault.write(syncStateName, new TextEncoder().encode(JSON.stringify(state)))
  }

  async function askForCertificate(): Promise<void> {
    if (!machine) {
      running = 'REQUEST'
      const request = await certificateRequest(key)
      machine = await requestMachine(connection.server, {
        kind: 'KIOSK',
        centre: config.centre,
        certificateRequest: request,
      })
      await writeDurably(join(directory, 'machine.json'), JSON.stringify(machine))
    }
    if (machine.certificate) return
    running = 'CONFIRMATION'
    machine = await fetchMachine(connection.server, machine.id)
    if (machine.state !== 'ACTIVE' && machine.state !== 'REQUESTED')
      throw new MachineNotAdmitted(machine.state)
    await writeDurably(join(directory, 'machine.json'), JSON.stringify(machine))
  }

  async function fetchSettings(): Promise<void> {
    running = 'SETTINGS'
    const asked = clock()
    const fetched = await client().fetchSettings()
    await writeDurably(join(directory, 'settings.json'), JSON.stringify(fetched))
    settings = fetched
    const clockAheadMs = Math.round((asked + clock()) / 2 - epochOf(fetched.serverTime))
    const done = { ...state.done, SETTINGS: fetched.serverTime }
    await keepState({ lastSyncAt: fetched.serverTime, clockAheadMs, done })
    if (Math.abs(clockAheadMs) > clockToleranceMs) throw new ClockWrong()
  }

  async function runStages(): Promise<void> {
    for (const stage of stages) {
      if (doneThisRound.has(stage.name)) continue
      running = stage.name
      await stage.run()
      doneThisRound.add(stage.name)
      await keepState({ done: { ...state.done, [stage.name]: instantOf(clock()) } })
    }
    doneThisRound.clear()
  }

  async function attempt(onFault: (error: unknown) => void): Promise<void> {
    try {
      await askForCertificate()
      if (machine?.certificate) {
        await fetchSettings()
        await runStages()
      }
      fault = null
      failed = null
    } catch (error) {
      if (!(error instanceof DomainError)) onFault(error)
      const { code, text } = error instanceof DomainError ? error : new KioskFault()
      fault = { code, text }
      failed = running
    } finally {
      running = null
    }
  }

  return {
    status: () => ({
      step: step(),
      text: stepTexts[step()],
      machine: machine?.id ?? null,
      keyFingerprint: fingerprint,
      fault,
      steps: syncSteps({ installation: step(), done: state.done, running, failed }, stages),
      lastSyncAt: state.lastSyncAt,
      clockAheadMs: state.clockAheadMs,
    }),
    machine() {
      if (!machine?.certificate || !settings) throw new KioskNotInstalled()
      return { id: machine.id, certificate: machine.certificate, key, settings }
    },
    client,
    follow: (stage) => void stages.push(stage),
    async run(signal, onFault) {
      const { pollMs, settingsRefreshMs } = config.installation
      while (!signal.aborted) {
        await attempt(onFault)
        const settled = step() === 'READY' && !fault
        const waking = settled ? AbortSignal.any([signal, connection.silence()]) : signal
        await wait(settled ? settingsRefreshMs : pollMs, undefined, { signal: waking }).catch(() => undefined)
      }
    },
  }
}

async function readSyncState(vault: StationVault): Promise<SyncState> {
  const stored = await vault.read(syncStateName).catch(() => null)
  if (!stored) return neverSynced
  const parsed = syncStateSchema.safeParse(JSON.parse(new TextDecoder().decode(stored)))
  return parsed.success ? parsed.data : neverSynced
}

/** What does not read as agreed is fetched again rather than trusted. */
async function readStored<T>(path: string, schema: ZodType<T>): Promise<T | null> {
  const stored = await readIfPresent(path)
  if (!stored) return null
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(stored)))
  } catch {
    return null
  }
}
