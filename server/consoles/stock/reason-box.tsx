import type { SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { ReasonField } from './fields.tsx'

interface ReasonBoxProps {
  readonly title: Bilingual
  /** What it is about, behind the title. */
  readonly subject: string
  readonly lead: Bilingual
  readonly label?: Bilingual
  readonly act: { readonly busy: boolean; readonly refusal: Refusal | null; readonly trouble: Trouble | null }
  readonly reason: string
  readonly onReason: (text: string) => void
  readonly onSubmit: () => void
  readonly onClose: () => void
}

/** A step that is not taken without a sentence saying why; Ctrl+Enter takes it. */
export function ReasonBox(props: ReasonBoxProps) {
  const { title, subject, lead, label, act, reason, onReason, onSubmit, onClose } = props
  const say = useSay()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(title)} ${subject}`}>
      <form className="form-lines" onSubmit={submit}>
        <p>{say(lead)}</p>
        <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
        <ReasonField value={reason} onValue={onReason} first {...(label && { label })} />
        <ActionButton
          label={title}
          type="submit"
          keys="Ctrl+Enter"
          loading={act.busy}
          disabled={reason.trim() === ''}
        />
      </form>
    </Dialog>
  )
}
