import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { spoilClassNames } from '../../../core/production/spoil-classes.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { type BlankSpoilClass, DeclareLossDocument, SpoilBlanksDocument } from '../generated/spoilages.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack } from '../parts/serial-stack.tsx'
import { blanks } from './blank-stack.ts'
import type { Done } from './done.tsx'
import { ReasonField } from './fields.tsx'
import { stockWords } from './words.ts'

export type Reporting = 'SPOIL' | 'LOSS'

const words = {
  SPOIL: { vi: 'Báo phôi hỏng', en: 'Report spoiled blanks' },
  spoilLead: {
    vi: 'Phôi hỏng ngoài lệnh in, trong kho hoặc tại trạm. Người thứ hai sẽ xem lại.',
    en: 'Blanks spoiled outside a job, in the store or at a station. A second officer sees them.',
  },
  spoil: { vi: 'Ghi hỏng', en: 'Record them' },
  LOSS: { vi: 'Báo phôi mất', en: 'Report lost blanks' },
  lossLead: {
    vi: 'Gõ số từng phôi bị mất. Khi cán bộ thứ hai xác nhận, các số này bị theo dõi ở mọi nơi đọc thẻ.',
    en: 'Type the serial of each. Once a second officer confirms, they are watched for wherever cards are read.',
  },
  lose: { vi: 'Ghi mất', en: 'Declare them lost' },
  class: { vi: 'Loại hỏng', en: 'Class' },
} as const satisfies Readonly<Record<string, Bilingual>>

const classes: readonly BlankSpoilClass[] = ['DAMAGE', 'DEAD_ON_ARRIVAL', 'CHIP', 'MACHINE']

interface ReportPanelProps {
  readonly what: Reporting
  readonly storeCode: string
  readonly onDone: (done: Done | null) => void
}

/** The first officer's half: which, of what kind, and what happened. */
export function ReportPanel({ what, storeCode, onDone }: ReportPanelProps) {
  const say = useSay()
  const [serials, setSerials] = useState<readonly string[]>([])
  const [spoilClass, setSpoilClass] = useState<BlankSpoilClass>('DAMAGE')
  const [reason, setReason] = useState('')
  const spoil = useAct(SpoilBlanksDocument)
  const lose = useAct(DeclareLossDocument)
  const isLoss = what === 'LOSS'
  const act = isLoss ? lose : spoil
  const run = async () => {
    const report = { storeCode, serials, reason }
    const count = serials.length
    if (isLoss) {
      if (!(await lose.act(report))) return
      const text = {
        vi: `Đã ghi ${count} phôi mất. Chờ cán bộ thứ hai xác nhận.`,
        en: `${count} blanks are declared lost. A second officer confirms it.`,
      }
      onDone({ text })
    } else if (await spoil.act({ ...report, spoilClass })) {
      const text = {
        vi: `Đã ghi ${count} phôi hỏng. Chờ người thứ hai xem.`,
        en: `${count} blanks are recorded as spoiled. A second officer sees them.`,
      }
      onDone({ text })
    }
  }
  return (
    <section className="panel" aria-label={say(words[what])}>
      <h2>{say(words[what])}</h2>
      <p>{say(isLoss ? words.lossLead : words.spoilLead)}</p>
      <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
      <SerialStack of={blanks} serials={serials} onChange={setSerials}>
        {null}
      </SerialStack>
      {!isLoss && (
        <NativeSelect
          className="state-select"
          label={say(words.class)}
          value={spoilClass}
          onChange={({ currentTarget }) =>
            setSpoilClass(classes.find((one) => one === currentTarget.value) ?? 'DAMAGE')
          }
          data={classes.map((value) => ({ value, label: say(spoilClassNames[value]) }))}
        />
      )}
      <ReasonField value={reason} onValue={setReason} />
      <div className="row">
        <ActionButton
          label={isLoss ? words.lose : words.spoil}
          keys="Ctrl+Enter"
          {...(isLoss && { color: 'red.9' })}
          loading={act.busy}
          disabled={serials.length === 0 || reason.trim() === ''}
          onClick={() => void run()}
        />
        <ActionButton label={stockWords.cancel} variant="default" onClick={() => onDone(null)} />
      </div>
    </section>
  )
}
