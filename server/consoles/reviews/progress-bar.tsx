import type { CSSProperties } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'

interface ProgressBarProps {
  readonly label: Bilingual
  readonly done: number
  readonly of: number
}

/** How much of a round is done, drawn and in figures. */
export function ProgressBar({ label, done, of }: ProgressBarProps) {
  const say = useSay()
  const share = of === 0 ? 0 : done / of
  return (
    <span className="round-progress">
      <span className="soft">{say(label)}</span>{' '}
      <span
        className="share-bar"
        style={{ '--share': `${share * 100}%` } as CSSProperties}
        aria-hidden="true"
      />{' '}
      <span className="nowrap">
        {formatCount(done)}/{formatCount(of)}
      </span>
    </span>
  )
}
