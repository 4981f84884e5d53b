import { whoWins } from '../../../core/enrollment/who-wins.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { shown } from '../reconciliation/field-values.ts'
import type { File } from './file.ts'
import { type Fact, Facts } from './facts.tsx'
import { FilePicture } from './file-picture.tsx'

const words = {
  title: { vi: 'Thông tin sẽ in trên thẻ', en: 'What the card will show' },
  number: { vi: 'Số định danh cá nhân', en: 'Number' },
  issued: { vi: 'Ngày cấp (nếu làm hôm nay)', en: 'Issued (if made today)' },
  expires: { vi: 'Có giá trị đến', en: 'Expires' },
  never: { vi: 'Không thời hạn', en: 'Never' },
  noCard: { vi: 'Luật không cho cấp thẻ vào ngày này', en: 'The law gives no card on this day' },
  age: { vi: 'Tuổi', en: 'Age' },
  noPortrait: { vi: 'Thẻ không có ảnh (dưới 6 tuổi)', en: 'No portrait on the card (under six)' },
  portrait: { vi: 'Ảnh chân dung', en: 'Portrait' },
  more: { vi: 'Thông tin khác của hồ sơ', en: 'Other items of the file' },
  phone: { vi: 'Điện thoại', en: 'Phone' },
  marks: { vi: 'Đặc điểm nhận dạng', en: 'Marks' },
  representative: { vi: 'Số định danh người đại diện', en: 'Number of the representative' },
  unread: {
    vi: 'Không đọc được thông tin người làm thẻ; hãy trả hồ sơ.',
    en: 'The person cannot be read; return the file.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** As core/dates/card-expiry.ts says it of a card without an end. */
const neverExpires = '9999-12-31'

function usePersonFacts({ person, card, number }: File) {
  const say = useSay()
  if (!person) return null
  const expires = card?.expiresOn
  const onCard: readonly Fact[] = [
    [words.number, number && <span className="code">{number}</span>],
    [whoWins.name.label, <strong key="name">{person.name}</strong>],
    [whoWins.birthDate.label, formatDate(person.birthDate)],
    [whoWins.sex.label, say(shown('sex', person.sex))],
    [whoWins.nationality.label, person.nationality],
    [whoWins.residence.label, person.residence],
    [whoWins.birthRegistrationPlace.label, person.birthRegistrationPlace],
    [words.issued, card && formatDate(card.issuedOn)],
    [
      words.expires,
      expires === null
        ? say(words.noCard)
        : expires && (expires === neverExpires ? say(words.never) : formatDate(expires)),
    ],
  ]
  const more: readonly Fact[] = [
    [words.age, card?.age],
    [whoWins.ethnicity.label, person.ethnicity],
    [whoWins.religion.label, person.religion],
    [whoWins.placeOfOrigin.label, person.placeOfOrigin],
    [whoWins.legacyNumber.label, person.legacyNumber && <span className="code">{person.legacyNumber}</span>],
    [whoWins.fatherName.label, person.fatherName],
    [whoWins.motherName.label, person.motherName],
  ]
  return { onCard, more }
}

/** The person as the card will show them, with the portrait; beside it what the card does not show. */
export function CardPanel({ file }: { readonly file: File }) {
  const say = useSay()
  const facts = usePersonFacts(file)
  const face = file.captures.find(({ kind, path }) => kind === 'FACE' && path !== null)
  const others: readonly Fact[] = [
    [words.phone, file.phone],
    [words.marks, file.marks],
    [
      words.representative,
      file.representativeNumber && <span className="code">{file.representativeNumber}</span>,
    ],
  ]
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <div className="card-to-make">
        <div className="approval-portrait">
          {file.card?.portrait === false ? (
            <p className="soft">{say(words.noPortrait)}</p>
          ) : (
            <FilePicture path={face?.path ?? null} name={say(words.portrait)} />
          )}
        </div>
        {facts ? <Facts facts={facts.onCard} /> : <p>{say(words.unread)}</p>}
      </div>
      <h3>{say(words.more)}</h3>
      <Facts facts={[...(facts?.more ?? []), ...others]} />
    </section>
  )
}
