import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import { DomainError } from '../../core/errors.ts'
import type { Camera } from '../devices/camera.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import {
  CaptureCancelled,
  DeviceBusy,
  DeviceFailed,
  DeviceNotConfigured,
  FingerTimedOut,
} from './refusals.ts'

export interface DeviceStatus {
  /** UNOPENED: configured, used for the first time when it is needed. */
  readonly state: 'ABSENT' | 'UNOPENED' | 'READY' | 'BUSY' | 'FAILED'
  readonly model: string | null
}

/** A device that is opened when first needed, used by one piece of work at a time, and opened afresh after a fault. */
export interface DeviceSeat<Device> {
  status(): DeviceStatus
  /** Throws DeviceNotConfigured, DeviceBusy, DeviceFailed, or the driver's own typed refusal. */
  use<T>(work: (device: Device) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DeviceBench {
  readonly fingerprint: DeviceSeat<FingerprintScanner>
  readonly camera: DeviceSeat<Camera>
}

/** Refusals by which the applicant or the officer is meant; the device did its work. */
const notTheDevice = [CaptureCancelled, FingerTimedOut, FingerRefused] as const

interface Closable {
  readonly capabilities: { readonly model: string }
  close(): Promise<void>
}

export function openDeviceSeat<Device extends Closable>(
  kind: 'fingerprint' | 'camera',
  open: (() => Promise<Device>) | null,
): DeviceSeat<Device> {
  let device: Device | null = null
  let busy = false
  let failed = false

  async function drop(): Promise<void> {
    const dropped = device
    device = null
    await dropped?.close().catch(() => undefined)
  }

  function state(): DeviceStatus['state'] {
    if (!open) return 'ABSENT'
    if (busy) return 'BUSY'
    if (failed) return 'FAILED'
    return device ? 'READY' : 'UNOPENED'
  }

  return {
    status: () => ({ state: state(), model: device?.capabilities.model ?? null }),
    async use(work) {
      if (!open) throw new DeviceNotConfigured(kind)
      if (busy) throw new DeviceBusy(kind)
      busy = true
      try {
        device ??= await open()
        const result = await work(device)
        failed = false
        return result
      } catch (error) {
        if (notTheDevice.some((kind) => error instanceof kind)) throw error
        failed = true
        await drop()
        throw error instanceof DomainError ? error : Object.assign(new DeviceFailed(kind), { cause: error })
      } finally {
        busy = false
      }
    },
    close: drop,
  }
}
