import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import type { Bilingual } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { captureText, type FingerStep } from './capture-texts.ts'
import { type Judged, type Judgement, judgeFinger, worthOf } from './judge-finger.ts'
import type { Kiosk } from './kiosk.ts'
import { CaptureCancelled, FingerTimedOut } from './refusals.ts'

/** More tries tire the applicant and seldom help; the best is kept, the officer may begin the finger anew. */
const mostAttempts = 3

export interface Take {
  readonly session: string
  readonly position: FingerPosition
  /** Of the finger's impressions, from 1. */
  readonly number: number
  readonly cancel: AbortSignal
}

export interface Impression {
  readonly image: FingerImage
  readonly judgement: Exclude<Judgement, { readonly verdict: 'REFUSED' }>
  readonly capturedAt: string
  /** Captures until it was good enough, or all that were granted. */
  readonly attempts: number
}

/**
 * One impression of a finger: the best of up to three captures, with advice between them. Throws FingerRefused when none
 * shows a finger well enough to be compared, FingerTimedOut, CaptureCancelled and the device's refusals.
 */
export async function takeImpression(
  kiosk: Kiosk,
  scanner: FingerprintScanner,
  take: Take,
): Promise<Impression> {
  let best: Capture | null = null
  for (let attempt = 1; ; attempt++) {
    const say = sayer(kiosk, take, attempt)
    const capture = await captureOnce(kiosk, scanner, { take, say })
    if (!best || worthOf(capture.judged.judgement) > worthOf(best.judged.judgement)) best = capture
    const { verdict } = capture.judged.judgement
    const enough = verdict === 'ENOUGH' || verdict === 'UNMEASURED'
    if (!enough && attempt < mostAttempts) {
      say('AGAIN', capture.judged.advice)
      continue
    }
    const { judgement } = best.judged
    if (judgement.verdict === 'REFUSED') throw judgement.refusal
    say('CAPTURED')
    return { image: best.image, judgement, capturedAt: best.capturedAt, attempts: attempt }
  }
}

interface Capture {
  readonly image: FingerImage
  readonly judged: Judged
  readonly capturedAt: string
}

type Say = (step: FingerStep, advice?: Bilingual | null) => void

function sayer(kiosk: Kiosk, take: Take, attempt: number): Say {
  const { session, position, number } = take
  return (step, advice = null) =>
    kiosk.progress.emit({
      type: 'capture',
      session,
      step,
      position,
      impression: number,
      attempt,
      text: advice ?? captureText(step, { position, again: number > 1 || attempt > 1, number }),
    })
}

async function captureOnce(
  kiosk: Kiosk,
  scanner: FingerprintScanner,
  { take, say }: { readonly take: Take; readonly say: Say },
): Promise<Capture> {
  say('PLACE')
  await untilInTime(kiosk, take.cancel, (signal) => scanner.waitForFinger(signal))
  say('HOLD')
  const image = await scanner.uploadImage()
  const capturedAt = instantOf(kiosk.clock())
  say('LIFT')
  const judged = judgeFinger(image)
  await untilInTime(kiosk, take.cancel, (signal) => scanner.waitForLift(signal))
  return { image, judged, capturedAt }
}

async function untilInTime(
  kiosk: Kiosk,
  cancel: AbortSignal,
  wait: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const timeout = AbortSignal.timeout(kiosk.config.devices.fingerTimeoutMs)
  try {
    await wait(AbortSignal.any([cancel, timeout]))
  } catch (error) {
    if (cancel.aborted) throw new CaptureCancelled()
    if (timeout.aborted) throw new FingerTimedOut()
    throw error
  }
}
