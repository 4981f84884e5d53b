import { type SlapPosition, slapFingers, slapPositions } from '../biometrics/slaps.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'
import { identityLawFrom } from './eras.ts'
import type { PacketManifest } from './packet.ts'
import { type Shortcoming, shortcoming } from './shortcomings.ts'

/** What a desk captures beside fingers and portrait, and who captured it. */
export type CapturedParts = Pick<
  PacketManifest,
  'session' | 'operator' | 'fingers' | 'slaps' | 'iris' | 'marks' | 'signature'
> & {
  /** The desk has a scanner for four fingers at once: its slaps are asked for too. Nobody else can know. */
  readonly slapScanner?: boolean
}

interface Asked {
  readonly on: CalendarDate
  /** Of six years and older: below, nothing of this is captured. */
  readonly fromSix: boolean
}

/** What is missing of the captures that kiosks with capture sessions owe. */
export function captureShortcomings(parts: CapturedParts, asked: Asked): readonly Shortcoming[] {
  if (!asked.fromSix) return parts.iris?.status === 'CAPTURED' ? [shortcoming('IRIS_NOT_ALLOWED')] : []
  return [
    ...(parts.marks === null ? [shortcoming('MARKS_MISSING')] : []),
    ...exceptionShortcomings(parts),
    ...slapPositions.flatMap((position) => slapShortcomings(parts, position)),
    ...irisShortcomings(parts, asked.on),
    ...(parts.signature?.file || parts.signature?.refusal ? [] : [shortcoming('SIGNATURE_MISSING')]),
  ]
}

/** An exception is believed when the hand is shown and a second officer has seen it. */
function exceptionShortcomings({ fingers, operator }: CapturedParts): Shortcoming[] {
  return fingers.flatMap(({ position, exception }) => {
    if (!exception) return []
    const { photo, confirmedBy } = exception
    const unconfirmed = confirmedBy === null || confirmedBy === operator
    return [
      ...(photo === null ? [shortcoming('HAND_PHOTO_MISSING', position)] : []),
      ...(unconfirmed ? [shortcoming('EXCEPTION_UNCONFIRMED', position)] : []),
    ]
  })
}

function slapShortcomings(parts: CapturedParts, position: SlapPosition): Shortcoming[] {
  const { fingers, slaps, slapScanner = false } = parts
  const excused = new Set(fingers.filter(({ exception }) => exception).map((finger) => finger.position))
  const expected = slapFingers[position]
  const [slap, second] = slaps.filter((one) => one.position === position)
  if (!slap) {
    const nobody = expected.every((finger) => excused.has(finger))
    return slapScanner && !nobody ? [shortcoming('SLAP_MISSING', position)] : []
  }
  if (second) return [shortcoming('SLAP_TWICE', position)]
  return expected
    .filter((finger) => !slap.fingers.includes(finger) && !excused.has(finger))
    .map((finger) => shortcoming('SLAP_FINGER_MISSING', finger))
}

/** Luật Căn cước, article 16: since 01/07/2024; a centre without the hardware has a waiver with an end. */
function irisShortcomings({ iris }: CapturedParts, on: CalendarDate): Shortcoming[] {
  if (on < identityLawFrom) return iris?.status === 'CAPTURED' ? [shortcoming('IRIS_NOT_ALLOWED')] : []
  if (iris === null) return [shortcoming('IRIS_MISSING')]
  return iris.status === 'WAIVED' && iris.until < on ? [shortcoming('IRIS_WAIVER_OVER')] : []
}
