import { Textarea } from '@mantine/core'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { words } from './words.ts'

interface IrisStageProps {
  readonly session: SessionView
  readonly reason: string
  readonly busy: boolean
  readonly onReason: (reason: string) => void
  readonly onSave: () => void
}

/** The law asks for the iris and this centre has no device: a waiver with an end, or a reason, never a silent gap. */
export function IrisStage({ session: { iris }, reason, busy, onReason, onSave }: IrisStageProps) {
  const say = useSay()
  if (iris?.status === 'WAIVED') {
    return (
      <Notice tone="plain" title={say(words.irisTitle)}>
        <p>
          {say(words.irisWaived)} {formatDate(iris.until)}.
        </p>
      </Notice>
    )
  }
  if (iris?.status === 'CAPTURED') return <Notice tone="good" title={say(words.irisTaken)} />
  return (
    <div className="stage-form">
      {iris ? (
        <Notice tone="attention" title={say(words.irisExcepted)}>
          <p>{iris.reason}</p>
        </Notice>
      ) : (
        <p>{say(words.irisMissing)}</p>
      )}
      <Textarea
        label={say(words.irisReason)}
        maxLength={200}
        autosize
        minRows={2}
        value={reason}
        onChange={({ currentTarget }) => onReason(currentTarget.value)}
      />
      <div className="row">
        <ActionButton
          label={words.save}
          keys="F4"
          loading={busy}
          disabled={reason.trim() === ''}
          onClick={onSave}
        />
      </div>
    </div>
  )
}
