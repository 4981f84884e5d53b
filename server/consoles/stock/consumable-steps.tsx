import { Button } from '@mantine/core'
import type { Action } from '../../../core/access/actions.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { consumableLifecycle } from '../../../core/lifecycle/blank-card.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { useSay } from '../../../ui/language.tsx'
import type { ConsumablesQuery } from '../generated/consumables.ts'
import { useMay } from '../session/session.tsx'

type Consumable = ConsumablesQuery['consumables']['edges'][number]['node']

interface Step {
  readonly name: Bilingual
  readonly action: Action
}

export const consumableSteps = {
  issue: { name: { vi: 'Cấp cho trạm', en: 'Issue' }, action: 'stock.keep' },
  giveBack: { name: { vi: 'Nhận trả', en: 'Take back' }, action: 'stock.keep' },
  useUp: { name: { vi: 'Đã hết', en: 'Used up' }, action: 'stock.spoil' },
  spoil: { name: { vi: 'Hỏng', en: 'Spoiled' }, action: 'stock.spoil' },
} as const satisfies Readonly<Record<string, Step>>
export type ConsumableStep = keyof typeof consumableSteps
const steps = Object.keys(consumableSteps) as readonly ConsumableStep[]

interface ConsumableButtonsProps {
  readonly row: Consumable
  readonly onStep: (step: ConsumableStep) => void
}

/** What may be done with it as it stands. */
export function ConsumableButtons({ row, onStep }: ConsumableButtonsProps) {
  const say = useSay()
  const may = useMay()
  const possible = possibleEvents(consumableLifecycle, row.state)
  const offered = steps.filter((step) => possible.includes(step) && may(consumableSteps[step].action))
  return (
    <span className="row-buttons">
      {offered.map((step) => (
        <Button key={step} size="xs" variant="default" onClick={() => onStep(step)}>
          {say(consumableSteps[step].name)}
        </Button>
      ))}
    </span>
  )
}
