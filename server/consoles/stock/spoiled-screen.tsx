import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { Screen } from '../frame/screen.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { DeclarationsPanel } from './declarations-panel.tsx'
import { type Done, DoneNotice } from './done.tsx'
import { ReportPanel, type Reporting } from './report-panel.tsx'
import { SpoilagesPanel } from './spoilages-panel.tsx'
import { StockNav } from './stock-nav.tsx'
import './stock.css'
import { usePlaces } from './use-places.ts'
import { stockWords } from './words.ts'

const words = {
  title: { vi: 'Thẻ hỏng, mất', en: 'Spoiled and lost cards' },
  lead: {
    vi: 'Thẻ hỏng được người thứ hai xem, rồi hai cán bộ tiêu hủy; phôi mất do hai cán bộ ghi nhận.',
    en: 'A second officer sees what is spoiled, two destroy it; blanks are lost only by the word of two.',
  },
  spoil: { vi: 'Báo hỏng', en: 'Report spoiled' },
  lose: { vi: 'Báo mất', en: 'Report lost' },
  WITNESS: { vi: 'Chờ người thứ hai xem', en: 'To be witnessed' },
  DESTROY: { vi: 'Chờ tiêu hủy', en: 'To be destroyed' },
  CONFIRM: { vi: 'Chờ xác nhận', en: 'To be confirmed' },
} as const satisfies Readonly<Record<string, Bilingual>>

const lists = [
  { list: 'WITNESS', keys: 'F4' },
  { list: 'DESTROY', keys: 'F6' },
  { list: 'CONFIRM', keys: 'F7' },
] as const
type ListName = (typeof lists)[number]['list']

interface TabProps {
  readonly of: (typeof lists)[number]
  readonly chosen: boolean
  readonly onChoose: () => void
}

function Tab({ of: { list, keys }, chosen, onChoose }: TabProps) {
  const say = useSay()
  useShortcut(keys, words[list], onChoose)
  return (
    <Button
      variant={chosen ? 'filled' : 'default'}
      aria-pressed={chosen}
      rightSection={<KeyHint keys={keys} />}
      onClick={onChoose}
    >
      {say(words[list])}
    </Button>
  )
}

/** Waste and losses, each step by two officers. */
export function SpoiledScreen() {
  const say = useSay()
  const may = useMay()
  const { places, trouble, again } = usePlaces()
  const [chosen, setChosen] = useState<string | null>(null)
  const [list, setList] = useState<ListName>('WITNESS')
  const [reporting, setReporting] = useState<Reporting | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [round, setRound] = useState(0)
  const storeCode = chosen ?? places[0]?.code ?? null
  const finish = (what: Done | null, next: ListName = list) => {
    setReporting(null)
    setDone(what)
    setList(next)
    if (what) setRound((count) => count + 1)
  }
  const show = (name: ListName) => {
    setDone(null)
    setList(name)
  }
  const report = (what: Reporting) => {
    setDone(null)
    setReporting(what)
  }
  return (
    <Screen
      title={words.title}
      lead={words.lead}
      actions={
        storeCode !== null &&
        !reporting && (
          <>
            {may('stock.spoil') && (
              <ActionButton label={words.spoil} keys="F2" onClick={() => report('SPOIL')} />
            )}
            {may('stock.declare') && (
              <ActionButton label={words.lose} keys="F3" color="red.9" onClick={() => report('LOSS')} />
            )}
          </>
        )
      }
    >
      <StockNav />
      <DoneNotice done={done} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {places.length > 1 && (
        <NativeSelect
          className="state-select"
          label={say(stockWords.store)}
          value={storeCode ?? ''}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          data={places.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
        />
      )}
      {storeCode !== null && reporting && (
        <ReportPanel
          what={reporting}
          storeCode={storeCode}
          onDone={(what) => finish(what, what && reporting === 'LOSS' ? 'CONFIRM' : list)}
        />
      )}
      {storeCode !== null && !reporting && (
        <>
          <div className="row">
            {lists.map((one) => (
              <Tab key={one.list} of={one} chosen={one.list === list} onChoose={() => show(one.list)} />
            ))}
          </div>
          {list === 'CONFIRM' ? (
            <DeclarationsPanel key={round} onDone={finish} />
          ) : (
            <SpoilagesPanel
              key={`${list} ${storeCode} ${round}`}
              storeCode={storeCode}
              step={list}
              onDone={(what) => finish(what, list === 'DESTROY' ? 'CONFIRM' : list)}
            />
          )}
        </>
      )}
    </Screen>
  )
}
