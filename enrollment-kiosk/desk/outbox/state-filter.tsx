import type { OutboxState } from '../../../core/lifecycle/outbox.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { outboxStates, outboxWords } from './outbox-words.ts'
import { words } from './words.ts'

interface StateFilterProps {
  readonly counts: Readonly<Record<OutboxState, number>>
  readonly chosen: OutboxState | null
  readonly onChoose: (state: OutboxState | null) => void
}

/** How many packets are in each state; a state with a number shows its packets alone. */
export function StateFilter({ counts, chosen, onChoose }: StateFilterProps) {
  const say = useSay()
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <fieldset className="state-filter">
      <legend className="for-ears">{say(words.states)}</legend>
      <Tile
        keys="0"
        mark=""
        name={words.all}
        count={all}
        pressed={chosen === null}
        onPress={() => onChoose(null)}
      />
      {outboxStates.map((state, i) => (
        <Tile
          key={state}
          keys={String(i + 1)}
          mark={outboxWords[state].mark}
          name={outboxWords[state].name}
          count={counts[state]}
          pressed={chosen === state}
          onPress={() => onChoose(state)}
        />
      ))}
    </fieldset>
  )
}

interface TileProps {
  readonly keys: string
  readonly mark: string
  readonly name: Bilingual
  readonly count: number
  readonly pressed: boolean
  readonly onPress: () => void
}

function Tile({ keys, mark, name, count, pressed, onPress }: TileProps) {
  const say = useSay()
  useShortcut(keys, name, onPress)
  return (
    <button type="button" className="state-tile" aria-pressed={pressed} onClick={onPress}>
      <span className="state-count">{formatCount(count)}</span>
      <span className="state-name">
        <span aria-hidden="true">{mark} </span>
        {say(name)}
      </span>
      <KeyHint keys={keys} />
    </button>
  )
}
