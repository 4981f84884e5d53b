import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import { needsConfirmation } from '../../../../core/enrollment/claims.ts'
import { markLetters, readsTheSame } from '../../../../core/enrollment/compare-letters.ts'
import { isPaperType, paperTypes } from '../../../../core/enrollment/papers.ts'
import { Dialog } from '../../../../ui/dialog.tsx'
import { useFirstFocus } from '../../../../ui/first-focus.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { SessionLine } from '../../api/use-session.ts'
import { MarkedText } from '../marked-text.tsx'
import { AddPaper } from '../papers/add-paper.tsx'
import type { Typed } from '../use-draft.ts'
import { claimsOf, isIllegible, lacksPaper, type Row, rowChanges } from './compare-draft.ts'
import { shownValue } from './field-values.ts'
import { words } from './words.ts'

interface CompareRowProps {
  readonly row: Row
  readonly session: SessionView
  readonly line: SessionLine
  /** There is a registry's word that the citizen's can differ from. */
  readonly mayDiffer: boolean
  readonly onType: (changes: Typed) => void
}

/** One field: what each source says, and the citizen's word where it is another. */
export function CompareRow({ row, session, line, mayDiffer, onType }: CompareRowProps) {
  const say = useSay()
  const { field, label, registry, card } = row.compared
  const cardDiffers = card !== null && registry !== null && !readsTheSame(registry, card)
  const open = (value: string) => onType(rowChanges(field, { open: 'yes', value }))
  return (
    <>
      <tr data-row={field} className={row.open || cardDiffers ? 'compare-open' : undefined}>
        <th scope="row">{say(label)}</th>
        <td data-label={say(words.registry)}>{shownValue(field, registry) || <Nothing />}</td>
        <td data-label={say(words.card)}>
          {card === null ? (
            <Nothing />
          ) : cardDiffers ? (
            <>
              <MarkedText
                text={shownValue(field, card)}
                marks={field === 'birthDate' || field === 'sex' ? [] : markLetters(registry, card)}
              />{' '}
              <span className="badge badge-attention">{say(words.cardDiffers)}</span>
            </>
          ) : (
            shownValue(field, card)
          )}
        </td>
        <td data-label={say(words.citizen)}>
          {!mayDiffer ? (
            shownValue(field, row.compared.declared) || <Nothing />
          ) : row.open ? (
            <span className="soft">↓</span>
          ) : (
            <span className="compare-actions">
              <span className="soft">{registry === null ? '' : say(words.same)}</span>
              <Button
                variant="default"
                className="compare-button"
                onClick={() => open('')}
                aria-label={`${say(words.otherwise)}: ${say(label)}`}
              >
                {say(words.otherwise)}
              </Button>
              {cardDiffers && (
                <Button
                  variant="default"
                  className="compare-button"
                  onClick={() => open(shownValue(field, card))}
                  aria-label={`${say(words.asCard)}: ${say(label)}`}
                >
                  {say(words.asCard)}
                </Button>
              )}
            </span>
          )}
        </td>
      </tr>
      {row.open && mayDiffer && (
        <tr className="compare-editor">
          <td colSpan={4}>
            <Otherwise row={row} session={session} line={line} onType={onType} />
          </td>
        </tr>
      )}
    </>
  )
}

function Nothing() {
  const say = useSay()
  return (
    <span className="soft" aria-label={say(words.silent)}>
      –
    </span>
  )
}

type OtherwiseProps = Pick<CompareRowProps, 'row' | 'session' | 'line' | 'onType'>

/** What the citizen says instead, which of the two stands by which rule, and the paper that proves it. */
function Otherwise({ row, session, line, onType }: OtherwiseProps) {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const first = useFirstFocus()
  const { field, label, rule } = row.compared
  const [claim] = claimsOf([row])
  const confirmed = session.citizenConfirmed.includes(field)
  const papers = session.papers.map(({ id, type }, i) => ({
    value: id,
    label: `${i + 1}. ${isPaperType(type) ? say(paperTypes[type]) : type}`,
  }))
  return (
    <div className="otherwise">
      <TextInput
        label={`${say(words.declared)}: ${say(label)}`}
        value={row.typed}
        onChange={({ currentTarget }) => onType(rowChanges(field, { value: currentTarget.value }))}
        error={isIllegible(row) && say(words.illegal)}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        ref={first}
      />
      <div>
        <span className="otherwise-label">{say(words.winner)}</span>
        <SegmentedControl
          size="md"
          aria-label={say(words.winner)}
          value={row.winner}
          disabled={row.elsewhere}
          onChange={(winner) => onType(rowChanges(field, { winner }))}
          data={[
            { value: 'REGISTRY', label: say(words.keepRegistry) },
            { value: 'DECLARED', label: say(words.takeDeclared) },
          ]}
        />
      </div>
      {row.winner === 'DECLARED' && (
        <div className="otherwise-paper">
          <Select
            label={say(words.paper)}
            data={papers}
            value={row.paper}
            onChange={(paper) => onType(rowChanges(field, { paper: paper ?? '' }))}
            error={lacksPaper(row) && say(words.needPaper)}
            clearable
          />
          <Button variant="default" onClick={() => setAdding(true)}>
            {say(words.addPaper)}
          </Button>
        </div>
      )}
      <Button
        variant="subtle"
        onClick={() => onType(rowChanges(field, { open: 'no', value: '', paper: '' }))}
      >
        {say(words.undo)}
      </Button>
      <div className="otherwise-rule">
        {row.declared !== null && row.differs && row.marks.length > 0 && (
          <p className="otherwise-letters">
            <MarkedText text={row.declared} marks={row.marks} />
          </p>
        )}
        <p className="soft">{say(rule)}</p>
        {claim && needsConfirmation(claim) && (
          <p className={confirmed ? 'badge badge-good' : 'badge'}>
            {say(confirmed ? words.confirmed : words.confirmLetters)}
          </p>
        )}
      </div>
      <Dialog opened={adding} title={say(words.addPaper)} onClose={() => setAdding(false)}>
        <AddPaper
          session={session}
          line={line}
          onAdded={(id) => {
            setAdding(false)
            onType(rowChanges(field, { paper: id }))
          }}
        />
      </Dialog>
    </div>
  )
}
