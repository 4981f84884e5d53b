import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { AbsenceReason } from '../../../core/residence/declarations.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { ResidenceDeclarationInput } from '../generated/declarations.ts'
import type { PickedUnit } from '../parts/unit-picker.tsx'

/** What an officer declares at the counter; relatives and households stand on papers of their own. */
export const declarableNames = [
  { kind: 'PERMANENT', name: { vi: 'Đăng ký thường trú', en: 'Permanent residence' } },
  { kind: 'TEMPORARY', name: { vi: 'Đăng ký tạm trú', en: 'Temporary residence' } },
  { kind: 'CURRENT', name: { vi: 'Khai báo nơi ở hiện tại', en: 'Current abode' } },
  { kind: 'TEMPORARY_END', name: { vi: 'Xóa đăng ký tạm trú', en: 'End of temporary residence' } },
  { kind: 'DECLARED_ABSENT', name: { vi: 'Khai báo tạm vắng', en: 'Declared absence' } },
  { kind: 'RETURN', name: { vi: 'Trở về sau tạm vắng', en: 'Return' } },
  { kind: 'ABSENT', name: { vi: 'Vắng mặt, không khai báo', en: 'Absent, not declared' } },
  { kind: 'WHEREABOUTS_UNKNOWN', name: { vi: 'Không rõ nơi ở', en: 'Whereabouts unknown' } },
] as const satisfies readonly { readonly kind: string; readonly name: Bilingual }[]
type DraftKind = (typeof declarableNames)[number]['kind']

export interface Draft {
  readonly kind: DraftKind
  readonly unit: PickedUnit | null
  readonly text: string
  readonly reason: AbsenceReason | null
}
export const emptyDraft: Draft = { kind: 'TEMPORARY', unit: null, text: '', reason: null }

/** The declaration as the server takes it; null while something of it is missing. */
export function declarationOf(draft: Draft, from: CalendarDate): ResidenceDeclarationInput | null {
  const { kind, unit, reason } = draft
  switch (kind) {
    case 'PERMANENT':
    case 'TEMPORARY':
    case 'CURRENT': {
      const text = normaliseText(draft.text)
      return unit && text !== '' ? { ADDRESS: { addressKind: kind, unitCode: unit.code, text, from } } : null
    }
    case 'TEMPORARY_END':
      return { ADDRESS_END: { addressKind: 'TEMPORARY', from } }
    case 'RETURN':
      return { STATUS: { status: 'PERMANENT', reason: null, from } }
    default:
      return reason ? { STATUS: { status: kind, reason, from } } : null
  }
}
