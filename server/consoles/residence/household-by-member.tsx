import { TextInput } from '@mantine/core'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { type HouseholdRelation, householdRelations } from '../../../core/residence/declarations.ts'
import { householdRelationNames } from '../../../core/residence/words.ts'
import { ResidentChoiceDocument } from '../generated/resident-choice.ts'
import { ResidentRecordDocument } from '../generated/resident-record.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { Choice, namesOf } from './choice.tsx'

const words = {
  member: { vi: 'Số định danh của chủ hộ hoặc một thành viên', en: 'Number of the head or of a member' },
  relation: { vi: 'Quan hệ với chủ hộ', en: 'To the head' },
  unknown: {
    vi: 'Không có ai mang số này trong địa bàn của bạn.',
    en: 'Nobody in your units has this number.',
  },
  alone: { vi: 'Người này chưa thuộc hộ nào.', en: 'This person is in no household.' },
  head: { vi: 'Chủ hộ', en: 'Head' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The household of whoever has a number, of today. */
function useHouseholdOf(number: string) {
  const whole = /^\d{12}$/.test(number)
  const person = useAsk(
    ResidentChoiceDocument,
    { number, name: null, birth: null },
    { pause: !whole, policy: 'network-only' },
  )
  const found = whole && !person.busy && person.data?.residents
  const id = found && found.__typename === 'ResidentPage' ? found.residents[0]?.id : undefined
  const record = useAsk(ResidentRecordDocument, { id: id ?? '' }, { pause: !id, policy: 'network-only' })
  const answer = id && record.data?.resident
  const resident = answer && answer.__typename === 'ResidentRecord' && answer.id === id ? answer : null
  return {
    missing: Boolean(found) && !id,
    resident,
    household: resident?.households.find(({ validTo }) => validTo === null) ?? null,
    trouble: person.trouble ?? record.trouble,
    again: person.again,
  }
}

interface HouseholdByMemberProps {
  readonly onHousehold: (id: string | null) => void
  readonly relation: HouseholdRelation | null
  readonly onRelation: (relation: HouseholdRelation | null) => void
}

/** The household that is joined: found by a member, shown before it is chosen for good. */
export function HouseholdByMember({ onHousehold, relation, onRelation }: HouseholdByMemberProps) {
  const say = useSay()
  const [number, setNumber] = useState('')
  const { missing, resident, household, trouble, again } = useHouseholdOf(number)
  const id = household?.id ?? null
  const tell = useEffectEvent(onHousehold)
  useEffect(() => tell(id), [id])
  return (
    <div className="queues">
      <div className="row">
        <TextInput
          className="grow"
          label={say(words.member)}
          value={number}
          onChange={({ currentTarget }) => setNumber(currentTarget.value.replaceAll(/\s/g, ''))}
          autoComplete="off"
          inputMode="numeric"
          maxLength={20}
        />
        <Choice
          label={words.relation}
          value={relation}
          choices={namesOf(householdRelations, householdRelationNames, say)}
          onChoice={onRelation}
        />
      </div>
      <TroubleNotice trouble={trouble} onAgain={again} />
      <output>
        {missing && say(words.unknown)}
        {resident && !household && say(words.alone)}
        {household && `${say(words.head)}: ${household.headName} · ${household.addressText}`}
      </output>
    </div>
  )
}
