import { Radio, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { CaptureStep, FingerExceptionCommand } from '../../../core/contracts/desk/session.ts'
import type { DeskRefusal } from '../../../core/contracts/desk/station.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { exceptionKinds, words } from './words.ts'

const kinds = Object.keys(exceptionKinds) as FingerExceptionCommand['kind'][]
/** A lost finger does not come back, a bandage comes off: what is likely is chosen already. */
const usuallyPermanent: Readonly<Record<FingerExceptionCommand['kind'], boolean>> = {
  AMPUTATED: true,
  DEFORMED: true,
  WORN: false,
  BANDAGED: false,
}

interface ExceptionDialogProps {
  readonly step: CaptureStep
  readonly busy: boolean
  readonly refusal: DeskRefusal | null
  /** Kept as it is typed: a closed dialog loses nothing. */
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly onRecord: (exception: FingerExceptionCommand) => void
  readonly onClose: () => void
}

/** Why this finger cannot be taken: for good or for now, in the officer's words. */
export function ExceptionDialog(props: ExceptionDialogProps) {
  const { step, busy, refusal, reason, onReason, onRecord, onClose } = props
  const say = useSay()
  const [kind, setKind] = useState<FingerExceptionCommand['kind'] | null>(null)
  const [permanent, setPermanent] = useState<boolean | null>(null)
  const chosen = permanent ?? (kind && usuallyPermanent[kind])
  const text = reason.trim()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (kind && chosen !== null && text !== '') onRecord({ kind, permanent: chosen, reason: text })
  }
  return (
    <Dialog opened onClose={onClose} title={`${say(words.exceptionTitle)}: ${say(step.label)}`}>
      <form onSubmit={submit} className="exception-form">
        <RefusalNotice refusal={refusal} />
        <Radio.Group
          label={say(words.kind)}
          value={kind}
          onChange={(value) => setKind(kinds.find((one) => one === value) ?? null)}
        >
          <div className="choices">
            {kinds.map((one, i) => (
              <Radio
                key={one}
                value={one}
                label={say(exceptionKinds[one])}
                {...(i === 0 && { 'data-autofocus': true })}
              />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={say(words.duration)}
          value={chosen === null ? null : chosen ? 'permanent' : 'temporary'}
          onChange={(value) => setPermanent(value === 'permanent')}
        >
          <div className="choices">
            <Radio value="permanent" label={say(words.permanent)} />
            <Radio value="temporary" label={say(words.temporary)} />
          </div>
        </Radio.Group>
        <Textarea
          label={say(words.reason)}
          description={say(words.reasonHelp)}
          maxLength={200}
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => onReason(currentTarget.value)}
        />
        <div className="row">
          <ActionButton
            type="submit"
            label={words.record}
            keys="Ctrl+Enter"
            loading={busy}
            disabled={kind === null || text === ''}
          />
          <ActionButton label={words.cancel} variant="default" onClick={onClose} />
        </div>
      </form>
    </Dialog>
  )
}
