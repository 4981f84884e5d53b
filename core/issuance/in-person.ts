import type { ApplicationFlag } from '../enrollment/flags.ts'
import type { Bilingual } from '../errors.ts'

/** What of a file tells whether its card may reach its holder without a comparison at the counter. */
export interface FileOfHolder {
  readonly flags: readonly string[]
  /** The earlier file whose face and fingers served again. */
  readonly biometricsFromId: string | null
}

interface InPersonRule {
  readonly code: string
  readonly holds: (file: FileOfHolder) => boolean
  readonly why: Bilingual
}

const flagged = (flag: ApplicationFlag) => (file: FileOfHolder) => file.flags.includes(flag)

/**
 * Fingers that nobody has seen to be the applicant's own: such a card is handed over at the counter, finger by finger, and neither by post,
 * nor at home, nor to a proxy. Luật Căn cước 26/2023/QH15, Điều 23: the identity is checked before the card is given.
 */
const rules: readonly InPersonRule[] = [
  {
    code: 'FINGERS_UNLIKE_EARLIER',
    holds: flagged('FINGERS_UNLIKE_EARLIER'),
    why: { vi: 'vân tay khác lần thu nhận trước', en: 'fingers unlike the earlier ones' },
  },
  {
    code: 'FINGERS_SWAPPED',
    holds: flagged('FINGERS_SWAPPED'),
    why: { vi: 'vân tay có thể lẫn ngón', en: 'fingers that may be in each other’s place' },
  },
  {
    code: 'BIOMETRICS_REUSED',
    holds: ({ biometricsFromId }) => biometricsFromId !== null,
    why: {
      vi: 'hồ sơ trực tuyến dùng lại sinh trắc học cũ, chưa có ai đối chiếu người nộp',
      en: 'made online with earlier biometrics: nobody has compared the applicant yet',
    },
  },
]

/** Why the holder has to come; empty where they need not. */
export function reasonsToComeInPerson(file: FileOfHolder): readonly Pick<InPersonRule, 'code' | 'why'>[] {
  return rules.filter(({ holds }) => holds(file)).map(({ code, why }) => ({ code, why }))
}

/** The codes and words of every such reason, for a screen. */
export const inPersonReasons: readonly Pick<InPersonRule, 'code' | 'why'>[] = rules
