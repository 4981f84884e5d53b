import { useState } from 'react'
import { useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from '../frame/screen.tsx'
import { OneShiftDocument, type ShiftRowFragment } from '../generated/shifts.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type Done, DoneNotice, PaperLink } from './done.tsx'
import { ShiftSteps } from './shift-steps.tsx'
import { ShiftSum } from './shift-sum.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { stationName } from './words.ts'

const words = {
  title: { vi: 'Đối soát ca sản xuất', en: 'Balance of a shift' },
  opened: { vi: 'mở lúc', en: 'opened' },
  closed: { vi: 'chốt lúc', en: 'closed' },
  explanation: { vi: 'Giải trình', en: 'Explanation' },
  loading: { vi: 'Đang tính…', en: 'Counting…' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Explained({ shift }: { readonly shift: ShiftRowFragment }) {
  const say = useSay()
  return (
    <>
      {shift.explanation !== null && (
        <p>
          <strong>{say(words.explanation)}:</strong> {shift.explanation}
        </p>
      )}
      {shift.minutes && (
        <p>
          <PaperLink paper={shift.minutes} />
        </p>
      )}
    </>
  )
}

/** One shift: the sum in large figures, and the next step. */
export function ShiftScreen() {
  const say = useSay()
  const { id = '' } = useParams()
  const [done, setDone] = useState<Done | null>(null)
  const { data, trouble, again } = useAsk(OneShiftDocument, { id }, { policy: 'cache-and-network' })
  const shift = data?.shift.__typename === 'Shift' ? data.shift : null
  return (
    <Screen title={words.title}>
      <StockNav />
      <DoneNotice done={done} />
      <RefusalNotice
        refusal={data?.shift.__typename === 'DomainRefusal' ? data.shift : null}
        trouble={trouble}
      />
      {!data && !trouble && <output>{say(words.loading)}</output>}
      {shift && (
        <section className="panel" aria-label={say(stationName(shift.stationNumber))}>
          <h2>
            {say(stationName(shift.stationNumber))} <span className="code soft">{shift.storeCode}</span>
          </h2>
          <p className="soft">
            {say(words.opened)} {formatInstant(shift.openedAt)}
            {shift.closedAt && ` · ${say(words.closed)} ${formatInstant(shift.closedAt)}`}
          </p>
          <ShiftSum shift={shift} />
          {shift.closedAt ? (
            <Explained shift={shift} />
          ) : (
            <ShiftSteps key={shift.state} shift={shift} onDone={setDone} onAgain={again} />
          )}
        </section>
      )}
    </Screen>
  )
}
