import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import type { DeviceKind, DeviceView } from '../../core/contracts/desk/station.ts'
import { type After, NoReply } from '../../core/device/exchange.ts'
import { meetsEnrollmentGrade } from '../../core/enrollment/evidence.ts'
import { DomainError, type Bilingual } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
import type { BarcodeReader } from '../devices/barcode-reader.ts'
import type { Camera } from '../devices/camera.ts'
import type { DocumentScanner } from '../devices/document-scanner/scanner.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { deskRefusal } from './refusal-advice.ts'
import {
  CaptureCancelled,
  DeviceBusy,
  DeviceFailed,
  DeviceNotConfigured,
  FingerTimedOut,
} from './refusals.ts'

/** A device that is opened when first needed, used by one piece of work at a time, and opened afresh after a fault. */
export interface DeviceSeat<Device> {
  status(): DeviceView
  /** Throws DeviceNotConfigured, DeviceBusy, DeviceFailed, or the driver's own typed refusal. */
  use<T>(work: (device: Device) => Promise<T>): Promise<T>
  /** Opens it afresh, which makes it answer, and runs the device's own test where it has one. Never throws: the view says it. */
  check(): Promise<DeviceView>
  close(): Promise<void>
}

/** What a seat asks of any driver. */
export interface DeskDevice {
  readonly capabilities: {
    readonly model: string
    readonly serial?: string | null
    readonly dpi?: number
    readonly bitDepth?: number
    readonly width?: number
    readonly height?: number
  }
  /** The device's own test, where it has one. */
  selfTest?(): Promise<void>
  /** Called once when the device has gone; missing, with `close`, where nothing is held open. */
  onClose?(listener: (reason: Error | undefined) => void): () => void
  close?(): Promise<void>
}

export interface DeviceBench {
  readonly fingerprint: DeviceSeat<FingerprintScanner>
  readonly camera: DeviceSeat<Camera>
  readonly barcode: DeviceSeat<BarcodeReader>
  readonly documentScanner: DeviceSeat<DocumentScanner>
}

/** Refusals by which the applicant or the officer is meant; the device did its work. */
const notTheDevice = [CaptureCancelled, FingerTimedOut, FingerRefused] as const

export interface SeatOptions {
  readonly clock: () => number
  readonly after: After
  /** Milliseconds until a device that was lost is looked for again. */
  readonly retryMs: number
  /** Called with every change that the screens show. */
  readonly onChange: (view: DeviceView) => void
}

