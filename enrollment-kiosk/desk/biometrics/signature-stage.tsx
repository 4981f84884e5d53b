import { Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from './capture-picture.tsx'
import { pngOf, SignaturePad } from './signature-pad.tsx'
import { words } from './words.ts'

type SignatureCommand = { readonly signature: string } | { readonly refusal: string }

interface SignatureStageProps {
  readonly session: SessionView
  readonly busy: boolean
  readonly onSave: (command: SignatureCommand) => void
}

/** The applicant signs here or in their own window; who cannot sign is asked why. */
export function SignatureStage({ session, busy, onSave }: SignatureStageProps) {
  const say = useSay()
  const { signature } = session
  const kept = usePicture(
    signature?.file ? `/sessions/${session.id}/files/${signature.file}?at=${signature.at}` : null,
  )
  return (
    <div className="stage-form">
      {signature?.refusal != null && (
        <Notice tone="attention" title={say(words.signatureRefused)}>
          <p>{signature.refusal}</p>
        </Notice>
      )}
      {signature?.file && (
        <div>
          <p className="badge badge-good">✓ {say(words.signatureKept)}</p>
          <CapturePicture
            className="signature-kept"
            picture={kept}
            label={words.signature}
            empty={words.signature}
          />
        </div>
      )}
      <SignHere busy={busy} onSave={onSave} again={signature !== null} />
    </div>
  )
}

/** The reason is asked for because a key was pressed: it takes the hands at once. */
const focusIt = (field: HTMLTextAreaElement | null) => field?.focus()

function SignHere({
  busy,
  onSave,
  again,
}: Omit<SignatureStageProps, 'session'> & { readonly again: boolean }) {
  const say = useSay()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [cleared, setCleared] = useState(0)
  const [hasInk, setHasInk] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const save = () => {
    if (refusing) onSave({ refusal: reason.trim() })
    else if (canvas.current) onSave({ signature: pngOf(canvas.current) })
  }
  return (
    <>
      <p>{say(words.signatureHelp)}</p>
      {refusing ? (
        <Textarea
          ref={focusIt}
          label={say(words.refusalReason)}
          maxLength={200}
          autosize
          minRows={2}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      ) : (
        <SignaturePad ref={canvas} cleared={cleared} onInk={() => setHasInk(true)} />
      )}
      <div className="row">
        <ActionButton
          label={words.save}
          keys="F4"
          variant={again ? 'default' : 'filled'}
          loading={busy}
          disabled={refusing ? reason.trim() === '' : !hasInk}
          onClick={save}
        />
        {!refusing && (
          <ActionButton
            label={words.clear}
            keys="F7"
            variant="default"
            disabled={!hasInk}
            onClick={() => {
              setCleared(cleared + 1)
              setHasInk(false)
            }}
          />
        )}
        <ActionButton
          label={refusing ? words.clear : words.noSignature}
          keys="F8"
          variant="default"
          onClick={() => setRefusing(!refusing)}
        />
      </div>
    </>
  )
}
