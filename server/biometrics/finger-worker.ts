/** One thread of finger-reader.ts. */
import { parentPort } from 'node:worker_threads'
import { FingerRefused } from '../../core/biometrics/accept-finger.ts'
import { examineFinger } from '../../core/biometrics/finger-quality.ts'
import { FingerImageUnusable } from '../../core/biometrics/minutiae.ts'
import { matchTemplates } from '../../core/biometrics/minutiae-match.ts'
import type { FingerReading, FingerToRead } from './finger-reading.ts'

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

parentPort?.on('message', (finger: FingerToRead) => parentPort?.postMessage(read(finger)))
