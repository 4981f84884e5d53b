/** One thread of finger-reader.ts. */
import { parentPort } from 'node:worker_threads'
import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import { checkFingers } from '../../core/biometrics/finger-checks.ts'
import { examineFinger } from '../../core/biometrics/finger-quality.ts'
import { FingerImageUnusable } from '../../core/biometrics/minutiae.ts'
import { matchTemplates } from '../../core/biometrics/minutiae-match.ts'
import type { FingerReading, FingerResult, FingerToRead, FingerWork } from './finger-reading.ts'

function read({ image, desk }: FingerToRead): FingerReading {
  try {
    const { template, quality } = examineFinger(image)
    const agreement = desk && matchTemplates(template, desk)
    return { outcome: 'READ', template, quality: quality.score, agreement }
  } catch (error) {
    if (error instanceof FingerRefused) return { outcome: 'NO_FINGER' }
    if (error instanceof FingerImageUnusable) return { outcome: 'UNREADABLE' }
    throw error
  }
}

function resultOf(work: FingerWork): FingerResult {
  if (work.kind === 'READ') return read(work.finger)
  const { fingers, earlier } = work.compared
  return { outcome: 'COMPARED', findings: checkFingers(fingers, { earlier }) }
}

parentPort?.on('message', (work: FingerWork) => parentPort?.postMessage(resultOf(work)))
