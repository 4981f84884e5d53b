import { Checkbox, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import {
  sendBackCodes,
  type SendBackReason,
  sendBackReasons,
} from '../../../core/enrollment/send-back-reasons.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { words } from './words.ts'

interface SendBackDialogProps {
  readonly id: string
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Nothing goes back without a reason; the operator reads reasons and note above the file. */
export function SendBackDialog({ id, onClose, onDone }: SendBackDialogProps) {
  const say = useSay()
  const command = useCommand()
  const [reasons, setReasons] = useState<readonly SendBackReason[]>([])
  const [note, setNote] = useState('')
  const incomplete = reasons.length === 0 || (reasons.includes('OTHER') && note.trim() === '')
  const send = async () => {
    const body = { reasons, note: note.trim() === '' ? null : note.trim() }
    if (await command.run({ method: 'POST', path: `/sessions/${id}/send-back`, body, scope: id })) onDone()
  }
  return (
    <Dialog opened onClose={onClose} title={say(words.sendBackTitle)}>
      <form
        className="send-back"
        onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
          event.preventDefault()
          if (!incomplete) void send()
        }}
      >
        <p className="code">{id}</p>
        <RefusalNotice refusal={command.refusal} />
        <Checkbox.Group
          label={say(words.reasons)}
          value={[...reasons]}
          onChange={(values) => setReasons(sendBackCodes.filter((code) => values.includes(code)))}
        >
          <div className="send-back-reasons">
            {sendBackCodes.map((code, i) => (
              <Checkbox
                key={code}
                value={code}
                label={say(sendBackReasons[code])}
                {...(i === 0 && { 'data-autofocus': true })}
              />
            ))}
          </div>
        </Checkbox.Group>
        <Textarea
          label={say(words.note)}
          maxLength={300}
          autosize
          minRows={2}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <div className="row">
          <ActionButton
            type="submit"
            label={words.sendBack}
            keys="Ctrl+Enter"
            loading={command.busy}
            disabled={incomplete}
          />
        </div>
      </form>
    </Dialog>
  )
}
