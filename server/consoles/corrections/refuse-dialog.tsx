import type { Bilingual } from '../../../core/errors.ts'
import { type ChangeRefusalEvent, RefuseChangeDocument } from '../generated/corrections.ts'
import { useAct } from '../graphql/use-act.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { type RefusalReason, refusalReasons } from './words.ts'

interface RefuseDialogProps {
  readonly id: string
  readonly event: ChangeRefusalEvent
  readonly title: Bilingual
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Why the checker does not agree. */
export function RefuseDialog({ id, event, title, onClose, onDone }: RefuseDialogProps) {
  const refusing = useAct(RefuseChangeDocument)
  async function refuse(reason: RefusalReason): Promise<void> {
    if (await refusing.act({ id, event, reason })) onDone()
  }
  return (
    <ReasonDialog
      title={title}
      reasons={refusalReasons}
      act={refusing}
      onReason={(reason) => void refuse(reason)}
      onClose={onClose}
    />
  )
}
