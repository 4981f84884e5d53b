import type { Bilingual } from '../errors.ts'
import type { ApplicationState } from '../lifecycle/application.ts'

/** The line that a citizen sees; each step is finished when the next one begins. */
export const citizenSteps = [
  'RECEIVED',
  'UNDER_REVIEW',
  'IN_PRODUCTION',
  'IN_TRANSIT',
  'READY',
  'ISSUED',
] as const
export type CitizenStep = (typeof citizenSteps)[number]

/** What the file looks like from outside: a step, or one of the plain words for a file that left the line. */
export type CitizenState =
  | CitizenStep
  | 'RETURNED'
  | 'REMAKING'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'LAPSED'
  | 'CLOSED'
  | 'COMPLETED'

interface Outside {
  readonly state: CitizenState
  /** The step that is being worked on; null for files that left the line. */
  readonly step: CitizenStep | null
  readonly advice: Bilingual
}

const inReview: Bilingual = {
  vi: 'Hồ sơ đang được xét duyệt. Bạn không cần làm gì thêm.',
  en: 'The file is being reviewed. Nothing to do for now.',
}
const received: Bilingual = {
  vi: 'Hồ sơ đã được tiếp nhận và đang được kiểm tra. Bạn không cần làm gì thêm.',
  en: 'The file was received and is being checked. Nothing to do for now.',
}
const inProduction: Bilingual = { vi: 'Thẻ đang được sản xuất.', en: 'The card is being made.' }
const collect: Bilingual = {
  vi: 'Mời bạn mang giấy hẹn và giấy tờ tùy thân đến nơi trả thẻ để nhận thẻ.',
  en: 'Please bring the collection slip and an identity paper to the collection place.',
}

/** Each legal state as a citizen sees it. */
export const citizenView: Readonly<Record<ApplicationState, Outside>> = {
  RECEIVED: { state: 'RECEIVED', step: 'RECEIVED', advice: received },
  SCREENING: { state: 'RECEIVED', step: 'RECEIVED', advice: received },
  ADJUDICATION: { state: 'RECEIVED', step: 'RECEIVED', advice: received },
  RETURNED: {
    state: 'RETURNED',
    step: 'RECEIVED',
    advice: {
      vi: 'Hồ sơ cần bổ sung. Xem lý do và việc cần làm.',
      en: 'The file needs something more. See the reason and what to do.',
    },
  },
  AWAITING_APPROVAL: { state: 'UNDER_REVIEW', step: 'UNDER_REVIEW', advice: inReview },
  APPROVED: { state: 'IN_PRODUCTION', step: 'IN_PRODUCTION', advice: inProduction },
  IN_PRODUCTION: { state: 'IN_PRODUCTION', step: 'IN_PRODUCTION', advice: inProduction },
  PRODUCED: {
    state: 'IN_PRODUCTION',
    step: 'IN_PRODUCTION',
    advice: {
      vi: 'Thẻ đã sản xuất xong, đang chờ chuyển về nơi trả thẻ.',
      en: 'The card is made and waits to be sent.',
    },
  },
  IN_TRANSIT: {
    state: 'IN_TRANSIT',
    step: 'IN_TRANSIT',
    advice: {
      vi: 'Thẻ đang được chuyển về nơi trả thẻ.',
      en: 'The card is on its way to the collection place.',
    },
  },
  POSTED: {
    state: 'IN_TRANSIT',
    step: 'IN_TRANSIT',
    advice: {
      vi: 'Thẻ đang được gửi đến địa chỉ của bạn qua bưu điện.',
      en: 'The card is on its way to you by post.',
    },
  },
  READY: { state: 'READY', step: 'READY', advice: collect },
  UNCOLLECTED: { state: 'READY', step: 'READY', advice: collect },
  ISSUED: {
    state: 'ISSUED',
    step: null,
    advice: { vi: 'Thẻ đã được trả.', en: 'The card was handed over.' },
  },
  COMPLETED: {
    state: 'COMPLETED',
    step: null,
    advice: { vi: 'Yêu cầu đã giải quyết xong.', en: 'The request is completed.' },
  },
  REFUSED: {
    state: 'REFUSED',
    step: null,
    advice: {
      vi: 'Hồ sơ bị từ chối. Bạn có quyền khiếu nại tại nơi đã nộp hồ sơ trong thời hạn 90 ngày.',
      en: 'The file was refused. You may appeal where you applied, within 90 days.',
    },
  },
  WITHDRAWN: {
    state: 'WITHDRAWN',
    step: null,
    advice: { vi: 'Hồ sơ đã được rút theo yêu cầu.', en: 'The file was withdrawn.' },
  },
  LAPSED: {
    state: 'LAPSED',
    step: null,
    advice: {
      vi: 'Hồ sơ đã hết hạn xử lý. Mời bạn nộp hồ sơ mới.',
      en: 'The file has lapsed. Please apply again.',
    },
  },
  CLOSED: {
    state: 'CLOSED',
    step: null,
    advice: { vi: 'Hồ sơ đã đóng theo quy định của luật.', en: 'The file was closed by law.' },
  },
}

export const remaking: Bilingual = {
  vi: 'Thẻ lỗi, đang làm lại, không thu phí.',
  en: 'The card had a fault and is being made again, free of charge.',
}

/** The step that a move into `state` finishes, if any: all before the one now worked on; everything once issued. */
export function finishedSteps(state: ApplicationState): readonly CitizenStep[] {
  if (state === 'ISSUED') return citizenSteps
  const { step } = citizenView[state]
  return step === null ? [] : citizenSteps.slice(0, citizenSteps.indexOf(step))
}
