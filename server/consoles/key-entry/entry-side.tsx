import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FormField } from '../../../core/forms/definition.ts'
import { useSay } from '../../../ui/language.tsx'
import { ScanCrop } from '../parts/scan-crop.tsx'
import { words } from './words.ts'

interface EntrySideProps {
  readonly field: FormField | undefined
  readonly crop: string | null
  /** Null where only some of the fields are keyed. */
  readonly score: number | null
  readonly faults: number
  readonly children: ReactNode
}

/** Beside the fields: the paper's image and the rule of the field that has the focus, and how complete the form is. */
export function EntrySide({ field, crop, score, faults, children }: EntrySideProps) {
  const say = useSay()
  return (
    <aside className="entry-side panel" aria-label={say(field?.label ?? words.score)}>
      {field && (
        <>
          <ScanCrop src={crop} label={field.label} />
          <p className="entry-help">
            <strong>
              {field.item}. {say(field.label)}
            </strong>
            <br />
            {say(field.help)}
          </p>
        </>
      )}
      {score !== null && (
        <div>
          <p className="score">
            {say(words.score)} <strong>{score}</strong>/100
          </p>
          <Progress value={score} aria-label={say(words.score)} />
        </div>
      )}
      <output>{faults === 0 ? say(words.noFaults) : `${faults} ${say(words.faults)}`}</output>
      {children}
    </aside>
  )
}
