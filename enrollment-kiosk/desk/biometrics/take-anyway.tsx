import { Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { cameraWords } from './camera-words.ts'

interface TakeAnywayProps {
  readonly onReason: (reason: string) => void
  readonly onClose: () => void
}

/** A portrait that does not meet every check is taken for a reason that stays in the file. */
export function TakeAnyway({ onReason, onClose }: TakeAnywayProps) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (reason.trim() !== '') onReason(reason.trim())
  }
  return (
    <Dialog opened onClose={onClose} title={say(cameraWords.anywayTitle)}>
      <form onSubmit={submit} className="stage-form">
        <Textarea
          label={say(cameraWords.anywayReason)}
          description={say(cameraWords.anywayHelp)}
          maxLength={200}
          autosize
          minRows={2}
          data-autofocus
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <div className="row">
          <ActionButton
            type="submit"
            label={cameraWords.take}
            keys="Ctrl+Enter"
            disabled={reason.trim() === ''}
          />
        </div>
      </form>
    </Dialog>
  )
}
