import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ZodType } from 'zod'
import { kioskSettingsSchema, type KioskSettings } from '../../core/contracts/kiosk-sync.ts'
import { machineAnswerSchema, type MachineAnswer } from '../../core/contracts/machine-sign-in.ts'
import { DomainError, type Bilingual } from '../../core/errors.ts'
import { epochOf } from '../clock.ts'
import type { KioskConfig } from '../env.ts'
import { readIfPresent, writeDurably } from '../outbox/durable-file.ts'
import { type SigningKey, certificateRequest, keyFingerprint, openMachineKey } from './machine-identity.ts'
import { ClockWrong, KioskFault, KioskNotInstalled } from './refusals.ts'
import { fetchMachine, openServerClient, requestMachine, type ServerClient } from './server-client.ts'

/** The named steps of an installation, in order; the last is reached when the kiosk may work. */
export type InstallationStep = 'REQUEST' | 'CONFIRMATION' | 'SETTINGS' | 'READY'

const stepTexts: Readonly<Record<InstallationStep, Bilingual>> = {
  REQUEST: {
    vi: 'Đang gửi yêu cầu cấp chứng thư cho máy. Cần có kết nối với máy chủ.',
    en: 'Asking the server for a certificate. A connection is needed.',
  },
  CONFIRMATION: {
    vi: 'Chờ quản trị viên xác nhận máy. Đọc cho quản trị viên dấu vân khóa hiện trên màn hình.',
    en: 'Waiting for an administrator to confirm this kiosk. Read out the key fingerprint shown here.',
  },
  SETTINGS: {
    vi: 'Đang đăng nhập máy và tải cấu hình của điểm thu nhận.',
    en: 'Signing in and fetching the settings of the centre.',
  },
  READY: { vi: 'Máy sẵn sàng.', en: 'The kiosk is ready.' },
}

export interface InstallationStatus {
  readonly step: InstallationStep
  readonly text: Bilingual
  readonly machine: string | null
  readonly keyFingerprint: string
  /** What stopped the step the last time it was tried; null when nothing did. */
  readonly fault: { readonly code: string; readonly text: Bilingual } | null
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
  /** Runs the steps, then keeps the settings fresh, until the signal. `onFault` hears what is no refusal. */
  run(signal: AbortSignal, onFault: (error: unknown) => void): Promise<void>
}

const clockToleranceMs = 120_000

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

/** Opens what earlier runs left on disk: a kiosk that was installed once works without the network. */
export async function openInstallation(config: KioskConfig, clock: () => number): Promise<Installation> {
  const directory = config.dataDirectory
  const key = await openMachineKey(directory)
  const fingerprint = await keyFingerprint(key)
  let machine = await readStored(join(directory, 'machine.json'), machineAnswerSchema)
  let settings = await readStored(join(directory, 'settings.json'), kioskSettingsSchema)
  let opened: { readonly id: string; readonly client: ServerClient } | null = null
  let fault: InstallationStatus['fault'] = null

  function client(): ServerClient {
    if (!machine?.certificate) throw new KioskNotInstalled()
    if (opened?.id !== machine.id) {
      const credentials = { id: machine.id, privateKey: key.privateKey }
      opened = { id: machine.id, client: openServerClient(config.server, credentials, clock) }
    }
    return opened.client
  }

  function step(): InstallationStep {
    if (!machine) return 'REQUEST'
    if (!machine.certificate) return 'CONFIRMATION'
    return settings ? 'READY' : 'SETTINGS'
  }

  async function advance(): Promise<void> {
    if (!machine) {
      const request = await certificateRequest(key)
      machine = await requestMachine(config.server, {
        kind: 'KIOSK',
        centre: config.centre,
        certificateRequest: request,
      })
      await writeDurably(join(directory, 'machine.json'), JSON.stringify(machine))
    }
    if (!machine.certificate) {
      machine = await fetchMachine(config.server, machine.id)
      if (machine.state !== 'ACTIVE' && machine.state !== 'REQUESTED')
        throw new MachineNotAdmitted(machine.state)
      await writeDurably(join(directory, 'machine.json'), JSON.stringify(machine))
    }
    if (!machine.certificate) return
    settings = await client().fetchSettings()
    await writeDurably(join(directory, 'settings.json'), JSON.stringify(settings))
    if (Math.abs(epochOf(settings.serverTime) - clock()) > clockToleranceMs) throw new ClockWrong()
  }

  async function attempt(onFault: (error: unknown) => void): Promise<void> {
    try {
      await advance()
      fault = null
    } catch (error) {
      if (!(error instanceof DomainError)) onFault(error)
      const { code, text } = error instanceof DomainError ? error : new KioskFault()
      fault = { code, text }
    }
  }

  return {
    status: () => ({
      step: step(),
      text: stepTexts[step()],
      machine: machine?.id ?? null,
      keyFingerprint: fingerprint,
      fault,
    }),
    machine() {
      if (!machine?.certificate || !settings) throw new KioskNotInstalled()
      return { id: machine.id, certificate: machine.certificate, key, settings }
    },
    client,
    async run(signal, onFault) {
      const { pollMs, settingsRefreshMs } = config.installation
      while (!signal.aborted) {
        await attempt(onFault)
        const pause = step() === 'READY' && !fault ? settingsRefreshMs : pollMs
        await wait(pause, undefined, { signal }).catch(() => undefined)
      }
    },
  }
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
