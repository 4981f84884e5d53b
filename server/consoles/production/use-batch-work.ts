import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import type { BatchRowFragment } from '../generated/batches.ts'
import { PassUnsampledDocument } from '../generated/card-checks.ts'
import { useAct } from '../graphql/use-act.ts'
import { type BatchEvent, batchEvents, batchStates } from './batch-steps.ts'
import { useBatchStep } from './use-batch-step.ts'

/** What is done with the batches of a list, what is asked before, and what came of it. */
export function useBatchWork(again: () => void) {
  const [question, setQuestion] = useState<{
    readonly batch: BatchRowFragment
    readonly event: BatchEvent
  } | null>(null)
  const [told, setTold] = useState<Bilingual | null>(null)
  const passing = useAct(PassUnsampledDocument)
  const finish = (what: Bilingual) => {
    setTold(what)
    setQuestion(null)
    again()
  }
  const step = useBatchStep(({ number, state }) => {
    const { vi, en } = batchStates[state]
    finish({ vi: `${number}: ${vi}`, en: `${number}: ${en}` })
  })
  const clear = () => {
    setTold(null)
    step.clear()
    passing.clear()
  }
  const pass = async ({ id, number }: BatchRowFragment) => {
    clear()
    const done = await passing.act({ batchId: id })
    if (!done) return
    const count = formatCount(done.passed)
    finish({ vi: `${number}: ${count} thẻ đạt theo lô`, en: `${number}: ${count} cards passed with it` })
  }
  return {
    question,
    told,
    step,
    refusal: step.refusal ?? passing.refusal,
    trouble: step.trouble ?? passing.trouble,
    begin: (batch: BatchRowFragment, event: BatchEvent) => {
      clear()
      if (batchEvents[event].asks) setQuestion({ batch, event })
      else step.run({ batch, event, reason: null })
    },
    pass: (batch: BatchRowFragment) => void pass(batch),
    close: () => {
      setQuestion(null)
      clear()
      again()
    },
  }
}
