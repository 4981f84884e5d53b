import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Action } from '../../../core/access/actions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { Screen } from '../frame/screen.tsx'
import type { BatchState } from '../generated/batches.ts'
import { useMay } from '../session/session.tsx'
import { BatchList } from './batch-list.tsx'
import { batchStateOrder, batchStates } from './batch-steps.ts'
import { PlanPanel } from './plan-panel.tsx'
import './production.css'
import { ProductionNav } from './production-nav.tsx'
import { UrgentPanel } from './urgent-panel.tsx'

const words = {
  title: { vi: 'Lô sản xuất', en: 'Batches' },
  lead: {
    vi: 'Người chốt lô không phát hành lô đó: trạm in chỉ in lô đã có hai chữ ký.',
    en: 'Who freezes a batch does not release it: stations print what two officers have signed.',
  },
  state: { vi: 'Trạng thái', en: 'State' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Where this officer's work begins: releasing, planning, or checking what was printed. */
const firstState = (may: (action: Action) => boolean): BatchState =>
  may('batch.release') ? 'FROZEN' : may('batch.plan') ? 'DRAFT' : 'RUNNING'

/** Batches by state. */
export function BatchesScreen() {
  const say = useSay()
  const may = useMay()
  const [state, setState] = useState(() => firstState(may))
  const [planned, setPlanned] = useState(0)
  const showDrafts = () => {
    setState('DRAFT')
    setPlanned((count) => count + 1)
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <ProductionNav />
      {may('batch.plan') && <PlanPanel onPlanned={showDrafts} />}
      {may('application.hasten') && <UrgentPanel />}
      <NativeSelect
        className="state-select"
        label={say(words.state)}
        value={state}
        onChange={({ currentTarget: { value } }) =>
          setState(batchStateOrder.find((one) => one === value) ?? 'DRAFT')
        }
        data={batchStateOrder.map((value) => ({ value, label: say(batchStates[value]) }))}
      />
      <BatchList key={`${state} ${planned}`} state={state} />
    </Screen>
  )
}
