import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from '../frame/screen.tsx'
import { type BoardFragment, ProductionBoardDocument, WatchBoardDocument } from '../generated/board.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useLive } from '../graphql/use-live.ts'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { BoardToday } from './board-today.tsx'
import { ForecastPanel } from './forecast-panel.tsx'
import { LanesPanel } from './lanes-panel.tsx'
import { LiveMark } from './live-mark.tsx'
import './production.css'
import './board.css'
import { ProductionNav } from './production-nav.tsx'
import { StationsPanel } from './stations-panel.tsx'
import { title } from './title.ts'
import { UnknownPanel } from './unknown-panel.tsx'

const words = {
  loading: { vi: 'Đang đọc số liệu của xưởng…', en: 'Reading the floor…' },
} as const satisfies Readonly<Record<string, Bilingual>>

const newer = (one: BoardFragment | undefined, other: BoardFragment | undefined) =>
  one && other ? (one.at >= other.at ? one : other) : (one ?? other)

/** The floor at a glance, as it is now. */
export function BoardScreen() {
  const say = useSay()
  const asked = useAsk(ProductionBoardDocument, {}, { policy: 'network-only' })
  const live = useLive(WatchBoardDocument, {})
  const board = newer(live.data?.productionBoard, asked.data?.productionBoard)
  return (
    <Screen title={title} actions={board && <LiveMark connected={live.connected} at={board.at} />}>
      <ProductionNav />
      <TroubleNotice trouble={asked.trouble} onAgain={asked.again} />
      {board ? (
        <>
          <LanesPanel lanes={board.lanes} />
          <UnknownPanel
            unknown={board.unknown}
            count={board.unknownCount}
            stations={board.stations}
            onSettled={asked.again}
          />
          <BoardToday today={board.today} />
          <StationsPanel stations={board.stations} onSteered={asked.again} />
          <ForecastPanel forecast={board.forecast} />
        </>
      ) : (
        !asked.trouble && <p className="soft">{say(words.loading)}</p>
      )}
    </Screen>
  )
}
