import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { usePicture } from '../api/use-picture.ts'
import '../../../ui/card/card.css'
import { CardSide } from '../../../ui/card/card-side.tsx'
import { cardValue, shownCard } from '../card/card-values.ts'
import { cardLayout } from '../../../core/card/templates.ts'
import { confirmedFields, isCardConfirmed } from './confirmation.ts'
import type { StageProps } from './stage.ts'
import { words } from './words.ts'

const front = cardLayout('CC_2024').front.fields
const back = cardLayout('CC_2024').back.fields

/** The card as it will be printed, and its items in large type: one touch says that all of it is right. */
export function CardStage({ session, line }: StageProps) {
  const say = useSay()
  const [wrong, setWrong] = useState(false)
  const { card, portrait, id, revision } = session
  const picture = usePicture(portrait ? `/sessions/${id}/files/${portrait.file}?of=${revision}` : null)
  if (!card) return null
  const shown = shownCard(card)
  const confirmed = isCardConfirmed(session)
  const confirm = () => {
    setWrong(false)
    const fields = new Set([...session.citizenConfirmed, ...confirmedFields])
    void line.act('/citizen-confirmation', { fields: [...fields] })
  }
  return (
    <div className="citizen-card">
      <h1>{say(words.check)}</h1>
      <div className="citizen-sides">
        <CardSide side="front" card={shown} portrait={picture.src} />
        <CardSide side="back" card={shown} portrait={null} />
      </div>
      <dl className="citizen-items">
        {[...front, ...back].map(({ field, label }) => (
          <div key={field} className={field === 'name' ? 'citizen-name' : undefined}>
            <dt>{say(label)}</dt>
            <dd>{cardValue(card, field) ?? '–'}</dd>
          </div>
        ))}
      </dl>
      {confirmed ? (
        <Notice tone="good" title={say(words.rightNow)} spoken />
      ) : wrong ? (
        <Notice tone="attention" title={say(words.wrong)} spoken>
          <p>{say(words.wrongHelp)}</p>
        </Notice>
      ) : null}
      <div className="citizen-buttons">
        {!confirmed && (
          <Button size="xl" disabled={line.busy} onClick={confirm}>
            {say(words.right)}
          </Button>
        )}
        <Button size="xl" variant="default" onClick={() => setWrong(true)}>
          {say(words.wrong)}
        </Button>
      </div>
    </div>
  )
}
