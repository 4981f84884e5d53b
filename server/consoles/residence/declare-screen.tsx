import { NativeSelect, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { Link, useParams } from 'react-router'
import type { CalendarDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { type ResidenceEvidence, residenceEvidence } from '../../../core/residence/declarations.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { nameIn } from '../forms/words.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { DeclareResidenceDocument } from '../generated/declarations.ts'
import { ResidentRecordDocument } from '../generated/resident-record.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { DateInput } from '../../../ui/date-input.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import type { ResidentRecord } from '../residents/resident-record.ts'
import { kinshipNames, residenceEvidenceNames } from '../residents/resident-words.ts'
import { DeclaredFields } from './declared-fields.tsx'
import { type Draft, declarableNames, declarationOf, emptyDraft } from './draft.ts'
import { ResidenceNav } from './residence-nav.tsx'

const words = {
  title: { vi: 'Khai báo cư trú', en: 'Declare residence' },
  what: { vi: 'Nội dung khai báo', en: 'What is declared' },
  from: { vi: 'Từ ngày', en: 'From' },
  evidence: { vi: 'Giấy tờ', en: 'Evidence' },
  evidenceNumber: { vi: 'Số, ngày của giấy tờ', en: 'Number and date of the paper' },
  declare: { vi: 'Ghi khai báo', en: 'Declare' },
  applied: { vi: 'Đã ghi vào hồ sơ', en: 'Written into the record' },
  waits: { vi: 'Đã ghi; chờ lãnh đạo duyệt', en: 'Kept; waits for an approver' },
  record: { vi: 'Mở hồ sơ', en: 'Open the record' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DeclareFormProps {
  readonly residentId: string
  readonly version: number
  readonly relatives: ResidentRecord['relatives']
  readonly onDone: (done: Bilingual) => void
  readonly onReload: () => void
}

function DeclareForm({ residentId, version, relatives, onDone, onReload }: DeclareFormProps) {
  const say = useSay()
  const [draft, setDraft] = useState<Draft>(emptyDraft)
  const [from, setFrom] = useState<CalendarDate | null>(today())
  const [evidenceKind, setEvidenceKind] = useState<ResidenceEvidence>('RESIDENCE_REQUEST')
  const [evidenceNumber, setEvidenceNumber] = useState('')
  const { act, busy, refusal, trouble } = useAct(DeclareResidenceDocument)
  const declaration = from && declarationOf(draft, from)
  const running = relatives.flatMap(({ relationshipId, validTo, kinship, name }) =>
    relationshipId && validTo === null
      ? [{ id: relationshipId, text: `${say(nameIn(kinshipNames, kinship))}: ${name}` }]
      : [],
  )
  async function declare(): Promise<void> {
    if (!declaration) return
    const number = evidenceNumber.trim() || null
    const given = { residentId, baseVersion: version, declaration, evidenceKind, evidenceNumber: number }
    const declared = await act(given)
    if (declared) onDone(declared.state === 'APPLIED' ? words.applied : words.waits)
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void declare()
  }
  return (
    <form className="panel" onSubmit={submit}>
      <RefusalNotice refusal={refusal} trouble={trouble} onReload={onReload} />
      <div className="row">
        <NativeSelect
          className="grow"
          label={say(words.what)}
          value={draft.kind}
          onChange={({ currentTarget }) =>
            setDraft({
              ...emptyDraft,
              kind: declarableNames.find(({ kind }) => kind === currentTarget.value)?.kind ?? draft.kind,
            })
          }
          data={declarableNames.map(({ kind, name }) => ({ value: kind, label: say(name) }))}
        />
        <DateInput label={words.from} value={from} onDate={setFrom} required />
      </div>
      <DeclaredFields draft={draft} onDraft={setDraft} running={running} />
      <div className="row">
        <NativeSelect
          className="grow"
          label={say(words.evidence)}
          value={evidenceKind}
          onChange={({ currentTarget }) =>
            setEvidenceKind(residenceEvidence.find((one) => one === currentTarget.value) ?? 'OTHER')
          }
          data={residenceEvidence.map((value) => ({ value, label: say(residenceEvidenceNames[value]) }))}
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
          label={words.declare}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={!declaration}
        />
      </div>
    </form>
  )
}

/** Address, absence and return, relatives and household of one person, from a day, on a paper. */
export function DeclareScreen() {
  const say = useSay()
  const { residentId = '' } = useParams()
  const [done, setDone] = useState<Bilingual | null>(null)
  const { data, busy, trouble, again } = useAsk(
    ResidentRecordDocument,
    { id: residentId },
    { policy: 'network-only' },
  )
  const answer = data?.resident
  const record = answer?.__typename === 'ResidentRecord' && answer.id === residentId ? answer : null
  return (
    <Screen title={words.title}>
      <ResidenceNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {record && (
        <>
          <p>
            <strong>{record.name}</strong> <span className="code">{record.number}</span> ·{' '}
            <Link to={`/residence/record/${record.id}`}>{say(words.record)}</Link>
          </p>
          {!busy && (
            <DeclareForm
              key={record.version}
              residentId={residentId}
              version={record.version}
              relatives={record.relatives}
              onReload={again}
              onDone={(text) => {
                setDone(text)
                again()
              }}
            />
          )}
        </>
      )}
    </Screen>
  )
}
