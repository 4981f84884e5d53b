import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from '../frame/screen.tsx'
import { BlankCountsDocument } from '../generated/stock.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { BlankLookup } from './blank-lookup.tsx'
import { type Done, DoneNotice } from './done.tsx'
import { GiveBackDialog } from './give-back-dialog.tsx'
import { IssueDialog } from './issue-dialog.tsx'
import { StockNav } from './stock-nav.tsx'
import { StoreCounts } from './store-counts.tsx'
import './stock.css'
import { title } from './title.ts'
import { usePlaces } from './use-places.ts'

const words = {
  lead: {
    vi: 'Phôi thẻ đang ở đâu, bao nhiêu; cấp cho trạm in và nhận trả cuối ca.',
    en: 'Where the blanks are and how many; issue to stations, and what comes back.',
  },
  issue: { vi: 'Cấp phôi cho trạm', en: 'Issue to a station' },
  giveBack: { vi: 'Nhận trả phôi', en: 'Take back' },
  empty: {
    vi: 'Chưa có kho hay trạm in nào trong đơn vị của bạn. Nhận lô phôi đầu tiên ở mục Lô phôi.',
    en: 'There is no store or station in your units yet. Take in the first lot under Lots.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Kho phôi: how many blanks are where. */
export function StockScreen() {
  const say = useSay()
  const may = useMay()
  const places = usePlaces()
  const counts = useAsk(BlankCountsDocument, {}, { policy: 'cache-and-network' })
  const [asking, setAsking] = useState<'issue' | 'giveBack' | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const finish = (what: Done) => {
    setAsking(null)
    setDone(what)
    counts.again()
    places.again()
  }
  const ask = (what: 'issue' | 'giveBack') => {
    setDone(null)
    setAsking(what)
  }
  const hasStations = places.places.some(({ stations }) => stations.length > 0)
  const Question = asking === 'issue' ? IssueDialog : GiveBackDialog
  return (
    <Screen
      title={title}
      lead={words.lead}
      actions={
        may('stock.keep') &&
        hasStations && (
          <>
            <ActionButton label={words.issue} keys="F2" onClick={() => ask('issue')} />
            <ActionButton
              label={words.giveBack}
              keys="F3"
              variant="default"
              onClick={() => ask('giveBack')}
            />
          </>
        )
      }
    >
      <StockNav />
      <DoneNotice done={done} />
      <TroubleNotice trouble={counts.trouble ?? places.trouble} onAgain={counts.again} />
      {places.loaded && places.places.length === 0 && <p className="empty">{say(words.empty)}</p>}
      {counts.data &&
        places.places.map((place) => (
          <StoreCounts key={place.code} place={place} counts={counts.data?.blankCounts ?? []} />
        ))}
      <BlankLookup places={places} />
      {asking && <Question places={places.places} onDone={finish} onClose={() => setAsking(null)} />}
    </Screen>
  )
}
