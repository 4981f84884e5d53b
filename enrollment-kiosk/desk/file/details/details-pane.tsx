import { memo, useDeferredValue, useEffect, useState, type ReactNode } from 'react'
import { currentDetailsForm, type DetailsForm } from '../../../../core/enrollment/details-form.ts'
import type { Bilingual } from '../../../../core/errors.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { useStation } from '../../api/station.tsx'
import { today } from '../../clock.ts'
import { Pane, type PaneProps } from '../pane.tsx'
import { words as paperWords } from '../papers/words.ts'
import { flushDrafts, useDraft, type Typed } from '../use-draft.ts'
import { ConsentBox } from './consent-box.tsx'
import { ageTyped, detailsIn, faultsOf, type FieldFault, isShown, typedOf } from './details-draft.ts'
import './details.css'
import { FeeBox } from './fee-box.tsx'
import { fieldId, FormField } from './form-field.tsx'
import { NeededPapers } from './needed-papers.tsx'
import { OldCardsBox } from './old-cards-box.tsx'
import { PickupCentreInput } from './pickup-centre-input.tsx'
import { words } from './words.ts'

/** The third pane: the request as the law's form has it, papers, fee, and the citizen's consent. */
export function DetailsPane({ session, line, goTo, place }: PaneProps) {
  const { status } = useStation()
  const { data } = useAnswer<{ readonly form: DetailsForm }>('/details-form')
  const form = data?.form ?? currentDetailsForm()
  const { typed, type } = useDraft(line, 'details', () => typedOf(session))
  const [tried, setTried] = useState(false)
  const on = today()
  const faults = faultsOf(form, typed, on)
  // The rest follows a moment later: a letter is on the screen before papers and fee are looked up again.
  const settled = useDeferredValue(typed)
  useEffect(() => {
    if (place) focusOn(place)
  }, [place])

  async function onward(): Promise<void> {
    setTried(true)
    const [first] = faults.keys()
    if (first !== undefined) return focusOn(first)
    const details = detailsIn(form, typed, { on, centre: status?.centre?.code ?? '' })
    if (!details) return
    if (!session.consent) focusOn('consent')
    await flushDrafts()
    if (await line.act('/details', details)) await goTo('biometrics')
  }
  return (
    <Pane
      title={words.title}
      line={line}
      actions={<Standing version={form.version} faults={tried ? faults.size : 0} />}
      onward={{ label: words.onward, run: onward }}
    >
      <div className="details">
        <FormBoxes form={form} typed={typed} faults={faults} tried={tried} onType={type} />
        <Box id="fee" title={words.fee}>
          <FeeBox session={session} typed={settled} on={on} onType={type} />
        </Box>
        <Box id="surrendered" title={words.oldCards}>
          <OldCardsBox typed={typed} onType={type} />
        </Box>
        <Box id="papers" title={paperWords.title}>
          <NeededPapers session={session} line={line} typed={settled} />
        </Box>
        <Box id="consent" title={words.consent}>
          <ConsentBox session={session} line={line} />
        </Box>
      </div>
    </Pane>
  )
}

interface FormBoxesProps {
  readonly form: DetailsForm
  readonly typed: Typed
  readonly faults: ReadonlyMap<string, FieldFault>
  /** The officer has tried to go on: what is empty is told too. */
  readonly tried: boolean
  readonly onType: (changes: Typed) => void
}

/** The boxes of the form, with the fields that this applicant has. */
function FormBoxes({ form, typed, faults, tried, onType }: FormBoxesProps) {
  const on = today()
  const age = ageTyped(typed, on)
  return form.boxes.map((box) => {
    const fields = box.fields.filter((field) => isShown(field, typed, age))
    return fields.length === 0 ? null : (
      <Box key={box.id} id={box.id} title={box.label}>
        <div className="field-grid">
          {fields.map((field) => (
            <FormField
              key={field.path}
              field={field}
              value={typed[field.path] ?? ''}
              kind={typed['kind'] ?? ''}
              on={on}
              fault={shownFault(faults.get(field.path), tried)}
              onType={onType}
            />
          ))}
        </div>
        {box.id === 'contact' && <ReadBack phone={typed['contact.phone']} email={typed['contact.email']} />}
        {box.id === 'delivery' && <PickupCentreInput typed={typed} onType={onType} />}
      </Box>
    )
  })
}

const shownFault = (fault: FieldFault | undefined, tried: boolean) =>
  fault === undefined || (fault === 'EMPTY' && !tried) ? null : fault

function Standing({ version, faults }: { readonly version: string; readonly faults: number }) {
  const say = useSay()
  return faults > 0 ? (
    <output className="badge badge-trouble">
      {faults} {say(words.hasFaults)}
    </output>
  ) : (
    <span className="soft">
      {say(words.form)} {version}
    </span>
  )
}

function Box(props: { readonly id: string; readonly title: Bilingual; readonly children: ReactNode }) {
  const say = useSay()
  return (
    <section className="panel" aria-labelledby={`box-${props.id}`}>
      <h3 id={`box-${props.id}`} tabIndex={-1} className="box-title">
        {say(props.title)}
      </h3>
      {props.children}
    </section>
  )
}

interface ReadBackProps {
  readonly phone: string | undefined
  readonly email: string | undefined
}

/** The telephone number in the groups in which it is read to the citizen. */
const ReadBack = memo(function ReadBack({ phone = '', email = '' }: ReadBackProps) {
  const say = useSay()
  const digits = phone.replace(/\D/g, '')
  if (digits.length !== 10 && !email.includes('@')) return null
  return (
    <p className="read-back">
      <span className="soft">{say(words.readBack)}:</span>{' '}
      {digits.length === 10 && <strong>{digits.replace(/(\d{4})(\d{3})(\d{3})/, '$1 $2 $3')}</strong>}{' '}
      {email.includes('@') && <strong>{email}</strong>}
    </p>
  )
})

/** A field, or a box by its name, comes into sight and takes the focus. */
function focusOn(place: string): void {
  const field = document.getElementById(fieldId(place))
  const inside = field?.matches('input')
    ? field
    : (field?.querySelector<HTMLElement>('input:checked, input') ?? null)
  const target = inside ?? document.getElementById(`box-${place}`)
  target?.scrollIntoView({ block: 'center' })
  target?.focus({ preventScroll: true })
}
