import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import type { DeviceKind, DeviceView } from '../../core/contracts/desk/station.ts'
import { meetsEnrollmentGrade } from '../../core/enrollment/evidence.ts'
import { DomainError, type Bilingual } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
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
  /** Missing where nothing is held open. */
  close?(): Promise<void>
}

export interface DeviceBench {
  readonly fingerprint: DeviceSeat<FingerprintScanner>
  readonly camera: DeviceSeat<Camera>
  readonly barcode: DeviceSeat<DeskDevice>
  readonly documentScanner: DeviceSeat<DocumentScanner>
}

/** Refusals by which the applicant or the officer is meant; the device did its work. */
const notTheDevice = [CaptureCancelled, FingerTimedOut, FingerRefused] as const

export function openDeviceSeat<Device extends DeskDevice>(
  kind: DeviceKind,
  open: (() => Promise<Device>) | null,
  clock: () => number,
): DeviceSeat<Device> {
  let device: Device | null = null
  let known: DeskDevice['capabilities'] | null = null
  let busy = false
  let fault: DeviceView['fault'] = null
  let checkedAt: string | null = null

  async function drop(): Promise<void> {
    const dropped = device
    device = null
    await dropped?.close?.().catch(() => undefined)
  }

  function state(): DeviceView['state'] {
    if (!open) return 'ABSENT'
    if (busy) return 'BUSY'
    if (fault) return 'FAILED'
    return device ? 'READY' : 'UNOPENED'
  }

  async function use<T>(work: (device: Device) => Promise<T>): Promise<T> {
    if (!open) throw new DeviceNotConfigured(kind)
    if (busy) throw new DeviceBusy(kind)
    busy = true
    try {
      device ??= await open()
      known = device.capabilities
      const result = await work(device)
      fault = null
      return result
    } catch (error) {
      if (notTheDevice.some((kind) => error instanceof kind)) throw error
      await drop()
      const refusal =
        error instanceof DomainError ? error : Object.assign(new DeviceFailed(kind), { cause: error })
      fault = deskRefusal(refusal)
      throw refusal
    } finally {
      checkedAt = instantOf(clock())
      busy = false
    }
  }

  const status = (): DeviceView => ({
    kind,
    state: state(),
    model: known?.model ?? null,
    serial: known?.serial ?? null,
    checkedAt,
    fault,
    enrolls: kind === 'fingerprint' && known ? enrollsWith(known) : null,
    about: known && describe(known),
  })

  return {
    status,
    use,
    async check() {
      if (!open || busy) return status()
      await drop()
      await use(async (opened) => opened.selfTest?.()).catch((error: unknown) => {
        // The view tells it.
        if (!(error instanceof DomainError)) throw error
      })
      return status()
    },
    close: drop,
  }
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
