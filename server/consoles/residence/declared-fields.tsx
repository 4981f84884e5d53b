import { TextInput } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { absenceReasons, householdRelations, relationKinds } from '../../../core/residence/declarations.ts'
import { absenceReasonNames, householdRelationNames, relationNames } from '../../../core/residence/words.ts'
import { useSay } from '../../../ui/language.tsx'
import { UnitPicker } from '../parts/unit-picker.tsx'
import { Choice, namesOf } from './choice.tsx'
import type { Draft } from './draft.ts'
import { HouseholdByMember } from './household-by-member.tsx'

const words = {
  unit: { vi: 'Đơn vị hành chính', en: 'Unit' },
  address: { vi: 'Địa chỉ, như sẽ in', en: 'Address, as it is to be printed' },
  reason: { vi: 'Lý do vắng', en: 'Reason' },
  relation: { vi: 'Người này là', en: 'Who is' },
  name: { vi: 'Họ và tên thân nhân', en: "The relative's name" },
  number: { vi: 'Số định danh, nếu có', en: 'Number, if any' },
  relationship: { vi: 'Quan hệ chấm dứt', en: 'The relation that ends' },
  formerHead: { vi: 'Chủ hộ cũ là gì của chủ hộ mới', en: 'What the former head is to the new one' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DeclaredFieldsProps {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  /** Relations of the person that have not ended, as they are read. */
  readonly running: readonly { readonly id: string; readonly text: string }[]
}

/** What belongs to the kind of declaration that was chosen. */
export function DeclaredFields({ draft, onDraft, running }: DeclaredFieldsProps) {
  const say = useSay()
  switch (draft.kind) {
    case 'PERMANENT':
    case 'TEMPORARY':
    case 'CURRENT':
    case 'HOUSEHOLD_CREATE':
      return (
        <div className="row">
          <div className="grow">
            <UnitPicker
              label={words.unit}
              value={draft.unit}
              onPick={(unit) => onDraft({ ...draft, unit })}
              required
            />
          </div>
          <TextInput
            className="grow"
            label={say(words.address)}
            value={draft.text}
            onChange={({ currentTarget }) => onDraft({ ...draft, text: currentTarget.value })}
            autoComplete="off"
            required
            maxLength={300}
          />
        </div>
      )
    case 'TEMPORARY_END':
    case 'RETURN':
    case 'HOUSEHOLD_LEAVE':
      return null
    case 'RELATIONSHIP':
      return <RelativeFields draft={draft} onDraft={onDraft} />
    case 'RELATIONSHIP_END':
      return (
        <Choice
          label={words.relationship}
          value={draft.relationshipId}
          choices={running.map(({ id, text }) => [id, text] as const)}
          onChoice={(relationshipId) => onDraft({ ...draft, relationshipId })}
        />
      )
    case 'HOUSEHOLD_JOIN':
      return (
        <HouseholdByMember
          onHousehold={(householdId) => onDraft({ ...draft, householdId })}
          relation={draft.householdRelation}
          onRelation={(householdRelation) => onDraft({ ...draft, householdRelation })}
        />
      )
    case 'HOUSEHOLD_HEAD':
      return (
        <Choice
          label={words.formerHead}
          value={draft.householdRelation}
          choices={namesOf(householdRelations, householdRelationNames, say)}
          onChoice={(householdRelation) => onDraft({ ...draft, householdRelation })}
        />
      )
    default:
      return (
        <Choice
          label={words.reason}
          value={draft.reason}
          choices={namesOf(absenceReasons, absenceReasonNames, say)}
          onChoice={(reason) => onDraft({ ...draft, reason })}
        />
      )
  }
}

function RelativeFields({ draft, onDraft }: Pick<DeclaredFieldsProps, 'draft' | 'onDraft'>) {
  const say = useSay()
  return (
    <div className="row">
      <Choice
        label={words.relation}
        value={draft.relation}
        choices={namesOf(relationKinds, relationNames, say)}
        onChoice={(relation) => onDraft({ ...draft, relation })}
      />
      <TextInput
        className="grow"
        label={say(words.name)}
        value={draft.name}
        onChange={({ currentTarget }) => onDraft({ ...draft, name: currentTarget.value })}
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={120}
      />
      <TextInput
        label={say(words.number)}
        value={draft.number}
        onChange={({ currentTarget }) => onDraft({ ...draft, number: currentTarget.value })}
        autoComplete="off"
        inputMode="numeric"
        maxLength={20}
      />
    </div>
  )
}
