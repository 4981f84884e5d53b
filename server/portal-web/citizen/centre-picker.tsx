import { useState } from 'react'
import { ask } from './ask.ts'
import { ActButton, Failure, TextField } from './controls.tsx'
import type { Centre, pickupCentres } from './questions.ts'
import { useAct } from './use-said.ts'
import type { Part } from './words.ts'

/** A centre found by its name or place, twenty at most; the one that is chosen stays on the screen. */
export function CentrePicker(
  props: Part & {
    readonly label: string
    readonly among: typeof pickupCentres
    readonly chosen: Pick<Centre, 'code' | 'name'> | null
    readonly onChoose: (centre: Centre) => void
  },
) {
  const { words, language, chosen } = props
  const [text, setText] = useState('')
  const [found, setFound] = useState<readonly Centre[] | null>(null)
  const { busy, failure, act } = useAct(props.onSignedOut)
  const find = () => void act(() => ask(props.among, { text: text.trim() }), setFound)
  return (
    <fieldset className="centre-picker">
      <legend>{props.label}</legend>
      {chosen && (
        <p>
          {words.centreChosen}: <strong>{chosen.name}</strong>
        </p>
      )}
      <TextField
        label={words.findCentre}
        hint={words.findCentreHint}
        value={text}
        onChange={setText}
        longest={80}
      />
      <ActButton busy={busy} onClick={find}>
        {words.findCentre}
      </ActButton>
      <Failure failure={failure} language={language} onRetry={find} />
      {found?.length === 0 && <output>{words.noCentre}</output>}
      {found && found.length > 0 && (
        <ul className="plain-list">
          {found.map((centre) => (
            <li key={centre.code}>
              <button
                type="button"
                className="secondary"
                aria-pressed={centre.code === chosen?.code}
                onClick={() => props.onChoose(centre)}
              >
                {centre.name}
              </button>{' '}
              <span className="hint">{centre.unit}</span>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}
