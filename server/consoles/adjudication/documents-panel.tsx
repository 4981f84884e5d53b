import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CaseDetail } from './case-detail.ts'
import { AddDocument } from './add-document.tsx'

const words = {
  title: { vi: 'Văn bản kèm theo', en: 'Documents' },
  none: { vi: 'Chưa có văn bản nào.', en: 'None yet.' },
  open: { vi: 'Mở bản quét', en: 'Open the scan' },
  add: { vi: 'Thêm văn bản', en: 'Add a document' },
  close: { vi: 'Thôi', en: 'Close' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface DocumentsPanelProps {
  readonly detail: CaseDetail
  readonly onDone: (done: Bilingual) => void
}

/** What was said at an interview, papers that were brought, reports. */
export function DocumentsPanel({ detail, onDone }: DocumentsPanelProps) {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const mayAdd = detail.possibleEvents.includes('addDocument')
  return (
    <section className="panel">
      <div className="change-head">
        <h2>{say(words.title)}</h2>
        {mayAdd && (
          <ActionButton
            label={adding ? words.close : words.add}
            keys="F7"
            variant="default"
            size="xs"
            onClick={() => setAdding(!adding)}
          />
        )}
      </div>
      {detail.documents.length === 0 && <p className="soft">{say(words.none)}</p>}
      <ul className="plain-list case-documents">
        {detail.documents.map(({ id, kindText, title, note, officerName, at, path }) => (
          <li key={id}>
            <span className="badge">{say(kindText)}</span> <strong>{title}</strong>{' '}
            <span className="soft">
              {officerName}, {formatInstant(at)}
            </span>{' '}
            {path && (
              <a href={path} target="_blank" rel="noreferrer">
                {say(words.open)}
              </a>
            )}
            {note && <p className="written">{note}</p>}
          </li>
        ))}
      </ul>
      {mayAdd && adding && <AddDocument caseId={detail.case.id} onDone={onDone} />}
    </section>
  )
}
