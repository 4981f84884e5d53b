import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useSay } from '../../../ui/language.tsx'
import type { Bilingual } from '../../../core/errors.ts'
import { pngOf, SignaturePad } from '../biometrics/signature-pad.tsx'
import type { StageProps } from './stage.ts'
import { words } from './words.ts'

interface SignatureProps {
  readonly done: Bilingual
  readonly busy: boolean
  readonly onSigned: (png: string) => void
}

function Signature({ done, busy, onSigned }: SignatureProps) {
  const say = useSay()
  const pad = useRef<HTMLCanvasElement>(null)
  const [inked, setInked] = useState(false)
  const [cleared, setCleared] = useState(0)
  return (
    <>
      <SignaturePad ref={pad} cleared={cleared} onInk={() => setInked(true)} />
      <div className="citizen-buttons">
        <Button
          size="xl"
          disabled={!inked || busy}
          onClick={() => pad.current && onSigned(pngOf(pad.current))}
        >
          {say(done)}
        </Button>
        <Button
          size="xl"
          variant="default"
          disabled={!inked}
          onClick={() => {
            setInked(false)
            setCleared(cleared + 1)
          }}
        >
          {say(words.clear)}
        </Button>
      </div>
    </>
  )
}

/** The words that the citizen agrees to, and their signature under them. */
export function ConsentStage({ session, line }: StageProps) {
  const say = useSay()
  const { version, text } = session.consentText
  return (
    <div className="citizen-sign">
      <h1>{say(words.consent)}</h1>
      <p className="citizen-text">{say(text)}</p>
      <p>{say(words.sign)}</p>
      <Signature
        done={words.consentSign}
        busy={line.busy}
        onSigned={(signature) => void line.act('/consent', { version, signature })}
      />
    </div>
  )
}

/** The signature that the file carries. */
export function SignStage({ line }: StageProps) {
  const say = useSay()
  return (
    <div className="citizen-sign">
      <h1>{say(words.sign)}</h1>
      <Signature
        done={words.signDone}
        busy={line.busy}
        onSigned={(signature) => void line.act('/signature', { signature })}
      />
    </div>
  )
}
