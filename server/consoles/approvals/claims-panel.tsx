import { Link } from 'react-router'
import { isComparedField, whoWins } from '../../../core/enrollment/who-wins.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import '../adjudication/adjudication.css'
import { Letters } from '../adjudication/difference-table.tsx'
import { changeStates } from '../corrections/words.ts'
import { nameIn } from '../forms/words.ts'
import { shown } from '../reconciliation/field-values.ts'
import { useMay } from '../session/session.tsx'
import type { File } from './file.ts'
import { paperName, Pages } from './papers-panel.tsx'

const words = {
  title: { vi: 'Khác với dữ liệu dân cư', en: 'Differs from the registry' },
  field: { vi: 'Mục', en: 'Item' },
  registry: { vi: 'Dữ liệu dân cư', en: 'Registry' },
  declared: { vi: 'Công dân khai', en: 'Declared' },
  stands: { vi: 'Đề nghị', en: 'Wanted' },
  paper: { vi: 'Giấy tờ', en: 'Paper' },
  byWord: { vi: 'Theo lời khai', en: 'By their word' },
  REGISTRY: { vi: 'Giữ theo dữ liệu dân cư', en: 'The registry stands' },
  DECLARED: { vi: 'Sửa theo lời khai', en: 'Change as declared' },
  confirmed: { vi: 'công dân đã xác nhận từng chữ', en: 'confirmed letter by letter' },
  correction: { vi: 'Đề nghị điều chỉnh', en: 'Correction' },
  toCorrections: { vi: 'Mở các đề nghị điều chỉnh', en: 'Open the corrections' },
  undecided: {
    vi: 'Phải quyết định đề nghị này trước khi phê duyệt hồ sơ.',
    en: 'It must be decided before the file is approved.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

type Claim = File['claims'][number]

function Row({ claim, file }: { readonly claim: Claim; readonly file: File }) {
  const say = useSay()
  const { field, registry, declared, winner, paper, confirmedByCitizen } = claim
  const read = (value: string | null) => (value === null ? null : say(shown(field, value)))
  const pages = file.papers.filter(({ reference }) => reference !== null && reference === paper)
  return (
    <tr>
      <th scope="row">{isComparedField(field) ? say(whoWins[field].label) : field}</th>
      <td data-label={say(words.registry)}>
        <Letters text={read(registry)} other={read(declared)} side="left" />
      </td>
      <td data-label={say(words.declared)}>
        <Letters text={read(declared)} other={read(registry)} side="right" />
      </td>
      <td data-label={say(words.stands)}>
        {say(winner === 'DECLARED' ? words.DECLARED : words.REGISTRY)}
        {confirmedByCitizen && <span className="soft"> ({say(words.confirmed)})</span>}
      </td>
      <td data-label={say(words.paper)}>
        {pages[0] ? say(paperName(pages[0].kind)) : <span className="soft">{say(words.byWord)}</span>}
      </td>
    </tr>
  )
}

/** Where registry and applicant differ, side by side, with the paper and what became of the correction. */
export function ClaimsPanel({ file }: { readonly file: File }) {
  const say = useSay()
  const may = useMay()
  const { claims, correction, papers } = file
  if (claims.length === 0 && !correction) return null
  const proving = papers.filter(
    ({ reference }) => reference && claims.some(({ paper }) => paper === reference),
  )
  const open = correction && correction.state !== 'APPLIED' && correction.state !== 'REJECTED'
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <table className="worklist claims">
        <caption className="for-ears">{say(words.title)}</caption>
        <thead>
          <tr>
            {[words.field, words.registry, words.declared, words.stands, words.paper].map((title) => (
              <th key={title.en} scope="col">
                {say(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <Row key={claim.field} claim={claim} file={file} />
          ))}
        </tbody>
      </table>
      <Pages pages={proving} />
      {correction && (
        <p>
          {say(words.correction)}:{' '}
          <span className={`badge ${open ? 'badge-attention' : ''}`}>
            {say(nameIn(changeStates, correction.state))}
          </span>{' '}
          {open && say(words.undecided)}{' '}
          {open && may('resident.approve-change') && (
            <Link to="/corrections">{say(words.toCorrections)}</Link>
          )}
        </p>
      )}
    </section>
  )
}
