import { verdicts } from '../../../core/adjudication/verdicts.ts'
import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import {
  captureSteps,
  deskActions,
  isCaptureStep,
  isDeskAction,
} from '../../../core/enrollment/desk-actions.ts'
import { feeExemptions, feeFor } from '../../../core/enrollment/fees.ts'
import { isPaperType, paperTypes } from '../../../core/enrollment/papers.ts'
import { isRequestKind } from '../../../core/enrollment/request-reasons.ts'
import { handlings, oldCardKinds } from '../../../core/enrollment/surrender.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { nameIn } from '../forms/words.ts'
import { type Fact, Facts } from './facts.tsx'
import type { File } from './file.ts'

const words = {
  title: { vi: 'Lệ phí, thẻ cũ, trả thẻ', en: 'Fee, old cards, delivery' },
  fee: { vi: 'Lệ phí bàn thu nhận quyết định', en: 'Fee as the desk decided' },
  DUE: { vi: 'Phải nộp', en: 'Due' },
  EXEMPT: { vi: 'Miễn', en: 'Exempt' },
  FREE: { vi: 'Không thu', en: 'Free' },
  table: { vi: 'Theo biểu phí', en: 'By the tables' },
  cards: { vi: 'Giấy tờ cũ', en: 'Old cards' },
  delivery: { vi: 'Trả thẻ', en: 'Delivery' },
  pickup: { vi: 'Nhận tại', en: 'Collected at' },
  post: { vi: 'Gửi bưu điện', en: 'By post' },
  searched: { vi: 'Xét nghi trùng', en: 'Possible duplicates' },
  done: { vi: 'Việc đã làm tại bàn thu nhận', en: 'What was done at the desk' },
  acts: { vi: 'thao tác', en: 'acts' },
  minutes: { vi: 'phút', en: 'minutes' },
  all: { vi: 'Xem từng thao tác', en: 'Every act' },
  supervisor: { vi: 'trưởng điểm', en: 'supervisor' },
  nameless: { vi: 'không rõ tên', en: 'no name' },
  unread: { vi: 'Không có nhật ký thao tác.', en: 'There is no record of acts.' },
} as const satisfies Readonly<Record<string, Bilingual>>

function useFee({ fee, kind, reason, receivedAt, flags }: File): string | null {
  const say = useSay()
  if (!fee) return null
  const decided = say(nameIn({ DUE: words.DUE, EXEMPT: words.EXEMPT, FREE: words.FREE }, fee.decision))
  const ground = feeExemptions.find(({ code }) => code === fee.rule)?.label
  const told = [decided, fee.amount > 0 && `${formatCount(fee.amount)} đ`, ground && say(ground)]
  const own = told.filter(Boolean).join(', ')
  if (!flags.includes('FEE_DIFFERS') || !isRequestKind(kind)) return own
  const exemption = fee.decision === 'EXEMPT' ? fee.rule : null
  const on = calendarDateAt(Date.parse(receivedAt))
  const due = feeFor({ kind, reason: reason ?? '', exemption, on })
  return `${own}. ${say(words.table)}: ${formatCount(due.amount)} đ (${say(due.text)})`
}

function useDelivery({ delivery, centreCode, centreName }: File): string | null {
  const say = useSay()
  if (!delivery) return null
  const { kind, centre, recipient, address, phone } = delivery
  if (kind === 'PICKUP') {
    return `${say(words.pickup)} ${centre === centreCode ? centreName : centre}`
  }
  return `${say(words.post)}: ${[recipient, address, phone].filter(Boolean).join(', ')}`
}

type Done = File['actions'][number]

/** The finger, the paper or the step that an act was about. */
function subjectName({ action, subject }: Done): Bilingual | null {
  if (subject === null || action === 'IRIS_SETTLED') return null
  if (isCaptureStep(subject)) return captureSteps[subject]
  if (isPaperType(subject)) return paperTypes[subject]
  const finger = action.startsWith('FINGER') || action.startsWith('EXCEPTION')
  const position = fingerPositions.find((one) => finger && String(one) === subject)
  return position ? fingerNames[position] : null
}

function Act({ done }: { readonly done: Done }) {
  const say = useSay()
  const { at, action, role, officerName } = done
  const about = subjectName(done)
  return (
    <li>
      <span className="soft nowrap">{formatInstant(at)}</span>{' '}
      {say(isDeskAction(action) ? deskActions[action] : { vi: action, en: action })}
      {about && `: ${say(about)}`}
      <span className="soft">
        {' '}
        · {officerName ?? say(words.nameless)}
        {role === 'SUPERVISOR' && ` (${say(words.supervisor)})`}
      </span>
    </li>
  )
}

function Acts({ actions }: Pick<File, 'actions'>) {
  const say = useSay()
  const [first, last] = [actions[0], actions.at(-1)]
  if (!first || !last) return <p className="soft">{say(words.unread)}</p>
  const minutes = Math.max(1, Math.round((Date.parse(last.at) - Date.parse(first.at)) / 60_000))
  const officers = [...new Set(actions.map(({ officerName }) => officerName ?? say(words.nameless)))]
  return (
    <>
      <p>
        {formatCount(actions.length)} {say(words.acts)}, {formatCount(minutes)} {say(words.minutes)} ·{' '}
        {officers.join(', ')} · {formatInstant(last.at)}
      </p>
      <details>
        <summary>{say(words.all)}</summary>
        <ol className="acts">
          {actions.map((done) => (
            <Act key={done.sequence} done={done} />
          ))}
        </ol>
      </details>
    </>
  )
}

/** Fee, old cards and delivery, how earlier doubts ended, and what the desk did. */
export function DeskPanel({ file }: { readonly file: File }) {
  const say = useSay()
  const cards = file.oldCards.map(
    ({ kind, number, handling }) =>
      `${say(nameIn(oldCardKinds, kind))} ${number}: ${say(nameIn(handlings, handling))}`,
  )
  const cases = file.duplicateCases.flatMap(({ verdict }) =>
    verdict && Object.hasOwn(verdicts, verdict) ? say(verdicts[verdict as keyof typeof verdicts].text) : [],
  )
  const facts: readonly Fact[] = [
    [words.fee, useFee(file)],
    [words.cards, cards.join('; ')],
    [words.delivery, useDelivery(file)],
    [words.searched, cases.join('; ')],
  ]
  return (
    <>
      <section className="panel" aria-label={say(words.title)}>
        <h2>{say(words.title)}</h2>
        <Facts facts={facts} />
      </section>
      <section className="panel" aria-label={say(words.done)}>
        <h2>{say(words.done)}</h2>
        <Acts actions={file.actions} />
      </section>
    </>
  )
}
