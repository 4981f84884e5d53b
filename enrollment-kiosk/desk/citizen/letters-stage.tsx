import { Button } from '@mantine/core'
import { useState } from 'react'
import { markLetters } from '../../../core/enrollment/compare-letters.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { MarkedText } from '../file/marked-text.tsx'
import { lettersToConfirm } from './confirmation.ts'
import type { StageProps } from './stage.ts'
import { words } from './words.ts'

/** A name that is spelled otherwise than in the registry, each letter large; one at a time. */
export function LettersStage({ session, line }: StageProps) {
  const say = useSay()
  const [wrong, setWrong] = useState(false)
  const compared = lettersToConfirm(session).find(({ field }) => !session.citizenConfirmed.includes(field))
  const claim = compared?.claim
  if (!compared || !claim) return null
  const { registry, declared } = claim
  const confirm = () => {
    setWrong(false)
    void line.act('/citizen-confirmation', { fields: [...session.citizenConfirmed, compared.field] })
  }
  return (
    <div className="citizen-letters">
      <h1>{say(words.letters)}</h1>
      <p className="citizen-label">{say(compared.label)}</p>
      <dl>
        <dt>{say(words.declared)}</dt>
        <dd className="citizen-spelling">
          <MarkedText text={declared ?? ''} marks={markLetters(registry ?? '', declared ?? '')} />
        </dd>
        <dt>{say(words.registered)}</dt>
        <dd className="citizen-spelling citizen-before">{registry ?? '–'}</dd>
      </dl>
      {wrong && (
        <Notice tone="attention" title={say(words.lettersWrong)} spoken>
          <p>{say(words.wrongHelp)}</p>
        </Notice>
      )}
      <div className="citizen-buttons">
        <Button size="xl" disabled={line.busy} onClick={confirm}>
          {say(words.lettersRight)}
        </Button>
        <Button size="xl" variant="default" onClick={() => setWrong(true)}>
          {say(words.lettersWrong)}
        </Button>
      </div>
    </div>
  )
}
