import { useRef, useState } from 'react'
import type { FieldEntry } from '../../../core/field/outbox.ts'
import type { FieldVisit } from '../../../core/field/field-visit.ts'
import type { FormDefinition } from '../../../core/forms/definition.ts'
import type { FormFault } from '../../../core/forms/faults.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { validateForm } from '../../../core/forms/validate.ts'
import { formDefinition } from '../../../core/forms/versions.ts'
import { Notice } from '../../../ui/notice.tsx'
import { now, today } from '../clock.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Draft, type FieldStore, useFieldState } from './field-store.ts'
import { FormQuestion } from './form-question.tsx'
import { goTo, linkTo } from './place.ts'
import { words } from './words.ts'

/** DC01 at the door: every change is on the device before the next, with what is wrong beside each answer. */
export function FormScreen({ store, id }: { readonly store: FieldStore; readonly id: string }) {
  const say = useSay()
  const { visits } = useFieldState(store)
  const visit = visits.find((one) => one.id === id)
  return (
    <>
      <a href={linkTo({ screen: 'visit', id })}>‹ {visit?.name ?? say(words.back)}</a>
      {visit ? (
        <FillIn store={store} visit={visit} />
      ) : (
        <>
          <h1>{say(words.fillForm)}</h1>
          <Notice tone="plain" title={say(words.gone)} />
        </>
      )}
    </>
  )
}

const isSerial = (text: string): boolean => {
  try {
    parseFormSerial(text)
    return true
  } catch {
    return false
  }
}

function entryOf(visit: FieldVisit, definition: FormDefinition, draft: Draft): FieldEntry {
  const clientId = crypto.randomUUID()
  const { serial, answers } = draft
  return {
    id: clientId,
    visitId: visit.id,
    kind: 'FORM',
    title: visit.name,
    state: 'WAITING',
    madeAt: now(),
    settledAt: null,
    refusal: null,
    form: {
      clientId,
      serial: parseFormSerial(serial),
      version: definition.version,
      filledOn: today(),
      answers,
    },
  }
}

/** What was drafted before, or a form that begins. */
function useDraft(store: FieldStore, visit: FieldVisit) {
  const [draft, setDraft] = useState<Draft>(
    () =>
      store.current().drafts.find(({ visitId }) => visitId === visit.id) ?? {
        visitId: visit.id,
        serial: visit.formSerial ?? '',
        answers: {},
      },
  )
  const [notKept, setNotKept] = useState(false)
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    store.putDraft(next).then(
      () => setNotKept(false),
      () => setNotKept(true),
    )
  }
  return { draft, change, notKept, setNotKept }
}

function FillIn({ store, visit }: { readonly store: FieldStore; readonly visit: FieldVisit }) {
  const say = useSay()
  const { draft, change, notKept, setNotKept } = useDraft(store, visit)
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set())
  const [finishing, setFinishing] = useState(false)
  const busy = useRef(false)
  const definition = formDefinition('DC01', today())
  const { faults, score } = validateForm(definition, draft.answers, today())
  const serialWrong = !isSerial(draft.serial)
  const answer = (field: string, value: unknown) => change({ answers: { ...draft.answers, [field]: value } })
  const shown = (fault: FormFault) => fault.fault !== 'MISSING' || finishing || looked.has(fault.field)
  async function finish(anyway: boolean): Promise<void> {
    setFinishing(true)
    if (serialWrong || (!anyway && faults.length > 0) || busy.current) return
    busy.current = true
    try {
      await store.addEntry(entryOf(visit, definition, draft), { draftOf: visit.id })
      goTo({ screen: 'outbox' })
    } catch {
      busy.current = false
      setNotKept(true)
    }
  }
  return (
    <form onSubmit={(event) => event.preventDefault()} noValidate>
      <h1>{say(definition.title)}</h1>
      <p className="soft">{say(words.draftKept)}</p>
      {notKept && <Notice tone="trouble" title={say(words.notKept)} spoken />}
      <Serial
        value={draft.serial}
        fault={serialWrong && (finishing || looked.has('serial'))}
        onChange={(serial) => change({ serial })}
        onLeave={() => setLooked(new Set([...looked, 'serial']))}
      />
      {definition.fields.map(
        (field) =>
          field.type !== 'CHANGES' && (
            <FormQuestion
              key={field.id}
              field={field}
              answer={draft.answers[field.id]}
              faults={faults.filter((fault) => fault.field === field.id && shown(fault))}
              onAnswer={(value) => answer(field.id, value)}
              onLeave={() => setLooked(new Set([...looked, field.id]))}
            />
          ),
      )}
      <Score score={score} />
      {finishing && faults.length > 0 && <Remaining faults={faults} />}
      <div className="actions">
        <button type="button" className="main-action" onClick={() => void finish(false)}>
          {say(words.finishForm)}
        </button>
        {finishing && faults.length > 0 && (
          <button type="button" className="plain" onClick={() => void finish(true)}>
            {say(words.finishAnyway)}
          </button>
        )}
      </div>
    </form>
  )
}

interface SerialProps {
  readonly value: string
  readonly fault: boolean
  readonly onChange: (serial: string) => void
  readonly onLeave: () => void
}

function Serial({ value, fault, onChange, onLeave }: SerialProps) {
  const say = useSay()
  return (
    <div className="question">
      <label className="field">
        <span>{say(words.serial)}</span>
        <input
          id="serial"
          value={value}
          onChange={({ target }) => onChange(target.value.toUpperCase())}
          onBlur={onLeave}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-invalid={fault}
          aria-describedby={fault ? 'serial-help serial-fault' : 'serial-help'}
        />
      </label>
      <p className="soft" id="serial-help">
        {say(words.serialHelp)}
      </p>
      {fault && (
        <p className="fault" id="serial-fault">
          {say(words.serialWrong)}
        </p>
      )}
    </div>
  )
}

function Score({ score }: { readonly score: number }) {
  const say = useSay()
  return (
    <p className="score">
      <label htmlFor="score">{say(words.complete)}</label>
      <progress id="score" max={100} value={score} />
      <strong>{score}/100</strong>
    </p>
  )
}

/** All that is open at the end, each a way to its item. */
function Remaining({ faults }: { readonly faults: readonly FormFault[] }) {
  const say = useSay()
  const focus = (field: string) =>
    document.getElementById(`answer-${field}`)?.querySelector<HTMLElement>('input, select')?.focus()
  return (
    <Notice tone="attention" title={say(words.stillFaults)} spoken>
      <ul className="remaining">
        {faults.map(({ field, part, rule, text }) => (
          <li key={`${field}.${part}.${rule}`}>
            <button type="button" className="link" onClick={() => focus(field)}>
              {say(text)}
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
