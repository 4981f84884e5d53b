import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { BatchRowFragment } from '../generated/batches.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { type BatchEvent, batchEvents, steerReasons } from './batch-steps.ts'
import type { BatchStep } from './use-batch-step.ts'

const words = {
  sure: {
    vi: 'Phát hành xong, các trạm in được lấy lệnh của lô này. Bản kê đã ký được so với nội dung sẽ in.',
    en: 'Once released, stations take its jobs. The signed manifest is compared with what will be printed.',
  },
  cards: { vi: 'thẻ', en: 'cards' },
  manifest: { vi: 'Mã băm bản kê (SHA-256)', en: 'Manifest (SHA-256)' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface BatchDialogProps {
  readonly batch: BatchRowFragment
  readonly event: BatchEvent
  readonly step: BatchStep
  readonly onClose: () => void
}

/** Asked before a step that is not taken back by another press: why, or whether it is meant. */
export function BatchDialog({ batch, event, step, onClose }: BatchDialogProps) {
  const { name, asks } = batchEvents[event]
  const title: Bilingual = { vi: `${name.vi}: ${batch.number}`, en: `${name.en}: ${batch.number}` }
  const run = (reason: string | null) => step.run({ batch, event, reason })
  return asks === 'REASON' ? (
    <ReasonDialog title={title} reasons={steerReasons} act={step} onReason={run} onClose={onClose} />
  ) : (
    <SureDialog title={title} batch={batch} step={step} onSure={() => run(null)} onClose={onClose} />
  )
}

interface SureDialogProps {
  readonly title: Bilingual
  readonly batch: BatchRowFragment
  readonly step: BatchStep
  readonly onSure: () => void
  readonly onClose: () => void
}

function SureDialog({ title, batch, step, onSure, onClose }: SureDialogProps) {
  const say = useSay()
  return (
    <Dialog opened onClose={onClose} title={say(title)}>
      <div className="dialog-lines">
        <p>
          <strong>{formatCount(batch.count)}</strong> {say(words.cards)}. {say(words.sure)}
        </p>
        {batch.manifestSha256 && (
          <p className="soft">
            {say(words.manifest)}: <span className="code hash">{batch.manifestSha256}</span>
          </p>
        )}
        <RefusalNotice refusal={step.refusal} trouble={step.trouble} onReload={onClose} />
        <ActionButton
          label={batchEvents.release.name}
          keys="Ctrl+Enter"
          loading={step.busy}
          onClick={onSure}
          data-autofocus
        />
      </div>
    </Dialog>
  )
}
