import { TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import type { KeyName } from '../../../ui/shortcuts.tsx'
import type { Refusal, Trouble } from '../graphql/trouble.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { parcelWords } from './words.ts'

interface SealCheckProps {
  readonly act: { readonly busy: boolean; readonly refusal: Refusal | null; readonly trouble: Trouble | null }
  readonly label: Bilingual
  readonly keys: KeyName
  readonly onSeal: (sealNumber: string) => void
}

/** The number is read off the seal itself: the screen does not say what it should be. */
export function SealCheck({ act, label, keys, onSeal }: SealCheckProps) {
  const say = useSay()
  const [sealNumber, setSealNumber] = useState('')
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSeal(sealNumber)
  }
  return (
    <form className="form-lines" onSubmit={submit}>
      <RefusalNotice refusal={act.refusal} trouble={act.trouble} />
      <div className="row">
        <TextInput
          label={say(parcelWords.seal)}
          value={sealNumber}
          onChange={({ currentTarget }) => setSealNumber(currentTarget.value)}
          required
          autoComplete="off"
          maxLength={30}
          classNames={{ input: 'code' }}
        />
        <ActionButton
          label={label}
          type="submit"
          keys={keys}
          loading={act.busy}
          disabled={sealNumber.trim() === ''}
        />
      </div>
    </form>
  )
}
