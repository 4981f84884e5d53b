import { useState } from 'react'
import { fingerLikeness } from '../../../core/adjudication/finger-bands.ts'
import { matchThreshold } from '../../../core/biometrics/minutiae-match.ts'
import { ridgeBifurcation, ridgeEnding } from '../../../core/biometrics/minutiae.ts'
import { fingerNames, type FingerPosition } from '../../../core/biometrics/positions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import {
  FingerComparisonDocument,
  type FingerComparisonQuery,
  type PersonShownFragment,
  type PrintShownFragment,
} from '../generated/duplicate-case.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import type { CaseCandidate } from './case-detail.ts'
import { drawPairs, type Minutia } from './draw-pairs.ts'
import { fingersOf, firstFinger } from './finger-choice.ts'
import { FingerPair } from './finger-pair.tsx'
import { FingerScores } from './finger-scores.tsx'
import './fingers.css'

const words = {
  title: { vi: 'Vân tay', en: 'Fingers' },
  next: { vi: 'Ngón sau', en: 'Next finger' },
  before: { vi: 'Ngón trước', en: 'Finger before' },
  none: { vi: 'Hai người không có ngón nào để so với nhau.', en: 'The two have no finger to compare.' },
  comparing: { vi: 'Đang so hai dấu vân tay…', en: 'Comparing…' },
  score: { vi: 'Điểm khớp', en: 'Score' },
  threshold: { vi: 'ngưỡng', en: 'threshold' },
  pairs: { vi: 'cặp đặc điểm trùng nhau', en: 'matched pairs' },
  sum: { vi: 'Cộng', en: 'Sum of' },
  systems: { vi: 'Điểm của hệ thống nhận dạng', en: 'Scores of the biometric systems' },
  fingers: { vi: 'ngón', en: 'fingers' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** No verdict: it says whether people have to look. */
const likenessNames = {
  STRANGER: { vi: 'dưới mức nghi vấn', en: 'below suspicion' },
  UNCERTAIN: { vi: 'trong vùng nghi vấn', en: 'in the uncertain band' },
  LIKELY: { vi: 'rất giống', en: 'very alike' },
} as const satisfies Readonly<Record<ReturnType<typeof fingerLikeness>, Bilingual>>

type Comparison = Extract<
  FingerComparisonQuery['fingerComparison'],
  { readonly __typename: 'FingerComparison' }
>

const kinds = new Map<number, Minutia['kind']>([
  [ridgeEnding, 'ENDING'],
  [ridgeBifurcation, 'BIFURCATION'],
])
const drawn = ({ minutiae }: PrintShownFragment): readonly Minutia[] =>
  minutiae.map(({ x, y, angle, type }) => ({ x, y, angle, kind: kinds.get(type) ?? 'OTHER' }))

function Compared({
  comparison,
  position,
  qualities,
}: {
  readonly comparison: Comparison
  readonly position: FingerPosition
  readonly qualities: readonly [number | null, number | null]
}) {
  const say = useSay()
  const { applicant, candidate, pairs, score, threshold } = comparison
  const { probe, candidate: other } = drawPairs(
    drawn(applicant),
    drawn(candidate),
    pairs.map((pair) => ({ probe: pair.applicant, candidate: pair.candidate })),
  )
  const print = (side: PrintShownFragment, minutiae: typeof probe, quality: number | null) => ({
    size: { width: side.width, height: side.height },
    imagePath: side.samplePath,
    minutiae,
    quality,
  })
  return (
    <div>
      <p className="finger-verdict" aria-live="polite">
        <strong>{say(fingerNames[position])}</strong>: {say(words.score)} {formatCount(Math.round(score))} (
        {say(words.threshold)} {threshold}), {pairs.length} {say(words.pairs)}
      </p>
      <FingerPair
        key={position}
        finger={fingerNames[position]}
        applicant={print(applicant, probe, qualities[0])}
        candidate={print(candidate, other, qualities[1])}
        pairs={pairs.length}
      />
    </div>
  )
}

/** What each biometric system said, on its own scale: where they disagree, people decide. */
function SystemScores({ candidate }: { readonly candidate: CaseCandidate }) {
  const say = useSay()
  const named = candidate.scores.filter(({ abis }) => abis !== null)
  if (named.length === 0) return null
  return (
    <p className="finger-sum">
      {say(words.systems)}:{' '}
      {named.map(({ abis, score }) => `${abis} ${formatCount(Math.round(score))}`).join(', ')}
    </p>
  )
}

interface FingersPanelProps {
  readonly caseId: string
  readonly applicant: PersonShownFragment
  readonly candidate: CaseCandidate
}

/** Scores of all fingers, and the two prints of one of them: j and k go from finger to finger. */
export function FingersPanel({ caseId, applicant, candidate }: FingersPanelProps) {
  const say = useSay()
  const fingers = fingersOf(applicant, candidate)
  const comparable = fingers.filter(({ both }) => both).map(({ position }) => position)
  const [chosen, setChosen] = useState<FingerPosition | null>(() => firstFinger(fingers))
  const step = (by: 1 | -1) => () => {
    const at = chosen === null ? -1 : comparable.indexOf(chosen)
    const next = comparable[(at + by + comparable.length) % comparable.length]
    if (next !== undefined) setChosen(next)
  }
  useShortcut(comparable.length > 1 ? 'j' : null, words.next, step(1))
  useShortcut(comparable.length > 1 ? 'k' : null, words.before, step(-1))
  const { data, busy, trouble, again } = useAsk(
    FingerComparisonDocument,
    { caseId, candidateId: candidate.id, position: chosen ?? 0 },
    { pause: chosen === null },
  )
  const answer = data?.fingerComparison
  // The finger before stays until this one is there.
  const comparison =
    answer?.__typename === 'FingerComparison' && answer.applicant.position === chosen ? answer : null
  const scores = fingers.flatMap(({ score }) => (score === null ? [] : [score]))
  const qualityOf = (person: PersonShownFragment) =>
    person.fingers.find(({ position }) => position === chosen)?.quality ?? null
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {comparable.length === 0 && <p>{say(words.none)}</p>}
      <div className="fingers">
        <div>
          <FingerScores fingers={fingers} threshold={matchThreshold} chosen={chosen} onChoose={setChosen} />
          {scores.length > 0 && (
            <p className="finger-sum">
              {say(words.sum)} {scores.length} {say(words.fingers)}:{' '}
              <strong>{formatCount(Math.round(scores.reduce((sum, one) => sum + one, 0)))}</strong>,{' '}
              {say(likenessNames[fingerLikeness(scores)])}
            </p>
          )}
          <SystemScores candidate={candidate} />
        </div>
        <div>
          <TroubleNotice trouble={trouble} onAgain={again} />
          {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
          {chosen !== null && comparison && (
            <Compared
              comparison={comparison}
              position={chosen}
              qualities={[qualityOf(applicant), qualityOf(candidate.person)]}
            />
          )}
          {chosen !== null && !comparison && busy && <p className="soft">{say(words.comparing)}</p>}
        </div>
      </div>
    </section>
  )
}
