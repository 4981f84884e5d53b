import { useEffect, useState, type ReactNode } from 'react'
import { currentDetailsForm, type DetailsForm } from '../../../../core/enrollment/details-form.ts'
import { papersFor } from '../../../../core/enrollment/papers.ts'
import type { RequiredPaper, SessionView } from '../../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../../core/errors.ts'
import { useSay } from '../../../../ui/language.tsx'
import { useAnswer } from '../../api/use-answer.ts'
import { useStation } from '../../api/station.tsx'
import { today } from '../../clock.ts'
import { Pane, type PaneProps } from '../pane.tsx'
import { PapersBox } from '../papers/papers-box.tsx'
import { words as paperWords } from '../papers/words.ts'
import { flushDrafts, useDraft, type Typed } from '../use-draft.ts'
import { ConsentBox } from './consent-box.tsx'
import { ageTyped, detailsIn, faultsOf, isShown, paperCaseIn, typedOf } from './details-draft.ts'
import './details.css'
import { FeeBox } from './fee-box.tsx'
import { fieldId, FormField } from './form-field.tsx'
import { OldCardsBox } from './old-cards-box.tsx'
import { PickupCentreInput } from './pickup-centre-input.tsx'
import { words } from './words.ts'

/** The third pane: the request as the law's form has it, papers, fee, and the citizen's consent. */
export function DetailsPane({ session, line, goTo, place }: PaneProps) {
  const say = useSay()
  const { status } = useStation()
  const { data } = useAnswer<{ readonly form: DetailsForm }>('/details-form')
  const form = data?.form ?? currentDetailsForm()
  const { typed, type } = useDraft(line, 'details', () => typedOf(session))
  const [tried, setTried] = useState(false)
  const on = today()
  const faults = faultsOf(form, typed, on)
  const age = ageTyped(typed, on)
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
    if (await line.act('/details', details)) goTo('biometrics')
  }
  return (
    <Pane
      title={words.title}
      line={line}
      actions={
        tried && faults.size > 0 ? (
          <output className="badge badge-trouble">
            {faults.size} {say(words.hasFaults)}
          </output>
        ) : (
          <span className="soft">
            {say(words.form)} {form.version}
          </span>
        )
      }
      onward={{ label: words.onward, run: onward }}
    >
      <div className="details">
        {form.boxes.map((box) => {
          const fields = box.fields.filter((field) => isShown(field, typed, age))
          return fields.length === 0 ? null : (
            <Box key={box.id} id={box.id} title={box.label}>
              <div className="field-grid">
                {fields.map((field) => (
                  <FormField
                    key={field.path}
                    field={field}
                    typed={typed}
                    on={on}
                    fault={shownFault(faults.get(field.path), tried)}
                    onType={type}
                  />
                ))}
              </div>
              {box.id === 'contact' && <ReadBack typed={typed} />}
              {box.id === 'delivery' && <PickupCentreInput typed={typed} onType={type} />}
            </Box>
          )
        })}
        <Box id="fee" title={words.fee}>
          <FeeBox session={session} typed={typed} on={on} onType={type} />
        </Box>
        <Box id="surrendered" title={words.oldCards}>
          <OldCardsBox typed={typed} onType={type} />
        </Box>
        <Box id="papers" title={paperWords.title}>
          <PapersBox session={session} line={line} needs={papersNeeded(session, typed)} />
        </Box>
        <Box id="consent" title={words.consent}>
          <ConsentBox session={session} line={line} />
        </Box>
      </div>
    </Pane>
  )
}

const shownFault = (fault: 'EMPTY' | 'UNREADABLE' | undefined, tried: boolean) =>
  fault === undefined || (fault === 'EMPTY' && !tried) ? null : fault

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

/** The telephone number in the groups in which it is read to the citizen. */
function ReadBack({ typed }: { readonly typed: Typed }) {
  const say = useSay()
  const phone = (typed['contact.phone'] ?? '').replace(/\D/g, '')
  const email = typed['contact.email'] ?? ''
  if (phone.length !== 10 && !email.includes('@')) return null
  return (
    <p className="read-back">
      <span className="soft">{say(words.readBack)}:</span>{' '}
      {phone.length === 10 && <strong>{phone.replace(/(\d{4})(\d{3})(\d{3})/, '$1 $2 $3')}</strong>}{' '}
      {email.includes('@') && <strong>{email}</strong>}
    </p>
  )
}

/** By what is typed already; before kind and date of birth can be read, by what the file says. */
function papersNeeded(session: SessionView, typed: Typed): readonly RequiredPaper[] {
  const on = today()
  const details = paperCaseIn(typed, on)
  if (!details) return session.requiredPapers
  const claims = session.comparison.flatMap(({ claim }) => claim ?? [])
  const known = (name: 'fatherName' | 'motherName') =>
    session.comparison.find(({ field }) => field === name)?.registry ?? null
  const registered = session.registry && { fatherName: known('fatherName'), motherName: known('motherName') }
  return papersFor({ ...details, claims, papers: session.papers, registered }, on)
}

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
