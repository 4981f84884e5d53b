import { useEffect, useId, useRef, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { isUnknown } from '../../../core/forms/answers.ts'
import type { FormDefinition, FormField } from '../../../core/forms/definition.ts'
import type { FormFault } from '../../../core/forms/faults.ts'
import { validateForm } from '../../../core/forms/validate.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { useSay } from '../../../ui/language.tsx'
import { ChangesInput } from './changes-input.tsx'
import { type EntryAnswers, partOf, toggleUnknown, withAnswer, withPart } from './entry-answers.ts'
import { EntrySide } from './entry-side.tsx'
import { FieldInput } from './field-input.tsx'
import { focusField, moveStop, useEnterMoves, useFocusedField } from './stops.ts'
import { words } from './words.ts'

interface FieldBlockProps {
  readonly field: FormField
  readonly answer: unknown
  readonly faults: readonly FormFault[]
  readonly onAnswer: (answer: unknown) => void
  readonly onChosen: () => void
}

function FieldBlock(props: FieldBlockProps) {
  const { field, answer, faults, onAnswer } = props
  const say = useSay()
  const id = useId()
  const describedBy = faults.length > 0 ? id : undefined
  return (
    <div className="entry-field" data-field={field.id}>
      <div className="entry-label">
        <span className="item">{field.item}</span> {say(field.label)}
        {field.mayBeUnknown && (
          <button
            type="button"
            tabIndex={-1}
            className="unknown-button"
            aria-pressed={isUnknown(answer)}
            onClick={() => onAnswer(toggleUnknown(answer))}
          >
            {say(words.markUnknown)} <KeyHint keys="F8" />
          </button>
        )}
      </div>
      <div>
        {field.type === 'CHANGES' ? (
          <ChangesInput {...props} field={field} />
        ) : (
          <FieldInput {...props} field={field} describedBy={describedBy} />
        )}
        {faults.length > 0 && (
          <ul id={id} className="entry-faults">
            {faults.map((fault) => (
              <li key={`${fault.rule} ${fault.part}`} data-severity={fault.severity}>
                {say(fault.text)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

/** The last field of the same kind above that has an answer. */
function answerAbove(fields: readonly FormField[], id: string, answers: EntryAnswers): unknown {
  const at = fields.findIndex((field) => field.id === id)
  if (fields[at]?.type !== 'ADDRESS') return undefined
  const above = fields
    .slice(0, at)
    .findLast((field) => field.type === 'ADDRESS' && answers[field.id] !== undefined)
  return above && answers[above.id]
}

interface EntryFormProps {
  readonly definition: FormDefinition
  /** Those that this key asks for: all, or the ones that are keyed twice. */
  readonly fields: readonly FormField[]
  readonly cropOf: (fieldId: string) => string | null
  readonly busy: boolean
  readonly onDirty: () => void
  readonly onSubmit: (answers: EntryAnswers) => void
}

/** A form on the screen as it is on paper, in its order, for hands that stay on the keyboard. */
export function EntryForm({ definition, fields, cropOf, busy, onDirty, onSubmit }: EntryFormProps) {
  const say = useSay()
  const form = useRef<HTMLFormElement>(null)
  const [answers, setAnswers] = useState<EntryAnswers>({})
  const [active, setActive] = useState(fields[0]?.id ?? '')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [insisting, setInsisting] = useState(false)
  const ids = new Set(fields.map(({ id }) => id))
  const { faults: all, score } = validateForm(definition, answers, today())
  const faults = all.filter(({ field }) => ids.has(field))
  const activeField = fields.find(({ id }) => id === active) ?? fields[0]
  const move = (by: 1 | -1) => form.current && moveStop(form.current, by)

  function answer(id: string, value: unknown): void {
    setAnswers((typed) => withAnswer(typed, id, value))
    setInsisting(false)
    onDirty()
  }
  function markUnknown(): void {
    if (!activeField?.mayBeUnknown) return
    const { activeElement } = document
    const part = activeElement instanceof HTMLElement ? activeElement.dataset['part'] : undefined
    const typed = answers[activeField.id]
    if (part === undefined || isUnknown(typed)) answer(activeField.id, toggleUnknown(typed))
    else answer(activeField.id, withPart(typed, part, toggleUnknown(partOf(typed, part))))
  }
  function copyAbove(): void {
    const above = answerAbove(fields, active, answers)
    if (above !== undefined) answer(active, above)
  }
  function nextFault(): void {
    setLeft(ids)
    const order = fields.map(({ id }) => id)
    const faulty = order.filter((id) => faults.some(({ field }) => field === id))
    const behind = faulty.find((id) => order.indexOf(id) > order.indexOf(active)) ?? faulty[0]
    if (behind !== undefined && form.current) focusField(form.current, behind)
  }
  function submit(): void {
    if (busy) return
    const blocking = faults.some(({ severity }) => severity === 'BLOCKING')
    if (blocking && !insisting) {
      setInsisting(true)
      nextFault()
    } else onSubmit(answers)
  }
  useShortcut('F8', words.markUnknown, markUnknown)
  useShortcut('F4', words.same, copyAbove)
  useEnterMoves(form)
  useEffect(() => {
    if (form.current) moveStop(form.current, 1)
  }, [])
  useFocusedField(form, (id) => {
    if (id === active) return
    setLeft((before) => new Set([...before, active]))
    setActive(id)
  })
  return (
    <form
      ref={form}
      className="entry"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="entry-fields">
        {fields.map((field) => (
          <FieldBlock
            key={field.id}
            field={field}
            answer={answers[field.id]}
            faults={left.has(field.id) ? faults.filter((fault) => fault.field === field.id) : []}
            onAnswer={(value) => answer(field.id, value)}
            onChosen={() => move(1)}
          />
        ))}
      </div>
      <EntrySide
        field={activeField}
        crop={activeField ? cropOf(activeField.id) : null}
        score={fields.length === definition.fields.length ? score : null}
        faults={faults.length}
      >
        {insisting && <Notice tone="attention" title={say(words.insist)} spoken />}
        <ActionButton
          label={words.submit}
          keys="Ctrl+Enter"
          type="submit"
          loading={busy}
          data-send
          fullWidth
        />
        <div className="row">
          <ActionButton label={words.nextFault} keys="F2" variant="default" size="xs" onClick={nextFault} />
          {activeField?.mayBeUnknown && (
            <PlainKey label={words.markUnknown} keys="F8" onPress={markUnknown} />
          )}
          {activeField?.type === 'ADDRESS' && <PlainKey label={words.same} keys="F4" onPress={copyAbove} />}
        </div>
        <p className="soft entry-hints">
          <KeyHint keys="Enter" /> {say(words.next)} · <KeyHint keys="Shift+Enter" /> {say(words.previous)}
        </p>
      </EntrySide>
    </form>
  )
}

/** A key that the form itself listens to, for whoever has a mouse; it leaves the focus where it is. */
function PlainKey(props: { readonly label: Bilingual; readonly keys: string; readonly onPress: () => void }) {
  const say = useSay()
  return (
    <button
      type="button"
      className="unknown-button"
      onMouseDown={(event) => {
        event.preventDefault()
        props.onPress()
      }}
    >
      {say(props.label)} <KeyHint keys={props.keys} />
    </button>
  )
}
