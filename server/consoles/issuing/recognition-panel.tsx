import { useEffect } from 'react'
import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { HolderRecognitionDocument } from '../generated/issuing.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useWatch } from '../parts/use-watch.ts'
import type { CardAtCounter } from './card-at-counter.ts'

const words = {
  title: { vi: '1. Đối chiếu chủ thẻ', en: '1. Is it the holder?' },
  take: { vi: 'Mời chủ thẻ đặt ngón lên đầu đọc:', en: 'The holder lays on the scanner:' },
  waiting: { vi: 'Đang chờ vân tay từ đầu đọc…', en: 'Waiting for the scanner…' },
  same: { vi: 'Đúng chủ thẻ', en: 'It is the holder' },
  bySupervisor: { vi: 'Trưởng điểm đã xác nhận đúng chủ thẻ', en: 'Recognised by the supervisor' },
  until: { vi: 'trả thẻ trước', en: 'hand the card over before' },
  more: {
    vi: 'Chưa kết luận được: lau mặt kính, lấy lại bốn ngón:',
    en: 'Not sure yet: clean the glass and take four fingers:',
  },
  different: { vi: 'Không phải chủ thẻ. Không trả thẻ.', en: 'Not the holder. Keep the card.' },
  tries: { vi: 'lần đối chiếu không đạt trong 24 giờ', en: 'comparisons of 24 hours in vain' },
  supervisor: {
    vi: 'Không lấy được vân tay: trưởng điểm quét thẻ này ở màn hình của mình, đối chiếu khuôn mặt, giấy tờ và quyết định.',
    en: 'Fingers cannot tell: the supervisor scans this card on a screen of their own, compares face and papers, and decides.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface RecognitionPanelProps {
  readonly card: CardAtCounter
  readonly scan: string
  readonly onRecognised: (recognised: boolean) => void
}

/** What the scanner of the counter has found so far; asked again until it is the holder. */
export function RecognitionPanel({ card, scan, onRecognised }: RecognitionPanelProps) {
  const say = useSay()
  const { data, trouble, again } = useAsk(HolderRecognitionDocument, { scan }, { policy: 'network-only' })
  const answer = data?.holderRecognition
  const found = answer?.__typename === 'HolderRecognition' ? answer : null
  const recognised = found !== null && found.until !== null
  useWatch(!recognised, again)
  useEffect(() => onRecognised(recognised), [recognised, onRecognised])
  const wanted = card.fingers.slice(0, found?.last === 'MORE_FINGERS' ? 4 : 2)
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2 className="step-title">{say(words.title)}</h2>
      <TroubleNotice trouble={trouble} onAgain={again} />
      {found?.until && (
        <Notice tone="good" title={say(found.by === 'SUPERVISOR' ? words.bySupervisor : words.same)} spoken>
          <p>
            {say(words.until)} {formatInstant(found.until)}
          </p>
        </Notice>
      )}
      {!recognised && found?.last === 'DIFFERENT' && (
        <Notice tone="trouble" title={say(words.different)} spoken />
      )}
      {!recognised && wanted.length >= 2 && (
        <>
          <p>
            {say(found?.last === 'MORE_FINGERS' ? words.more : words.take)}{' '}
            <strong>{wanted.map((finger) => nameOf(finger, say)).join(', ')}</strong>
          </p>
          <output className="soft">{say(words.waiting)}</output>
        </>
      )}
      {!recognised && found !== null && found.tries > 0 && (
        <p>
          <strong>{found.tries}</strong> {say(words.tries)}
        </p>
      )}
      {!recognised && (wanted.length < 2 || (found?.tries ?? 0) > 1) && <p>{say(words.supervisor)}</p>}
    </section>
  )
}

function nameOf(finger: number, say: (text: Bilingual) => string): string {
  const position = fingerPositions.find((known) => known === finger)
  return position ? say(fingerNames[position]).toLocaleLowerCase('vi') : String(finger)
}
