import type { Bilingual } from '../errors.ts'

/** Khó khăn, vướng mắc of a daily report. */
export const obstacleKinds = [
  'PAPERS_LOST',
  'PAPERS_DIFFER',
  'ABSENT',
  'EQUIPMENT',
  'NETWORK',
  'STAFF',
  'OTHER',
] as const
export type ObstacleKind = (typeof obstacleKinds)[number]

export const obstacleNames: Readonly<Record<ObstacleKind, Bilingual>> = {
  PAPERS_LOST: { vi: 'Mất giấy tờ', en: 'Papers lost' },
  PAPERS_DIFFER: { vi: 'Giấy tờ không khớp nhau', en: 'Papers disagree' },
  ABSENT: { vi: 'Vắng mặt, không rõ nơi ở', en: 'Absent, whereabouts unknown' },
  EQUIPMENT: { vi: 'Máy móc, thiết bị', en: 'Equipment' },
  NETWORK: { vi: 'Đường truyền', en: 'Network' },
  STAFF: { vi: 'Nhân lực', en: 'Staff' },
  OTHER: { vi: 'Khó khăn khác', en: 'Other' },
}
