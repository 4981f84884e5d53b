import { NativeSelect, TextInput } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { decisionDocuments, type DecisionDocument } from '../../../core/reconciliation/sources.ts'
import { useSay } from '../language/language.tsx'

const words = {
  kind: { vi: 'Giấy tờ làm căn cứ', en: 'Document' },
  number: { vi: 'Số, ngày của giấy tờ', en: 'Number and date of the paper' },
} as const satisfies Readonly<Record<string, Bilingual>>

const kinds = Object.keys(decisionDocuments) as readonly DecisionDocument[]

interface DocumentGiven {
  readonly documentKind: DecisionDocument
  readonly documentNumber: string
}
export const noDocument: DocumentGiven = { documentKind: 'BIRTH_CERTIFICATE', documentNumber: '' }

interface DocumentFieldsProps {
  readonly value: DocumentGiven
  readonly onChange: (value: DocumentGiven) => void
}

/** The paper on which a decision rests. */
export function DocumentFields({ value, onChange }: DocumentFieldsProps) {
  const say = useSay()
  return (
    <div className="row">
      <NativeSelect
        className="grow"
        label={say(words.kind)}
        value={value.documentKind}
        onChange={({ currentTarget }) =>
          onChange({ ...value, documentKind: kinds.find((one) => one === currentTarget.value) ?? 'OTHER' })
        }
        data={kinds.map((kind) => ({ value: kind, label: say(decisionDocuments[kind]) }))}
      />
      <TextInput
        className="grow"
        label={say(words.number)}
        value={value.documentNumber}
        onChange={({ currentTarget }) => onChange({ ...value, documentNumber: currentTarget.value })}
        autoComplete="off"
        required
        maxLength={100}
      />
    </div>
  )
}
