import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useNavigate, useParams } from 'react-router'
import {
  correctableFields,
  type CorrectableFieldName,
  type CorrectionEvidence,
  correctionEvidence,
} from '../../../core/citizen/correction.ts'
import { parseVietnameseDate } from '../../../core/dates/calendar-date.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  CorrectableRecordDocument,
  type CorrectableRecordQuery,
  ProposeChangeDocument,
} from '../generated/propose.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { CorrectionsNav } from './corrections-nav.tsx'
import { choicesOf, evidenceNames, shownValue } from './words.ts'

type Correctable = Extract<CorrectableRecordQuery['correctableRecord'], { __typename: 'CorrectableRecord' }>
type Field = Correctable['fields'][number]
/** What is asked for, by field, as typed; a field that is not here stays. */
type Wanted = Readonly<Record<string, string>>

const words = {
  title: { vi: 'Đề nghị điều chỉnh', en: 'Propose a correction' },
  lead: {
    vi: 'Sửa mục cần điều chỉnh; mục để nguyên không đổi. Xóa trống nghĩa là chưa có thông tin.',
    en: 'Change what is to change; the rest stays. Emptied means: not known.',
  },
  now: { vi: 'Hiện có', en: 'Recorded' },
  changed: { vi: 'sẽ đổi', en: 'will change' },
  illegal: { vi: 'Nội dung không hợp lệ cho mục này.', en: 'This cannot stand here.' },
  evidence: { vi: 'Giấy tờ chứng minh', en: 'Evidence' },
  evidenceNumber: { vi: 'Số, ngày của giấy tờ', en: 'Number and date of the paper' },
  save: { vi: 'Lưu đề nghị', en: 'Save the proposal' },
  nothing: { vi: 'Chưa sửa mục nào.', en: 'Nothing is changed yet.' },
  count: { vi: 'mục sẽ điều chỉnh', en: 'items to change' },
  deceased: { vi: 'Công dân này đã mất.', en: 'This person is deceased.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const typedForm = ({ field, value }: Field): string =>
  value === null ? '' : field === 'birthDate' ? formatDate(value) : value

/** What was typed as the server takes it, or undefined where it cannot stand in the field. */
function readWanted(field: string, typed: string): string | null | undefined {
  const text = typed.trim()
  const value = text === '' ? null : field === 'birthDate' ? dateOf(text) : text
  const { read } = correctableFields[field as CorrectableFieldName]
  return value !== undefined && read.safeParse(value).success ? value : undefined
}

function dateOf(text: string): string | undefined {
  try {
    return parseVietnameseDate(text)
  } catch (error) {
    if (error instanceof DomainError) return undefined
    throw error
  }
}

/** What is recorded stands below the field, so that the fields of a row stay level. */
const fieldOrder = ['label', 'input', 'description', 'error'] as const

interface FieldRowProps {
  readonly field: Field
  readonly typed: string | undefined
  readonly onType: (typed: string) => void
}

function FieldRow({ field, typed, onType }: FieldRowProps) {
  const say = useSay()
  const choices = choicesOf(field.field)
  const changed = typed !== undefined && typed !== typedForm(field)
  const fault = changed && readWanted(field.field, typed) === undefined
  const common = {
    label: say(field.label),
    value: typed ?? typedForm(field),
    error: fault && say(words.illegal),
    description: changed ? `${say(words.now)}: ${say(shownValue(field.field, field.value))}` : undefined,
    className: changed ? 'field-changed' : undefined,
    inputWrapperOrder: [...fieldOrder],
  }
  return choices ? (
    <NativeSelect
      {...common}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      data={[
        { value: '', label: '–' },
        ...Object.entries(choices).map(([value, name]) => ({ value, label: say(name) })),
      ]}
    />
  ) : (
    <TextInput
      {...common}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      autoComplete="off"
      maxLength={300}
    />
  )
}

function ProposalForm({ record, onReload }: { readonly record: Correctable; readonly onReload: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const [typed, setTyped] = useState<Wanted>({})
  const [evidenceKind, setEvidenceKind] = useState<CorrectionEvidence>('BIRTH_CERTIFICATE')
  const [evidenceNumber, setEvidenceNumber] = useState('')
  const { act, busy, refusal, trouble } = useAct(ProposeChangeDocument)
  const changes = record.fields.flatMap((field) => {
    const text = typed[field.field]
    return text === undefined || text === typedForm(field)
      ? []
      : [[field.field, readWanted(field.field, text)] as const]
  })
  const legal = changes.every(([, value]) => value !== undefined)
  async function propose(): Promise<void> {
    const { residentId, version } = record
    const wanted = Object.fromEntries(changes)
    const change = await act({
      residentId,
      baseVersion: version,
      wanted,
      evidenceKind,
      evidenceNumber: evidenceNumber.trim() || null,
    })
    if (change) await navigate('/corrections/mine', { state: { drafted: true } })
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void propose()
  }
  return (
    <form className="panel" onSubmit={submit}>
      {record.deceased && <p className="badge badge-attention">{say(words.deceased)}</p>}
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
      <div className="field-grid">
        {record.fields.map((field) => (
          <FieldRow
            key={field.field}
            field={field}
            typed={typed[field.field]}
            onType={(text) => setTyped({ ...typed, [field.field]: text })}
          />
        ))}
      </div>
      <div className="row">
        <NativeSelect
          className="grow"
          label={say(words.evidence)}
          value={evidenceKind}
          onChange={({ currentTarget }) =>
            setEvidenceKind(correctionEvidence.find((one) => one === currentTarget.value) ?? 'OTHER')
          }
          data={correctionEvidence.map((value) => ({ value, label: say(evidenceNames[value]) }))}
        />
        <TextInput
          className="grow"
          label={say(words.evidenceNumber)}
          value={evidenceNumber}
          onChange={({ currentTarget }) => setEvidenceNumber(currentTarget.value)}
          autoComplete="off"
          maxLength={100}
        />
      </div>
      <div className="row">
        <ActionButton
          type="submit"
          label={words.save}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={changes.length === 0 || !legal}
        />
        <output className="soft">
          {changes.length === 0 ? say(words.nothing) : `${changes.length} ${say(words.count)}`}
        </output>
      </div>
    </form>
  )
}

/** A correction is a difference against the record as it is now, never against an earlier attempt. */
export function ProposeScreen() {
  const { residentId = '' } = useParams()
  const { data, busy, trouble, again } = useAsk(
    CorrectableRecordDocument,
    { residentId },
    { policy: 'network-only' },
  )
  const answer = data?.correctableRecord
  const fresh = !busy && answer?.__typename === 'CorrectableRecord' ? answer : null
  return (
    <Screen title={words.title} lead={words.lead}>
      <CorrectionsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {fresh && (
        <>
          {fresh.number && <p className="code">{fresh.number}</p>}
          <ProposalForm key={fresh.version} record={fresh} onReload={again} />
        </>
      )}
    </Screen>
  )
}
