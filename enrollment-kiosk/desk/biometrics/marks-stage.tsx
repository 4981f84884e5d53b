import { Textarea } from '@mantine/core'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { words } from './words.ts'

interface MarksStageProps {
  readonly text: string
  readonly busy: boolean
  readonly onText: (text: string) => void
  readonly onSave: () => void
}

/** What is seen of a person and is theirs alone: written before anything is captured. */
export function MarksStage({ text, busy, onText, onSave }: MarksStageProps) {
  const say = useSay()
  const field = useFirstFocus<HTMLTextAreaElement>()
  return (
    <div className="stage-form">
      <Textarea
        ref={field}
        label={say(words.marks)}
        description={say(words.marksHelp)}
        maxLength={200}
        autosize
        minRows={3}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      <div className="row">
        <ActionButton
          label={words.save}
          keys="F4"
          loading={busy}
          disabled={text.trim() === ''}
          onClick={onSave}
        />
      </div>
    </div>
  )
}
