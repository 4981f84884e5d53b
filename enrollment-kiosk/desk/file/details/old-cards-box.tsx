import { Select, TextInput } from '@mantine/core'
import { handlings, type OldCardKind, oldCardKinds } from '../../../../core/enrollment/surrender.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { Typed } from '../use-draft.ts'
import { oldCardChange, type OldCardRow, oldCardRows } from './surrender-draft.ts'
import { words } from './words.ts'

const kinds = Object.keys(oldCardKinds) as OldCardKind[]

interface OldCardsBoxProps {
  readonly typed: Typed
  readonly onType: (changes: Typed) => void
}

/** Old cards: cut at the corner, collected, kept until delivery or lost. */
export function OldCardsBox({ typed, onType }: OldCardsBoxProps) {
  return (
    <>
      {oldCardRows(typed).map((row) => (
        <OldCard key={row.index} row={row} onType={onType} />
      ))}
    </>
  )
}

function OldCard({ row, onType }: { readonly row: OldCardRow; readonly onType: OldCardsBoxProps['onType'] }) {
  const say = useSay()
  const { index, kind, number, handling, complete } = row
  const nth = index === 0 ? '' : ` ${index + 1}`
  return (
    <div className="field-grid">
      <Select
        label={say(words.oldCardKind) + nth}
        data={kinds.map((code) => ({ value: code, label: say(oldCardKinds[code]) }))}
        value={kind}
        onChange={(code) => onType(oldCardChange(index, 'kind', code ?? ''))}
        clearable
      />
      {kind && (
        <>
          <TextInput
            label={say(words.oldCardNumber) + nth}
            value={number}
            onChange={({ currentTarget }) => onType(oldCardChange(index, 'number', currentTarget.value))}
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
            error={!complete && number !== '' && say(words.oldCardIncomplete)}
          />
          <Select
            label={say(words.oldCardHandling) + nth}
            data={row.handlings.map((code) => ({ value: code, label: say(handlings[code]) }))}
            value={handling}
            onChange={(code) => onType(oldCardChange(index, 'handling', code ?? ''))}
            allowDeselect={false}
          />
        </>
      )}
    </div>
  )
}
