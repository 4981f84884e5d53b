import { FileInput, TextInput } from '@mantine/core'
import { parseCardQr } from '../../../core/qr/card-qr.ts'
import { DomainError, type Bilingual } from '../../../core/errors.ts'
import { DateInput } from '../../../ui/date-input.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { CollectorDraft } from './hand-over.ts'

const words = {
  name: {
    vi: 'Họ tên người nhận thay (gõ, hoặc quét QR thẻ của họ)',
    en: 'Name (typed, or the QR of their card)',
  },
  number: { vi: 'Số định danh của họ', en: 'Their number' },
  relation: { vi: 'Quan hệ với chủ thẻ', en: 'Relation to the holder' },
  letterNumber: { vi: 'Số giấy ủy quyền', en: 'Number of the letter' },
  letterOn: { vi: 'Ngày giấy ủy quyền', en: 'Day of the letter' },
  paper: { vi: 'Bản chụp giấy ủy quyền', en: 'Scan of the letter' },
} as const satisfies Readonly<Record<string, Bilingual>>

const accepted = 'application/pdf,image/jpeg,image/png'

interface CollectorFieldsProps {
  readonly person: CollectorDraft
  readonly onPerson: (person: CollectorDraft) => void
  readonly isProxy: boolean
}

/** Who takes the card for its holder; the QR of their own card fills name and number. */
export function CollectorFields({ person, onPerson, isProxy }: CollectorFieldsProps) {
  const say = useSay()
  const put = (changes: Partial<CollectorDraft>) => onPerson({ ...person, ...changes })
  const typeName = (text: string) => put(scannedPerson(text) ?? { name: text })
  return (
    <div className="form-lines">
      <TextInput
        label={say(words.name)}
        value={person.name}
        onChange={({ currentTarget }) => typeName(currentTarget.value)}
        required
        autoComplete="off"
        maxLength={2000}
      />
      <div className="row">
        <TextInput
          className="grow"
          label={say(words.number)}
          value={person.number}
          onChange={({ currentTarget }) => put({ number: currentTarget.value })}
          required
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          classNames={{ input: 'code' }}
        />
        <TextInput
          className="grow"
          label={say(words.relation)}
          value={person.relation}
          onChange={({ currentTarget }) => put({ relation: currentTarget.value })}
          required
          autoComplete="off"
          maxLength={60}
        />
      </div>
      {isProxy && (
        <>
          <div className="row">
            <TextInput
              className="grow"
              label={say(words.letterNumber)}
              value={person.letterNumber}
              onChange={({ currentTarget }) => put({ letterNumber: currentTarget.value })}
              required
              autoComplete="off"
              maxLength={60}
            />
            <DateInput
              label={words.letterOn}
              value={person.letterOn}
              onDate={(letterOn) => put({ letterOn })}
              required
            />
          </div>
          <FileInput
            label={say(words.paper)}
            value={person.paper}
            onChange={(paper) => put({ paper })}
            accept={accepted}
            required
          />
        </>
      )}
    </div>
  )
}

/** What the QR of a card says, once it is whole. */
function scannedPerson(text: string): Pick<CollectorDraft, 'name' | 'number'> | null {
  if (!text.includes('|')) return null
  try {
    const { name, number } = parseCardQr(text)
    return { name, number }
  } catch (fault) {
    if (fault instanceof DomainError) return null
    throw fault
  }
}
