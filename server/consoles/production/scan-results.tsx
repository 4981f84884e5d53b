import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { type CardDesk, comparedOn } from './use-card-desk.ts'

const words = {
  title: { vi: 'Đối chiếu dữ liệu đã quét', en: 'What was read from the card' },
  qr: { vi: 'Mã QR', en: 'QR' },
  mrz: { vi: 'Dòng MRZ', en: 'MRZ' },
  chip: { vi: 'Chip', en: 'Chip' },
  same: { vi: 'khớp với lệnh in', en: 'as the job says' },
  other: { vi: 'KHÔNG KHỚP', en: 'NOT THE SAME' },
  unread: { vi: 'chưa quét', en: 'not read yet' },
  begun: { vi: 'đang đọc, còn thiếu dòng', en: 'more lines to come' },
  sent: { vi: 'đã đọc; máy chủ đối chiếu khi quyết định', en: 'read; the server compares it' },
  noChip: { vi: 'thẻ không có chip', en: 'the card has none' },
  otherCard: {
    vi: 'Mã QR vừa quét không phải của thẻ đang xem. Nếu đang cầm thẻ khác, chuyển sang thẻ đó; nếu đúng thẻ này thì thẻ in sai.',
    en: 'This QR is not of the card shown. If you hold another card, go to it; if it is this one, it is wrong.',
  },
  take: { vi: 'Chuyển sang thẻ vừa quét', en: 'Go to the scanned card' },
} as const satisfies Readonly<Record<string, Bilingual>>

type State = 'same' | 'other' | 'unread' | 'begun' | 'sent' | 'noChip'

const tones: Readonly<Record<State, string>> = {
  same: 'badge badge-good',
  other: 'badge badge-trouble',
  unread: 'badge badge-attention',
  begun: 'badge badge-attention',
  sent: 'badge',
  noChip: 'badge',
}

const judged = (same: boolean | undefined, read: unknown): State => {
  if (same !== undefined) return same ? 'same' : 'other'
  return read ? 'begun' : 'unread'
}

/** What was read from the card on the desk, beside what its job says. */
export function ScanResults({
  desk,
  takeOther,
}: Pick<CardDesk, 'takeOther'> & { readonly desk: NonNullable<CardDesk['desk']> }) {
  const say = useSay()
  const { card, scan } = desk
  const seen = comparedOn(desk)
  const parts: readonly (readonly [Bilingual, State])[] = [
    [words.qr, judged(seen.qr, scan.qr)],
    [words.mrz, judged(seen.mrz, scan.mrz)],
    [words.chip, card.hasChip ? (scan.chip ? 'sent' : 'unread') : 'noChip'],
  ]
  return (
    <section className="check-desk" aria-label={say(words.title)}>
      <dl className="scan-parts" aria-live="polite">
        {parts.map(([name, state]) => (
          <div key={name.en}>
            <dt>{say(name)}</dt>
            <dd>
              <span className={tones[state]}>{say(words[state])}</span>
            </dd>
          </div>
        ))}
      </dl>
      {seen.qr === false && (
        <Notice tone="trouble" title={say(words.other)} spoken>
          <p>{say(words.otherCard)}</p>
          <ActionButton label={words.take} keys="F4" variant="default" onClick={takeOther} />
        </Notice>
      )}
    </section>
  )
}
