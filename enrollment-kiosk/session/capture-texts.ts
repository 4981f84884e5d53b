import { fingerNames, type FingerPosition } from '../../core/biometrics/positions.ts'
import type { Bilingual } from '../../core/errors.ts'

export type FingerStep = 'PLACE' | 'HOLD' | 'LIFT' | 'AGAIN' | 'CAPTURED'

interface Place {
  readonly position: FingerPosition
  readonly number: number
  /** The finger lay on the glass before. */
  readonly again: boolean
}

/** What the screen says to the applicant. */
export function captureText(step: FingerStep, { position, number, again }: Place): Bilingual {
  const finger = { vi: fingerNames[position].vi.toLowerCase(), en: fingerNames[position].en.toLowerCase() }
  const texts: Readonly<Record<FingerStep, Bilingual>> = {
    PLACE: {
      vi: again ? `Đặt lại ${finger.vi} lần ${number}` : `Đặt ${finger.vi} lên mặt kính`,
      en: again ? `Place the ${finger.en} again` : `Place the ${finger.en} on the glass`,
    },
    HOLD: { vi: `Giữ yên ${finger.vi}, đang lấy vân tay`, en: `Keep the ${finger.en} still` },
    LIFT: { vi: 'Nhấc ngón tay lên', en: 'Lift the finger' },
    AGAIN: { vi: 'Vân tay chưa rõ, cần lấy lại', en: 'The print is not clear enough: once more' },
    CAPTURED: {
      vi: `Đã lấy ${finger.vi} lần ${number}`,
      en: `Impression ${number} of the ${finger.en} is taken`,
    },
  }
  return texts[step]
}
