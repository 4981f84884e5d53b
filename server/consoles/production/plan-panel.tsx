import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PlanBatchesDocument } from '../generated/batches.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Lập lô từ các lệnh in đang chờ', en: 'Plan batches of the jobs that wait' },
  help: {
    vi: 'Thẻ làm lại vào lô trước, rồi đến hạn gần nhất.',
    en: 'Remakes first, then by deadline.',
  },
  size: { vi: 'Số thẻ tối đa một lô', en: 'Most cards in a batch' },
  plan: { vi: 'Lập lô', en: 'Plan' },
  nothing: { vi: 'Không có lệnh in nào chưa vào lô.', en: 'Every job is in a batch.' },
  batches: { vi: 'lô nháp', en: 'drafts' },
  cards: { vi: 'thẻ', en: 'cards' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** A tray of the stacker, as server/production/batches/plan-batches.ts has it. */
const usualSize = 500
const mostJobs = 1000

/** Puts all jobs that wait into drafts. */
export function PlanPanel({ onPlanned }: { readonly onPlanned: () => void }) {
  const say = useSay()
  const [size, setSize] = useState<number>(usualSize)
  const [planned, setPlanned] = useState<{ readonly batches: number; readonly jobs: number } | null>(null)
  const plan = useAct(PlanBatchesDocument)
  const run = async () => {
    setPlanned(null)
    const done = await plan.act({ size })
    if (!done) return
    setPlanned(done)
    onPlanned()
  }
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      <p className="soft">{say(words.help)}</p>
      <div className="row">
        <NumberInput
          className="size-input"
          label={say(words.size)}
          value={size}
          onChange={(value) => setSize(typeof value === 'number' ? value : usualSize)}
          min={1}
          max={mostJobs}
          allowDecimal={false}
          hideControls
        />
        <ActionButton label={words.plan} keys="l" loading={plan.busy} onClick={() => void run()} />
      </div>
      <RefusalNotice refusal={plan.refusal} trouble={plan.trouble} />
      {planned && (
        <Notice
          tone={planned.batches > 0 ? 'good' : 'plain'}
          spoken
          title={
            planned.batches > 0
              ? `${formatCount(planned.batches)} ${say(words.batches)}, ${formatCount(planned.jobs)} ${say(words.cards)}`
              : say(words.nothing)
          }
        />
      )}
    </section>
  )
}
