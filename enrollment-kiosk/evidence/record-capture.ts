import { randomUUID } from 'node:crypto'
import { readEvidenceLine, signEvidenceLine } from '../../core/cms/evidence-line.ts'
import { type CaptureRecord, meetsEnrollmentGrade } from '../../core/enrollment/evidence.ts'
import { epochOf } from '../clock.ts'
import type { CaptureSession } from '../session/capture-session.ts'
import type { Kiosk } from '../session/kiosk.ts'
import { hashOfLine } from './line-hash.ts'

/** What was captured; the rest of a record the kiosk knows by itself. */
export type Captured = Pick<
  CaptureRecord,
  'kind' | 'position' | 'impression' | 'device' | 'dpi' | 'bitDepth' | 'capturedAt' | 'sha256'
> &
  Partial<Pick<CaptureRecord, 'derivedFrom'>>

/**
 * The session with one more signed line in its chain of captures, to be kept with the file that the line names. `device` is
 * of `identityOf` (sync/device-report.ts). Throws DeviceNotAllowed where the server has suspended or revoked it.
 */
export async function recordCapture(
  kiosk: Pick<Kiosk, 'installation' | 'deviceReport'>,
  session: CaptureSession,
  capture: Captured,
): Promise<CaptureSession> {
  if (capture.device) kiosk.deviceReport.require(capture.device)
  const { id: machine, key, settings } = kiosk.installation.machine()
  const transaction = session.transaction ?? randomUUID()
  const before = session.captures.at(-1)
  const record: CaptureRecord = {
    version: 1,
    transaction,
    applicationCode: session.id,
    centre: settings.centre.code,
    machine,
    sequence: session.captures.length + 1,
    ...capture,
    derivedFrom: capture.derivedFrom ?? null,
    capturedAt: notBefore(capture.capturedAt, before),
    enrolls: gradeOf(capture),
    previous: before === undefined ? null : hashOfLine(before),
  }
  const line = await signEvidenceLine(record, key.privateKey)
  return { ...session, transaction, captures: [...session.captures, line] }
}

/** A clock that was set back during a session does not turn its order round. */
function notBefore(at: string, line: string | undefined): string {
  const earlier = line === undefined ? null : readEvidenceLine(line)
  return earlier && epochOf(earlier.capturedAt) > epochOf(at) ? earlier.capturedAt : at
}

function gradeOf({ kind, dpi, bitDepth }: Captured): boolean | null {
  if (kind !== 'FINGER' && kind !== 'SLAP') return null
  return dpi !== null && bitDepth !== null && meetsEnrollmentGrade({ dpi, bitDepth })
}
