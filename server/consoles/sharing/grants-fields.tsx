import { Checkbox } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { labelOf, type SharedField } from '../../../core/sharing/fields.ts'
import {
  isSharingPurpose,
  purposeRule,
  type SharingPurpose,
  sharingPurposes,
} from '../../../core/sharing/purposes.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  title: { vi: 'Được khai thác cho mục đích nào, những thông tin nào', en: 'For what, and which data' },
  confirm: {
    vi: 'chỉ được trả lời đúng hoặc không đúng, không nhận dữ liệu',
    en: 'told yes or no, and no data',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export type Grants = Readonly<Partial<Record<SharingPurpose, readonly SharedField[]>>>

const purposes = Object.keys(sharingPurposes).filter(isSharingPurpose)

interface GrantsFieldsProps {
  readonly grants: Grants
  readonly onChange: (grants: Grants) => void
}

/** Each purpose with the fields of its ceiling; nothing beyond it is offered. */
export function GrantsFields({ grants, onChange }: GrantsFieldsProps) {
  const say = useSay()
  const set = (purpose: SharingPurpose, fields: readonly SharedField[]) => {
    const { [purpose]: _before, ...others } = grants
    onChange(fields.length === 0 ? others : { ...others, [purpose]: fields })
  }
  return (
    <fieldset className="plain-fieldset">
      <legend>{say(words.title)}</legend>
      {purposes.map((purpose) => (
        <Purpose
          key={purpose}
          purpose={purpose}
          chosen={grants[purpose] ?? []}
          onFields={(fields) => set(purpose, fields)}
        />
      ))}
    </fieldset>
  )
}

interface PurposeProps {
  readonly purpose: SharingPurpose
  readonly chosen: readonly SharedField[]
  readonly onFields: (fields: readonly SharedField[]) => void
}

function Purpose({ purpose, chosen, onFields }: PurposeProps) {
  const say = useSay()
  const { kind, text, ceiling } = purposeRule(purpose)
  const granted = chosen.length > 0
  return (
    <div className="grant">
      <Checkbox
        label={say(text)}
        checked={granted}
        {...(kind === 'CONFIRM' && { description: say(words.confirm) })}
        onChange={({ currentTarget }) =>
          onFields(
            currentTarget.checked ? (kind === 'CONFIRM' ? ceiling : ['name', 'number', 'birthDate']) : [],
          )
        }
      />
      {granted && kind === 'DATA' && (
        <fieldset className="plain-fieldset grant-fields">
          <legend className="for-ears">{say(text)}</legend>
          {ceiling.map((field) => (
            <Checkbox
              key={field}
              size="sm"
              label={say(labelOf(field))}
              checked={chosen.includes(field)}
              onChange={({ currentTarget }) =>
                onFields(currentTarget.checked ? [...chosen, field] : chosen.filter((one) => one !== field))
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  )
}
