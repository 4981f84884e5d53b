import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import { formatInstant } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { SessionLine } from '../../api/use-session.ts'
import { pngOf, SignaturePad } from '../../biometrics/signature-pad.tsx'
import { words } from './words.ts'

interface ConsentBoxProps {
  readonly session: SessionView
  readonly line: SessionLine
}

/** The words that the citizen agrees to before anything is captured, and their signature under them. */
export function ConsentBox({ session, line }: ConsentBoxProps) {
  const say = useSay()
  const pad = useRef<HTMLCanvasElement>(null)
  const [inked, setInked] = useState(false)
  const [cleared, setCleared] = useState(0)
  const [again, setAgain] = useState(false)
  const { consent, consentText } = session
  const agree = async (signature: string | null) => {
    if (await line.act('/consent', { version: consentText.version, signature })) setAgain(false)
  }
  if (consent && !again) {
    return (
      <div className="row">
        <p className="badge badge-good">
          {say(words.consentGiven)} {formatInstant(consent.at)}
        </p>
        <Button variant="subtle" onClick={() => setAgain(true)}>
          {say(words.consentAgain)}
        </Button>
      </div>
    )
  }
  return (
    <>
      <blockquote className="consent-text">{say(consentText.text)}</blockquote>
      <p className="soft">{say(words.consentLead)}</p>
      <SignaturePad ref={pad} cleared={cleared} onInk={() => setInked(true)} />
      <div className="row">
        <Button disabled={!inked || line.busy} onClick={() => pad.current && void agree(pngOf(pad.current))}>
          {say(words.consentSign)}
        </Button>
        <Button
          variant="default"
          disabled={!inked}
          onClick={() => {
            setInked(false)
            setCleared(cleared + 1)
          }}
        >
          {say(words.consentClear)}
        </Button>
        <Button variant="default" disabled={line.busy} onClick={() => void agree(null)}>
          {say(words.consentOnPaper)}
        </Button>
      </div>
    </>
  )
}
