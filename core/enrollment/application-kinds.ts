import type { Bilingual } from '../errors.ts'

/** What a request ends in: a card, a paper signed by the system, or a change of the register. */
export type RequestEnd = 'CARD' | 'DOCUMENT' | 'REGISTER'

interface KindRow {
  readonly label: Bilingual
  readonly end: RequestEnd
}

/** Every kind of application. The first four make a card and go to the factory; the others end with the approval. */
export const applicationKinds = {
  FIRST_ISSUE: { label: { vi: 'Cấp thẻ lần đầu', en: 'First issue' }, end: 'CARD' },
  EXCHANGE: { label: { vi: 'Cấp đổi thẻ', en: 'Exchange' }, end: 'CARD' },
  REISSUE: { label: { vi: 'Cấp lại thẻ', en: 'Reissue' }, end: 'CARD' },
  IDENTITY_CERTIFICATE: {
    label: { vi: 'Cấp giấy chứng nhận căn cước', en: 'Certificate of identity' },
    end: 'CARD',
  },
  NUMBER_CHANGE: {
    label: { vi: 'Hủy, xác lập lại số định danh cá nhân', en: 'Number cancelled and established again' },
    end: 'REGISTER',
  },
  DATA_CHANGE: {
    label: { vi: 'Cập nhật, điều chỉnh thông tin dân cư, căn cước', en: 'Data added or corrected' },
    end: 'REGISTER',
  },
  CMND_CONFIRMATION: {
    label: { vi: 'Xác nhận số CMND, số định danh đã hủy', en: 'Confirmation of an old or cancelled number' },
    end: 'DOCUMENT',
  },
  EXTRACT: {
    label: { vi: 'Khai thác thông tin của chính mình', en: 'Extract of one’s own data' },
    end: 'DOCUMENT',
  },
} as const satisfies Readonly<Record<string, KindRow>>
export type ApplicationKind = keyof typeof applicationKinds

export const applicationKindNames = Object.keys(applicationKinds) as [ApplicationKind, ...ApplicationKind[]]

export const producesCard = (kind: ApplicationKind): boolean => applicationKinds[kind].end === 'CARD'
