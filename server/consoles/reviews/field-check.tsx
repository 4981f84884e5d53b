import { TextInput } from '@mantine/core'
import { useId, type KeyboardEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { KeyHint } from '../../../ui/shortcuts.tsx'
import { useSay } from '../../../ui/language.tsx'
import { type CheckMark, checkMarks, type FieldAnswer } from './answers.ts'
import { findingNames } from './words.ts'

export const markNames: Readonly<Record<CheckMark, Bilingual>> = {
  RIGHT: { vi: 'Đủ, đúng', en: 'Right' },
  ...findingNames,
}

const words = {
  found: { vi: 'Giấy tờ ghi', en: 'The papers say' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface FieldCheckProps {
  readonly number: number
  readonly label: Bilingual
  readonly answer: FieldAnswer | undefined
  readonly onMark: (mark: CheckMark) => void
  readonly onFound: (found: string) => void
  /** Enter behind what was found. */
  readonly onNext: () => void
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** One item of the form: right, missing or wrong, and what the papers say instead. */
export function FieldCheck({ number, label, answer, onMark, onFound, onNext }: FieldCheckProps) {
  const say = useSay()
  const id = useId()
  const mark = answer?.mark
  const onArrow = (event: KeyboardEvent<HTMLElement>) => {
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    buttons[(at + by + buttons.length) % buttons.length]?.focus()
  }
  return (
    <li className="check-field" data-field data-mark={mark}>
      <span id={id} className="check-label">
        <span className="soft">{number}.</span> {say(label)}
      </span>
      <div className="check-marks" role="toolbar" tabIndex={-1} aria-labelledby={id} onKeyDown={onArrow}>
        {checkMarks.map((one, i) => (
          <button
            key={one}
            type="button"
            className="check-mark"
            data-kind={one}
            aria-pressed={mark === one}
            tabIndex={mark === one || (mark === undefined && i === 0) ? 0 : -1}
            onClick={() => onMark(one)}
          >
            {say(markNames[one])} <KeyHint keys={String(i + 1)} />
          </button>
        ))}
      </div>
      {answer !== undefined && mark !== 'RIGHT' && (
        <TextInput
          className="check-found"
          aria-label={`${say(words.found)}: ${say(label)}`}
          placeholder={say(words.found)}
          value={answer.found}
          onChange={({ currentTarget }) => onFound(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey) return
            event.preventDefault()
            onNext()
          }}
          maxLength={200}
          autoComplete="off"
        />
      )}
    </li>
  )
}
