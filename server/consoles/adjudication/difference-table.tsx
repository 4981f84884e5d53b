import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { shown } from '../reconciliation/field-values.ts'
import type { CaseCandidate } from './case-detail.ts'
import { compareLetters, type Piece } from './letters.ts'
import { bothNames } from './words.ts'

const words = {
  title: { vi: 'Thông tin nhân thân', en: 'Particulars' },
  field: { vi: 'Mục', en: 'Item' },
  likeness: { vi: 'So sánh', en: 'Comparison' },
  none: { vi: 'không có', en: 'nothing' },
  all: { vi: 'Hiện mọi mục', en: 'Show every item' },
  fewer: { vi: 'Chỉ mục khác nhau', en: 'Only what differs' },
  alike: { vi: 'mục giống nhau không hiện', en: 'equal items are not shown' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Row = CaseCandidate['differences'][number]

/** Where one of the two says nothing, nothing contradicts and nothing agrees. */
const saysNothing: ReadonlySet<Row['difference']> = new Set(['EMPTY', 'UNKNOWN', 'NOT_LOOKED_UP'])

function toneOf({ difference, contradicts }: Row): string {
  if (contradicts) return 'badge-trouble'
  if (difference === 'SAME') return 'badge-good'
  return saysNothing.has(difference) ? '' : 'badge-attention'
}

interface LettersProps {
  readonly text: string | null
  readonly other: string | null
  readonly side: 'left' | 'right'
}

/** What one says, with the letters marked that the other writes otherwise. */
export function Letters({ text, other, side }: LettersProps) {
  const say = useSay()
  if (text === null) return <span className="soft">{say(words.none)}</span>
  if (other === null) return text
  const compared = side === 'left' ? compareLetters(text, other) : compareLetters(other, text)
  return compared[side].map((piece, i) => <Marked key={`${i} ${piece.text}`} {...piece} />)
}

const Marked = ({ text, likeness }: Piece) =>
  likeness === 'same' ? text : <mark className={`letters-${likeness}`}>{text}</mark>

/** What the applicant says beside what the register says of the candidate. */
export function DifferenceTable({ rows }: { readonly rows: readonly Row[] }) {
  const say = useSay()
  const [all, setAll] = useState(true)
  const said = rows.filter(({ applicant, candidate }) => applicant ?? candidate)
  const equal = said.filter(({ difference }) => difference === 'SAME').length
  const seen = all ? said : said.filter(({ difference }) => difference !== 'SAME')
  const read = (field: string, value: string | null) => (value === null ? null : say(shown(field, value)))
  return (
    <section className="panel">
      <div className="change-head">
        <h2>{say(words.title)}</h2>
        {equal > 0 && equal < said.length && (
          <ActionButton
            label={all ? words.fewer : words.all}
            keys="d"
            variant="default"
            size="xs"
            onClick={() => setAll(!all)}
          />
        )}
      </div>
      <table className="worklist likeness-table">
        <caption className="for-ears">{say(words.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.field)}</th>
            <th scope="col">{say(bothNames.applicant)}</th>
            <th scope="col">{say(bothNames.candidate)}</th>
            <th scope="col">{say(words.likeness)}</th>
          </tr>
        </thead>
        <tbody>
          {seen.map((row) => {
            const applicant = read(row.field, row.applicant)
            const candidate = read(row.field, row.candidate)
            return (
              <tr key={row.field} data-field={row.field}>
                <th scope="row">{say(row.label)}</th>
                <td data-label={say(bothNames.applicant)}>
                  <Letters text={applicant} other={candidate} side="left" />
                </td>
                <td data-label={say(bothNames.candidate)}>
                  <Letters text={candidate} other={applicant} side="right" />
                </td>
                <td>
                  <span className={`badge ${toneOf(row)}`}>{say(row.differenceText)}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {!all && (
        <p className="soft">
          {equal} {say(words.alike)}
        </p>
      )}
    </section>
  )
}
