import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CaseDetail } from './case-detail.ts'

const words = {
  title: { vi: 'Các kết luận', en: 'Judgements' },
  round: { vi: 'Lần', en: 'Round' },
  me: { vi: 'bạn', en: 'you' },
  kept: { vi: 'giữ số', en: 'keeps' },
  portrait: { vi: 'ảnh chân dung', en: 'portrait' },
  again: { vi: 'thu nhận lại', en: 'capture again' },
  blind: { vi: 'Kết luận của người trước chưa được hiện', en: 'The judgement before is not shown' },
  why: {
    vi: 'Bạn xét độc lập, không biết người trước đã kết luận gì. Kết luận đó hiện sau khi bạn kết luận.',
    en: 'You judge for yourself. What was found before is shown once you have judged.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

type Judgement = CaseDetail['judgements'][number]

/** What is to be captured again, in words. */
export const recaptured = (positions: readonly number[], say: (text: Bilingual) => string): string =>
  positions
    .map((position) => {
      const finger = fingerPositions.find((known) => known === position)
      return say(finger ? fingerNames[finger] : words.portrait).toLocaleLowerCase('vi')
    })
    .join(', ')

interface OneProps {
  readonly judgement: Judgement
  readonly who: string | null
  readonly named: boolean
}

function One({ judgement, who, named }: OneProps) {
  const say = useSay()
  const { round, text, keptNumber, recapture, reason, mine, officerName, at } = judgement
  const more = [
    who,
    keptNumber && `${say(words.kept)} ${keptNumber}`,
    recapture.length > 0 && `${say(words.again)}: ${recaptured(recapture, say)}`,
  ].filter(Boolean)
  return (
    <li>
      <p>
        <span className="badge">
          {say(words.round)} {round}
        </span>{' '}
        <strong>{say(text)}</strong>
        {more.length > 0 && ` · ${more.join('; ')}`}
      </p>
      <p className="written">{reason}</p>
      <p className="soft">
        {mine && !named ? say(words.me) : officerName}, {formatInstant(at)}
      </p>
    </li>
  )
}

interface JudgementsPanelProps {
  readonly detail: CaseDetail
  /** By name, also whoever reads it: on paper nobody is “you”. */
  readonly named?: boolean
}

/** The judgements that this officer may see: none of another before their own. */
export function JudgementsPanel({ detail, named = false }: JudgementsPanelProps) {
  const say = useSay()
  const { judgements, candidates, blind } = detail
  const nameOf = (id: string | null) => candidates.find((one) => one.id === id)?.person.name ?? null
  if (judgements.length === 0 && !blind) return null
  return (
    <section className="panel">
      <h2>{say(words.title)}</h2>
      {blind && (
        <Notice tone="plain" title={say(words.blind)}>
          <p>{say(words.why)}</p>
        </Notice>
      )}
      {judgements.length > 0 && (
        <ol className="plain-list judgements">
          {judgements.map((judgement) => (
            <One
              key={judgement.round}
              judgement={judgement}
              who={nameOf(judgement.candidateId)}
              named={named}
            />
          ))}
        </ol>
      )}
    </section>
  )
}
