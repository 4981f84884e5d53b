import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { applicationFlags, isApplicationFlag } from '../../../core/enrollment/flags.ts'
import { applicationReasons, type ApplicationReason } from '../../../core/enrollment/reasons.ts'
import { requestKinds, requestReasonsOn } from '../../../core/enrollment/request-reasons.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { nameIn } from '../forms/words.ts'

/** What is asked for and why, by the law of the day on which it was filed. */
export function requestName(
  { kind, reason }: { readonly kind: string | null; readonly reason: string | null },
  filedAt: number,
): readonly Bilingual[] {
  const why = requestReasonsOn(calendarDateAt(filedAt)).find(({ code }) => code === reason)
  const what = kind === null ? [] : [nameIn(requestKinds, kind)]
  return why && why.code !== 'FIRST' ? [...what, why.label] : what
}

/** A flag that this console does not know is shown as it is, and counts as a doubt. */
export const flagRule = (code: string) =>
  isApplicationFlag(code)
    ? applicationFlags[code]
    : { name: { vi: code, en: code }, means: null, look: null, weight: 'DOUBT' as const }

export const isDoubt = (code: string): boolean => flagRule(code).weight === 'DOUBT'

const pick = (codes: readonly ApplicationReason[]): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(codes.map((code) => [code, applicationReasons[code].why]))

/** Why an approver or the station's supervisor sends a file back to its desk. */
const returning = [
  'INCOMPLETE',
  'EVIDENCE_MISSING',
  'PORTRAIT_UNSUITABLE',
  'FINGERS_UNCLEAR',
  'FINGERS_REPEATED',
  'BELOW_ENROLLMENT_GRADE',
  'IRIS_MISSING',
  'REGISTRY_MISMATCH',
  'REGISTRY_CHANGED',
  'DOES_NOT_FIT',
] as const satisfies readonly ApplicationReason[]
export type ReturnReason = (typeof returning)[number]
export const returnReasons = pick(returning) as Readonly<Record<ReturnReason, Bilingual>>

/** Why a file is refused for good. */
const refusing = [
  'NOT_ENTITLED',
  'ALREADY_ENROLLED',
  'NUMBER_NOT_IN_FORCE',
  'OPEN_APPLICATION_EXISTS',
] as const satisfies readonly ApplicationReason[]
export type RefuseReason = (typeof refusing)[number]
export const refuseReasons = pick(refusing) as Readonly<Record<RefuseReason, Bilingual>>

export const exceptionNames: Readonly<Record<string, Bilingual>> = {
  AMPUTATED: { vi: 'Cụt ngón', en: 'Missing' },
  DEFORMED: { vi: 'Biến dạng', en: 'Deformed' },
  WORN: { vi: 'Mòn vân', en: 'Worn' },
  BANDAGED: { vi: 'Đang băng', en: 'Bandaged' },
  EXCEPTED: { vi: 'Không lấy được', en: 'Could not be taken' },
  WAIVED: { vi: 'Điểm thu nhận được miễn thiết bị', en: 'The centre has a waiver' },
}

const otherPlaces: Readonly<Record<string, Bilingual>> = {
  'SLAP 13': { vi: 'Bốn ngón chụm phải', en: 'Right four fingers' },
  'SLAP 14': { vi: 'Bốn ngón chụm trái', en: 'Left four fingers' },
  'SLAP 15': { vi: 'Hai ngón cái chụm', en: 'Both thumbs' },
  'FACE 0': { vi: 'Ảnh chân dung', en: 'Portrait' },
  'IRIS 0': { vi: 'Mống mắt', en: 'Iris' },
  'IRIS 1': { vi: 'Mống mắt phải', en: 'Right iris' },
  'IRIS 2': { vi: 'Mống mắt trái', en: 'Left iris' },
}

/** A finger, a slap, the face, an eye. */
export function placeName({
  kind,
  position,
}: {
  readonly kind: string
  readonly position: number
}): Bilingual {
  const finger = kind === 'FINGER' && fingerPositions.find((one) => one === position)
  return finger ? fingerNames[finger] : nameIn(otherPlaces, `${kind} ${position}`)
}
