import { NativeSelect, TextInput } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { absenceReasons } from '../../../core/residence/declarations.ts'
import { absenceReasonNames } from '../../../core/residence/words.ts'
import { useSay } from '../language/language.tsx'
import { UnitPicker } from '../parts/unit-picker.tsx'
import type { Draft } from './draft.ts'

const words = {
  unit: { vi: 'Đơn vị hành chính', en: 'Unit' },
  address: { vi: 'Địa chỉ, như sẽ in', en: 'Address, as it is to be printed' },
  reason: { vi: 'Lý do vắng', en: 'Reason' },
  choose: { vi: 'Chọn…', en: 'Choose…' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DeclaredFieldsProps {
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}

/** What belongs to the kind of declaration that was chosen. */
export function DeclaredFields({ draft, onDraft }: DeclaredFieldsProps) {
  const say = useSay()
  switch (draft.kind) {
    case 'PERMANENT':
    case 'TEMPORARY':
    case 'CURRENT':
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
      return null
    default:
      return (
        <NativeSelect
          label={say(words.reason)}
          value={draft.reason ?? ''}
          onChange={({ currentTarget }) => {
            const reason = absenceReasons.find((one) => one === currentTarget.value) ?? null
            onDraft({ ...draft, reason })
          }}
          data={[
            { value: '', label: say(words.choose) },
            ...absenceReasons.map((one) => ({ value: one, label: say(absenceReasonNames[one]) })),
          ]}
        />
      )
  }
}
