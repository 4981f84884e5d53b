import { useState } from 'react'
import {
  type BatchRowFragment,
  FreezeBatchDocument,
  ReleaseBatchDocument,
  SteerBatchDocument,
} from '../generated/batches.ts'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { useAct } from '../graphql/use-act.ts'
import type { BatchEvent } from './batch-steps.ts'

interface Step {
  readonly batch: BatchRowFragment
  readonly event: BatchEvent
  readonly reason: string | null
}

export interface BatchStep {
  readonly run: (step: Step) => void
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
  readonly clear: () => void
}

/** Takes a step with a batch, by the mutation that it belongs to. */
export function useBatchStep(onDone: (batch: BatchRowFragment) => void): BatchStep {
  const freeze = useAct(FreezeBatchDocument)
  const release = useAct(ReleaseBatchDocument)
  const steer = useAct(SteerBatchDocument)
  const [last, setLast] = useState<BatchEvent>('freeze')
  const tell = (batch: BatchRowFragment | null) => {
    if (batch) onDone(batch)
  }
  const run = ({ batch: { id }, event, reason }: Step) => {
    setLast(event)
    if (event === 'freeze') void freeze.act({ id }).then(tell)
    else if (event === 'release') void release.act({ id }).then(tell)
    else void steer.act({ id, step: event, reason }).then(tell)
  }
  const { busy, refusal, trouble, clear } = last === 'freeze' ? freeze : last === 'release' ? release : steer
  return { run, busy, refusal, trouble, clear }
}
