import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import type { FingerPosition } from '../../core/biometrics/positions.ts'
import type { Bilingual } from '../../core/errors.ts'
import { instantOf } from '../clock.ts'
import type { FingerprintScanner } from '../devices/fingerprint-scanner.ts'
import { captureText, type FingerStep } from './capture-texts.ts'
import { type Judged, type Judgement, judgeFinger, qualityOf, worthOf } from './judge-finger.ts'
import type { Kiosk } from './kiosk.ts'
import { CaptureCancelled, FingerTimedOut } from './refusals.ts'

/** More tries tire the applicant and seldom help; the best is kept, the officer may begin the finger anew. */
const mostAttempts = 3

export interface Take {
  /** Null where the finger is an officer's own. */
  readonly session: string | null
  readonly position: FingerPosition
  /** Of the finger's impressions, from 1. */
  readonly number: number
  readonly cancel: AbortSignal
}

export type Kept = Exclude<Judgement, { readonly verdict: 'REFUSED' }>

/** One touch of the glass. */
export interface FingerTry extends Judged {
  readonly image: FingerImage
  readonly capturedAt: string
}

export interface Impression {
  readonly image: FingerImage
  readonly judgement: Kept
  readonly capturedAt: string
  /** Every touch, in order; its length is how many it took until one was good enough, or all that were granted. */
  readonly tries: readonly FingerTry[]
  /** Index of the kept one. */
  readonly best: number
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
  const tries: FingerTry[] = []
  for (;;) {
    const say = sayer(kiosk, take, tries.length + 1)
    const touch = await captureOnce(kiosk, scanner, { take, say })
    tries.push(touch)
    const { verdict } = touch.judgement
    const enough = verdict === 'ENOUGH' || verdict === 'UNMEASURED'
    if (!enough && tries.length < mostAttempts) {
      say('AGAIN', touch, touch.hints[0] ?? null)
      continue
    }
    const best = bestOf(tries)
    const { image, judgement, capturedAt } = tries[best] ?? touch
    if (judgement.verdict === 'REFUSED') throw judgement.refusal
    say('CAPTURED', tries[best] ?? touch)
    return { image, judgement, capturedAt, tries, best }
  }
}

/** The first of those that are worth most. */
function bestOf(tries: readonly FingerTry[]): number {
  const worths = tries.map(({ judgement }) => worthOf(judgement))
  return worths.indexOf(Math.max(...worths))
}

type Say = (step: FingerStep, judged?: Judged, advice?: Bilingual | null) => void

function sayer(kiosk: Kiosk, take: Take, attempt: number): Say {
  const { session, position, number } = take
  return (step, judged, advice = null) =>
    kiosk.progress.emit({
      type: 'capture',
      session,
      step,
      position,
      impression: number,
      attempt,
      quality: judged ? qualityOf(judged.judgement) : null,
      hints: judged?.hints ?? [],
      text: advice ?? captureText(step, { position, again: number > 1 || attempt > 1, number }),
    })
}

async function captureOnce(
  kiosk: Kiosk,
  scanner: FingerprintScanner,
  { take, say }: { readonly take: Take; readonly say: Say },
): Promise<FingerTry> {
  say('PLACE')
  await untilInTime(kiosk, take.cancel, (signal) => scanner.waitForFinger(signal))
  say('HOLD')
  const image = await scanner.uploadImage()
  const capturedAt = instantOf(kiosk.clock())
  // Judged while the finger still lies there: the screen says how good it is together with “lift”.
  const judged = judgeFinger(image)
  say('LIFT', judged)
  await untilInTime(kiosk, take.cancel, (signal) => scanner.waitForLift(signal))
  return { image, ...judged, capturedAt }
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
