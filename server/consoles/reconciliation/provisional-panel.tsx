import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { fieldOf, isReconciledField } from '../../../core/reconciliation/fields.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { ConfirmProvisionalDocument, FollowUpProvisionalDocument } from '../generated/provisional.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { DocumentFields, noDocument } from './document-fields.tsx'
import { readTypedValue } from './field-values.ts'
import type { ProvisionalPerson } from './provisional-person.ts'
import { type AllSaid, isLegal, SaidFields } from './said-fields.tsx'

const words = {
  lead: {
    vi: 'Ghi những gì đã tìm được. Có giấy tờ thì đề xuất hồ sơ chính thức; chưa có thì lưu lần theo dõi.',
    en: 'Write down what was found. With a document propose the regular record; without, keep the follow-up.',
  },
  nothing: { vi: 'Chưa hỏi lại', en: 'Not asked again' },
  found: { vi: 'Đã tìm được', en: 'Found' },
  unknown: { vi: 'Vẫn không rõ', en: 'Still not known' },
  keep: { vi: 'Lưu lần theo dõi', en: 'Keep the follow-up' },
  kept: { vi: 'Đã lưu lần theo dõi', en: 'Follow-up kept' },
  proposed: { vi: 'Đã lưu; nội dung tìm được chờ duyệt', en: 'Kept; what was found waits for a checker' },
  confirm: { vi: 'Đề xuất hồ sơ chính thức', en: 'Propose the regular record' },
  confirmed: {
    vi: 'Đã đề xuất hồ sơ chính thức; chờ người khác duyệt',
    en: 'Proposed as regular; another officer decides',
  },
  close: { vi: 'Đóng', en: 'Close' },
} as const satisfies Readonly<Record<string, Bilingual>>

const outcomes = [
  { value: '', name: words.nothing },
  { value: 'VALUE', name: words.found },
  { value: 'UNKNOWN', name: words.unknown },
]

interface ProvisionalPanelProps {
  readonly person: ProvisionalPerson
  readonly onClose: () => void
  readonly onDone: (done: Bilingual) => void
}

const labelOf = (field: string): Bilingual =>
  isReconciledField(field) ? fieldOf(field).label : { vi: field, en: field }

/** What came of looking for the papers of one person. */
export function ProvisionalPanel({ person, onClose, onDone }: ProvisionalPanelProps) {
  const say = useSay()
  const may = useMay()
  const [said, setSaid] = useState<AllSaid>({})
  const [document, setDocument] = useState(noDocument)
  const followUp = useAct(FollowUpProvisionalDocument)
  const confirm = useAct(ConfirmProvisionalDocument)
  const fields = [...new Set([...person.missing, ...person.unknown])]
  const all = Object.entries(said)
  const found = all.flatMap(([field, { outcome, typed }]) => {
    const value = outcome === 'VALUE' ? readTypedValue(field, typed) : null
    return typeof value === 'string' ? [{ field, value }] : []
  })
  const stillUnknown = all.filter(([, { outcome }]) => outcome === 'UNKNOWN').map(([field]) => field)
  const ofRecord = { residentId: person.id, baseVersion: person.version }
  async function keep(): Promise<void> {
    const kept = await followUp.act({ ...ofRecord, found, stillUnknown })
    if (kept) onDone(kept.changeId ? words.proposed : words.kept)
  }
  async function propose(): Promise<void> {
    const documentNumber = document.documentNumber.trim()
    if (await confirm.act({ ...ofRecord, values: found, ...document, documentNumber })) {
      onDone(words.confirmed)
    }
  }
  const legal = isLegal(said)
  return (
    <section className="panel">
      <h2>{person.name}</h2>
      <p className="soft">{say(words.lead)}</p>
      <RefusalNotice
        refusal={followUp.refusal ?? confirm.refusal}
        trouble={followUp.trouble ?? confirm.trouble}
      />
      <SaidFields
        fields={fields.map((field) => ({ field, label: labelOf(field) }))}
        outcomes={outcomes}
        said={said}
        onSay={setSaid}
      />
      <div className="row">
        <ActionButton
          label={words.keep}
          keys="Ctrl+s"
          loading={followUp.busy}
          disabled={!legal || found.length + stillUnknown.length === 0}
          onClick={() => void keep()}
        />
        <ActionButton label={words.close} variant="default" onClick={onClose} />
      </div>
      {may('conflict.propose') && (
        <>
          <DocumentFields value={document} onChange={setDocument} unitCode={person.unitCode} />
          <div className="row">
            <ActionButton
              label={words.confirm}
              keys="Ctrl+Enter"
              loading={confirm.busy}
              disabled={!legal || document.documentNumber.trim() === ''}
              onClick={() => void propose()}
            />
          </div>
        </>
      )}
    </section>
  )
}
