import type { Bilingual } from '../../../core/errors.ts'
import { decisionDocuments } from '../../../core/reconciliation/sources.ts'
import { changeStates, evidenceNames, notRecorded, shownValue } from '../corrections/words.ts'
import { nameIn } from '../forms/words.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { ResidentRecord } from './resident-record.ts'
import { residenceEvidenceNames } from './resident-words.ts'

const words = {
  title: { vi: 'Lịch sử thay đổi', en: 'History' },
  none: { vi: 'Chưa có thay đổi nào.', en: 'Nothing has changed yet.' },
  by: { vi: 'do', en: 'by' },
  checkedBy: { vi: 'duyệt', en: 'checked by' },
  system: { vi: 'hệ thống', en: 'the system' },
  evidence: { vi: 'Căn cứ', en: 'Evidence' },
} as const satisfies Readonly<Record<string, Bilingual>>

const papers: Readonly<Record<string, Bilingual>> = {
  ...decisionDocuments,
  ...residenceEvidenceNames,
  ...evidenceNames,
}

type Entry = ResidentRecord['history'][number]

function Change({ fields }: Pick<Entry, 'fields'>) {
  const say = useSay()
  return (
    <ul className="changes">
      {fields.map(({ field, label, from, to }) => (
        <li key={field}>
          {say(label)}:{' '}
          {from === null ? (
            <span className="soft">{say(notRecorded)}</span>
          ) : (
            <del>{say(shownValue(field, from))}</del>
          )}{' '}
          → <ins>{say(shownValue(field, to))}</ins>
        </li>
      ))}
    </ul>
  )
}

/** Who changed what, when and on which paper, the newest first. */
export function ResidentHistory({ record }: { readonly record: ResidentRecord }) {
  const say = useSay()
  return (
    <section className="panel">
      <h2>{say(words.title)}</h2>
      {record.history.length === 0 && <p className="soft">{say(words.none)}</p>}
      <ol className="history">
        {record.history.map((entry, i) => (
          <li key={i}>
            <p>
              <span className="nowrap">{formatInstant(entry.at)}</span> · <strong>{say(entry.label)}</strong>{' '}
              {entry.state && <span className="badge">{say(nameIn(changeStates, entry.state))}</span>}
            </p>
            <p className="soft">
              {say(words.by)} {entry.officer ?? say(words.system)}
              {entry.checker && ` · ${say(words.checkedBy)}: ${entry.checker}`}
              {entry.evidenceKind &&
                ` · ${say(words.evidence)}: ${say(nameIn(papers, entry.evidenceKind))} ${entry.evidenceNumber ?? ''}`}
            </p>
            <Change fields={entry.fields} />
          </li>
        ))}
      </ol>
    </section>
  )
}
