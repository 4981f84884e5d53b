import type { DayReconciliation } from '../../../core/contracts/desk/day.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { words } from './words.ts'

interface CloseDayProps {
  readonly reconciliation: DayReconciliation
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The day is closed where nothing is open; the figures are seen before they are signed for. */
export function CloseDay({ reconciliation, onClose, onDone }: CloseDayProps) {
  const say = useSay()
  const command = useCommand()
  const close = async () => {
    if (await command.run({ method: 'POST', path: '/day/reconciliation' })) onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.closeTitle)}>
      <RefusalNotice refusal={command.refusal} />
      <Reconciliation reconciliation={reconciliation} />
      <div className="row close-day-row">
        <ActionButton
          label={words.closeDo}
          keys="Ctrl+Enter"
          loading={command.busy}
          disabled={reconciliation.open > 0}
          onClick={() => void close()}
        />
      </div>
    </Dialog>
  )
}
