import type { Bilingual } from '../errors.ts'
import type { AbsenceReason, HouseholdRelation, RelationKind, ResidenceStatusCode } from './declarations.ts'

/** What people read for the codes of this folder. */
export const statusNames: Readonly<Record<ResidenceStatusCode, Bilingual>> = {
  PERMANENT: { vi: 'Thường trú', en: 'Permanent resident' },
  TEMPORARY: { vi: 'Tạm trú', en: 'Temporary resident' },
  DECLARED_ABSENT: { vi: 'Tạm vắng có khai báo', en: 'Declared absent' },
  ABSENT: { vi: 'Vắng mặt', en: 'Absent' },
  WHEREABOUTS_UNKNOWN: { vi: 'Không rõ nơi ở', en: 'Whereabouts unknown' },
}

export const absenceReasonNames: Readonly<Record<AbsenceReason, Bilingual>> = {
  WORKING_ELSEWHERE: { vi: 'Làm việc nơi khác', en: 'Works elsewhere' },
  STUDYING_ELSEWHERE: { vi: 'Học tập nơi khác', en: 'Studies elsewhere' },
  ABROAD: { vi: 'Ở nước ngoài', en: 'Abroad' },
  TREATMENT: { vi: 'Chữa bệnh', en: 'Medical treatment' },
  PRISON: { vi: 'Chấp hành án', en: 'Serving a sentence' },
  LEFT_LONG_AGO: { vi: 'Đã đi khỏi từ lâu', en: 'Left long ago' },
  NOT_KNOWN: { vi: 'Không rõ lý do', en: 'Not known' },
}

export const relationNames: Readonly<Record<RelationKind, Bilingual>> = {
  FATHER: { vi: 'Cha', en: 'Father' },
  MOTHER: { vi: 'Mẹ', en: 'Mother' },
  SPOUSE: { vi: 'Vợ, chồng', en: 'Spouse' },
  CHILD: { vi: 'Con', en: 'Child' },
  REPRESENTATIVE: { vi: 'Người đại diện hợp pháp', en: 'Representative' },
}

export const householdRelationNames: Readonly<Record<HouseholdRelation | 'HEAD', Bilingual>> = {
  HEAD: { vi: 'Chủ hộ', en: 'Head of household' },
  SPOUSE: { vi: 'Vợ, chồng', en: 'Spouse' },
  CHILD: { vi: 'Con', en: 'Child' },
  PARENT: { vi: 'Cha, mẹ', en: 'Parent' },
  OTHER: { vi: 'Quan hệ khác', en: 'Other' },
}
