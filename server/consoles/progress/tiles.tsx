import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

export interface Tile {
  readonly name: Bilingual
  readonly value: string
  /** "96,8 %", beside the value. */
  readonly share?: string | null
}

/** The figures that matter, large; the first is what the screen is about. */
export function Tiles({ tiles }: { readonly tiles: readonly Tile[] }) {
  const say = useSay()
  return (
    <dl className="tiles">
      {tiles.map(({ name, value, share }, i) => (
        <div key={name.en} className={i === 0 ? 'tile tile-first' : 'tile'}>
          <dt>{say(name)}</dt>
          <dd>
            {value} {share && <span className="tile-share">{share}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
