import { NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { fieldOf, reconciledFieldNames } from '../../../core/reconciliation/fields.ts'
import {
  conflictSources,
  consultedSources,
  type ConsultedSource,
} from '../../../core/reconciliation/sources.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { type ComparisonFragment, RecordConflictSourceDocument } from '../generated/conflict.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useOfficer } from '../session/session.tsx'
import { readTypedValue } from './field-values.ts'
import { type AllSaid, isLegal, SaidFields } from './said-fields.tsx'

const words = {
  open: { vi: 'Ghi kết quả tra cứu', en: 'Write down a source' },
  source: { vi: 'Nguồn đã tra cứu', en: 'Source looked up' },
  more: { vi: 'Thêm mục', en: 'Another item' },
  save: { vi: 'Lưu kết quả tra cứu', en: 'Save what it says' },
  close: { vi: 'Đóng', en: 'Close' },
  saved: { vi: 'Đã lưu kết quả tra cứu', en: 'What the source says is kept' },
  skip: { vi: 'Chưa tra cứu', en: 'Not looked up' },
  value: { vi: 'Có giá trị', en: 'A value' },
  nothing: { vi: 'Sổ bỏ trống', en: 'Left empty there' },
  unknown: { vi: 'Sổ ghi “không rõ”', en: '“Not known” there' },
} as const satisfies Readonly<Record<string, Bilingual>>

const outcomes = [
  { value: '', name: words.skip },
  { value: 'VALUE', name: words.value },
  { value: 'EMPTY', name: words.nothing },
  { value: 'UNKNOWN', name: words.unknown },
]

/** A source is written down by whoever keeps it: the justice office the civil-status register, registrars the others. */
export function useOwnSources(): readonly ConsultedSource[] {
  const { roles } = useOfficer()
  const holds = (wanted: string) => roles.some(({ role }) => role === wanted)
  return consultedSources.filter((source) =>
    holds(source === 'CIVIL_STATUS' ? 'CIVIL_STATUS_OFFICER' : 'REGISTRAR'),
  )
}

interface SourcePanelProps {
  readonly detail: ComparisonFragment
  readonly sources: readonly ConsultedSource[]
  readonly onDone: (done: Bilingual) => void
}

export function SourcePanel(props: SourcePanelProps) {
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <div className="row">
        <ActionButton label={words.open} keys="F6" variant="default" onClick={() => setOpen(true)} />
      </div>
    )
  }
  return <SourceForm {...props} onClose={() => setOpen(false)} />
}

function SourceForm({
  detail,
  sources,
  onDone,
  onClose,
}: SourcePanelProps & { readonly onClose: () => void }) {
  const say = useSay()
  const [source, setSource] = useState<ConsultedSource>(sources[0] ?? 'RESIDENCE_BOOK')
  const [said, setSaid] = useState<AllSaid>({})
  const [added, setAdded] = useState<readonly string[]>([])
  const first = useRef<HTMLSelectElement>(null)
  useEffect(() => first.current?.focus(), [])
  const { act, busy, refusal, trouble } = useAct(RecordConflictSourceDocument)
  const shownNames = new Set([...detail.rows.map(({ field }) => field), ...added])
  const fields = reconciledFieldNames.filter((field) => shownNames.has(field))
  const others = reconciledFieldNames.filter((field) => !shownNames.has(field))
  const given = Object.entries(said).filter(([, { outcome }]) => outcome !== '')
  async function save(): Promise<void> {
    const values = given.map(([field, { outcome, typed }]) => ({
      field,
      value: outcome === 'VALUE' ? (readTypedValue(field, typed) ?? null) : null,
      unknown: outcome === 'UNKNOWN',
    }))
    if (!(await act({ id: detail.case.id, source, values }))) return
    onDone(words.saved)
    onClose()
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="panel" onSubmit={submit} aria-label={say(words.open)}>
      <h2>{say(words.open)}</h2>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <NativeSelect
        label={say(words.source)}
        value={source}
        ref={first}
        onChange={({ currentTarget }) =>
          setSource(sources.find((one) => one === currentTarget.value) ?? source)
        }
        data={sources.map((one) => ({ value: one, label: say(conflictSources[one]) }))}
      />
      <SaidFields
        fields={fields.map((field) => ({ field, label: fieldOf(field).label }))}
        outcomes={outcomes}
        said={said}
        onSay={setSaid}
      />
      <NativeSelect
        label={say(words.more)}
        value=""
        onChange={({ currentTarget }) => setAdded([...added, currentTarget.value])}
        data={[
          { value: '', label: '–' },
          ...others.map((field) => ({ value: field, label: say(fieldOf(field).label) })),
        ]}
      />
      <div className="row">
        <ActionButton
          type="submit"
          label={words.save}
          keys="Ctrl+s"
          loading={busy}
          disabled={given.length === 0 || !isLegal(said)}
        />
        <ActionButton label={words.close} variant="default" onClick={onClose} />
      </div>
    </form>
  )
}
