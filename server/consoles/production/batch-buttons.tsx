import { Button } from '@mantine/core'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { BatchRowFragment } from '../generated/batches.ts'
import { useMay } from '../session/session.tsx'
import { type BatchEvent, batchEvents, stepsOf } from './batch-steps.ts'
import { pressInRow } from './press-in-row.ts'

interface BatchStepsProps {
  readonly batch: BatchRowFragment
  readonly onStep: (event: BatchEvent) => void
}

/** A button for each thing that this officer may do with the batch now. */
export function BatchSteps({ batch, onStep }: BatchStepsProps) {
  const say = useSay()
  const may = useMay()
  return (
    <span className="row-buttons">
      {stepsOf(batch, may).map((event, i) => (
        <Button
          key={event}
          size="xs"
          variant={i === 0 ? 'filled' : 'default'}
          data-step={event}
          rightSection={<KeyHint keys={batchEvents[event].keys} />}
          onClick={() => onStep(event)}
        >
          {say(batchEvents[event].name)}
        </Button>
      ))}
    </span>
  )
}

function BatchKey({ event }: { readonly event: BatchEvent }) {
  const { keys, name } = batchEvents[event]
  useShortcut(keys, name, () => pressInRow(`[data-step=${event}]`))
  return null
}

/** The keys that are printed on the buttons of the rows. */
export function BatchKeys() {
  const may = useMay()
  return (Object.keys(batchEvents) as BatchEvent[])
    .filter((event) => may(batchEvents[event].action))
    .map((event) => <BatchKey key={event} event={event} />)
}