export function openDeviceSeat<Device extends DeskDevice>(
  kind: DeviceKind,
  open: (() => Promise<Device>) | null,
  { clock, after, retryMs, onChange }: SeatOptions,
): DeviceSeat<Device> {
  let device: Device | null = null
  let known: DeskDevice['capabilities'] | null = null
  let busy = false
  let closed = false
  let fault: DeviceView['fault'] = null
  let checkedAt: string | null = null
  let reopening: Promise<void> | null = null
  let cancelRetry = () => {}
  /** What the screens were told last; that a device is busy is no news. */
  let lamp: DeviceView['state'] = open ? 'UNOPENED' : 'ABSENT'

  const status = (): DeviceView => ({
    kind,
    state: stateOf({ open, busy, fault, device }),
    model: known?.model ?? null,
    serial: known?.serial ?? null,
    checkedAt,
    fault,
    enrolls: kind === 'fingerprint' && known ? enrollsWith(known) : null,
    about: known && describe(known),
  })

  function tell(): void {
    const view = status()
    lamp = view.state
    onChange(view)
  }

  async function drop(): Promise<void> {
    cancelRetry()
    const dropped = device
    device = null
    await dropped?.close?.().catch(() => undefined)
  }

  /** The device, opened where it is not; that it goes is told as soon as the line knows, and it is looked for until it is back. */
  async function opened(reach: () => Promise<Device>): Promise<Device> {
    if (device) return device
    const found = await reach()
    device = found
    known = found.capabilities
    found.onClose?.((reason) => {
      if (device !== found || !reason) return
      device = null
      fault = deskRefusal(refusalOf(kind, reason))
      // Whoever works with it fails by this, and tells it then.
      if (busy) return
      tell()
      lookAgain()
    })
    return found
  }

  /** Until it is back, or somebody uses the seat, which looks itself. */
  function lookAgain(): void {
    cancelRetry()
    if (!open || closed) return
    cancelRetry = after(retryMs, () => {
      if (busy || device || closed) return
      reopening = opened(open)
        .then(
          () => {
            fault = null
            tell()
          },
          () => lookAgain(),
        )
        .finally(() => (reopening = null))
    })
  }

  /** A device that fell silent is opened afresh, found again at whatever speed it has now, and asked once more. */
  async function persist<T>(reach: () => Promise<Device>, work: (device: Device) => Promise<T>): Promise<T> {
    try {
      return await work(await opened(reach))
    } catch (error) {
      if (!(error instanceof NoReply)) throw error
      await drop()
      return work(await opened(reach))
    }
  }

  async function use<T>(work: (device: Device) => Promise<T>): Promise<T> {
    if (!open) throw new DeviceNotConfigured(kind)
    if (busy) throw new DeviceBusy(kind)
    busy = true
    try {
      await reopening
      const result = await persist(open, work)
      // It may have gone with its last word.
      if (device) fault = null
      return result
    } catch (error) {
      if (notTheDevice.some((kind) => error instanceof kind)) throw error
      await drop()
      const refusal = refusalOf(kind, error)
      fault = deskRefusal(refusal)
      throw refusal
    } finally {
      checkedAt = instantOf(clock())
      busy = false
      if (fault) lookAgain()
      if (status().state !== lamp) tell()
    }
  }

  return {
    status,
    use,
    async check() {
      if (!open || busy) return status()
      await drop()
      await use(async (found) => found.selfTest?.()).catch((error: unknown) => {
        // The view tells it.
        if (!(error instanceof DomainError)) throw error
      })
      tell()
      return status()
    },
    async close() {
      closed = true
      await reopening?.catch(() => undefined)
      await drop()
    },
  }
}

interface SeatState {
  readonly open: unknown
  readonly busy: boolean
  readonly fault: DeviceView['fault']
  readonly device: unknown
}

function stateOf({ open, busy, fault, device }: SeatState): DeviceView['state'] {
  if (!open) return 'ABSENT'
  if (busy) return 'BUSY'
  if (fault) return 'FAILED'
  return device ? 'READY' : 'UNOPENED'
}

function refusalOf(kind: DeviceKind, error: unknown): DomainError {
  return error instanceof DomainError ? error : Object.assign(new DeviceFailed(kind), { cause: error })
}

/** All seats, in the order in which the screens show them. */
export function deviceViews({
  fingerprint,
  camera,
  barcode,
  documentScanner,
}: DeviceBench): readonly DeviceView[] {
  return [fingerprint, camera, barcode, documentScanner].map((seat) => seat.status())
}

export async function closeDevices({
  fingerprint,
  camera,
  barcode,
  documentScanner,
}: DeviceBench): Promise<void> {
  await Promise.all([fingerprint, camera, barcode, documentScanner].map((seat) => seat.close()))
}

/** One after the other: they may share a port or a hub. */
export async function checkDevices(bench: DeviceBench): Promise<readonly DeviceView[]> {
  const { fingerprint, camera, barcode, documentScanner } = bench
  for (const seat of [fingerprint, camera, barcode, documentScanner]) await seat.check()
  return deviceViews(bench)
}

function enrollsWith({ dpi, bitDepth }: DeskDevice['capabilities']): boolean {
  return dpi !== undefined && bitDepth !== undefined && meetsEnrollmentGrade({ dpi, bitDepth })
}

function describe({ width, height, dpi, bitDepth }: DeskDevice['capabilities']): Bilingual | null {
  const size = width && height ? `${width} × ${height}` : null
  const both = (vi: string, en: string) => ({ vi, en })
  const parts = [
    size ? both(`${size} điểm ảnh`, `${size} pixels`) : null,
    dpi ? both(`${dpi} dpi`, `${dpi} dpi`) : null,
    bitDepth ? both(`${bitDepth} bit mỗi điểm`, `${bitDepth} bits a pixel`) : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return both(parts.map(({ vi }) => vi).join(', '), parts.map(({ en }) => en).join(', '))
}
