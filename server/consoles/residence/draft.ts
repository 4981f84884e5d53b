import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import type { AbsenceReason, HouseholdRelation, RelationKind } from '../../../core/residence/declarations.ts'
import { normaliseText } from '../../../core/text/vietnamese.ts'
import type { ResidenceDeclarationInput } from '../generated/declarations.ts'
import type { PickedUnit } from '../parts/unit-picker.tsx'

/** What an officer declares at the counter. */
export const declarableNames = [
  { kind: 'PERMANENT', name: { vi: 'Đăng ký thường trú', en: 'Permanent residence' } },
  { kind: 'TEMPORARY', name: { vi: 'Đăng ký tạm trú', en: 'Temporary residence' } },
  { kind: 'CURRENT', name: { vi: 'Khai báo nơi ở hiện tại', en: 'Current abode' } },
  { kind: 'TEMPORARY_END', name: { vi: 'Xóa đăng ký tạm trú', en: 'End of temporary residence' } },
  { kind: 'DECLARED_ABSENT', name: { vi: 'Khai báo tạm vắng', en: 'Declared absence' } },
  { kind: 'RETURN', name: { vi: 'Trở về sau tạm vắng', en: 'Return' } },
  { kind: 'ABSENT', name: { vi: 'Vắng mặt, không khai báo', en: 'Absent, not declared' } },
  { kind: 'WHEREABOUTS_UNKNOWN', name: { vi: 'Không rõ nơi ở', en: 'Whereabouts unknown' } },
  { kind: 'RELATIONSHIP', name: { vi: 'Thêm thân nhân', en: 'A relative' } },
  { kind: 'RELATIONSHIP_END', name: { vi: 'Chấm dứt quan hệ thân nhân', en: 'A relation ends' } },
  { kind: 'HOUSEHOLD_CREATE', name: { vi: 'Lập hộ, tách hộ', en: 'A new household' } },
  { kind: 'HOUSEHOLD_JOIN', name: { vi: 'Nhập hộ', en: 'Joining a household' } },
  { kind: 'HOUSEHOLD_LEAVE', name: { vi: 'Rời hộ', en: 'Leaving a household' } },
  { kind: 'HOUSEHOLD_HEAD', name: { vi: 'Trở thành chủ hộ', en: 'Becoming head of the household' } },
] as const satisfies readonly { readonly kind: string; readonly name: Bilingual }[]
type DraftKind = (typeof declarableNames)[number]['kind']

export interface Draft {
  readonly kind: DraftKind
  readonly unit: PickedUnit | null
  readonly text: string
  readonly reason: AbsenceReason | null
  readonly relation: RelationKind | null
  /** Of the relative: as written, and the number where there is one. */
  readonly name: string
  readonly number: string
  readonly relationshipId: string | null
  readonly householdId: string | null
  readonly householdRelation: HouseholdRelation | null
}
export const emptyDraft: Draft = {
  kind: 'TEMPORARY',
  unit: null,
  text: '',
  reason: null,
  relation: null,
  name: '',
  number: '',
  relationshipId: null,
  householdId: null,
  householdRelation: null,
}

/** The declaration as the server takes it; null while something of it is missing. */
export function declarationOf(draft: Draft, from: CalendarDate): ResidenceDeclarationInput | null {
  const { kind, unit, reason, relationshipId, householdId, householdRelation } = draft
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
    case 'RELATIONSHIP':
      return relativeOf(draft, from)
    case 'RELATIONSHIP_END':
      return relationshipId ? { RELATIONSHIP_END: { relationshipId, from } } : null
    case 'HOUSEHOLD_CREATE': {
      const text = normaliseText(draft.text)
      return unit && text !== '' ? { HOUSEHOLD_CREATE: { unitCode: unit.code, text, from } } : null
    }
    case 'HOUSEHOLD_JOIN':
      return householdId && householdRelation
        ? { HOUSEHOLD_JOIN: { householdId, relation: householdRelation, from } }
        : null
    case 'HOUSEHOLD_LEAVE':
      return { HOUSEHOLD_LEAVE: { from } }
    case 'HOUSEHOLD_HEAD':
      return householdRelation ? { HOUSEHOLD_HEAD: { formerHead: householdRelation, from } } : null
    default:
      return reason ? { STATUS: { status: kind, reason, from } } : null
  }
}

/** A number is not needed, but one that is given has twelve digits. */
function relativeOf({ relation, ...draft }: Draft, from: CalendarDate): ResidenceDeclarationInput | null {
  const name = normaliseText(draft.name)
  const number = draft.number.replaceAll(/\s/g, '')
  if (!relation || name === '' || !/^(\d{12})?$/.test(number)) return null
  return { RELATIONSHIP: { relation, name, relatedNumber: number || null, from } }
}
