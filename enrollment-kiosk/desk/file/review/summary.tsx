import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import { currentDetailsForm } from '../../../../core/enrollment/details-form.ts'
import { feeExemptions } from '../../../../core/enrollment/fees.ts'
import { isPaperType, paperTypes } from '../../../../core/enrollment/papers.ts'
import { requestKinds, requestReasonsOn } from '../../../../core/enrollment/request-reasons.ts'
import { handlings, oldCardKinds } from '../../../../core/enrollment/surrender.ts'
import { comparedFields, isComparedField, whoWins } from '../../../../core/enrollment/who-wins.ts'
import type { Bilingual } from '../../../../core/errors.ts'
import { formatCount, formatInstant } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { stepMarks } from '../../biometrics/step-marks.ts'
import { today } from '../../clock.ts'
import { shownValue } from '../compare/field-values.ts'
import type { PaneProps } from '../pane.tsx'
import { words } from './words.ts'

interface PartProps {
  readonly title: Bilingual
  /** Opens the pane where it is changed; null once the file is signed. */
  readonly onChange: (() => void) | null
  readonly children: ReactNode
}

function Part({ title, onChange, children }: PartProps) {
  const say = useSay()
  return (
    <section className="review-part">
      <div className="review-part-head">
        <h3>{say(title)}</h3>
        {onChange && (
          <Button variant="subtle" aria-label={`${say(words.change)}: ${say(title)}`} onClick={onChange}>
            {say(words.change)}
          </Button>
        )}
      </div>
      {children}
    </section>
  )
}

type Details = NonNullable<SessionView['details']>

/** Everything that is written down, part by part, each with the way back to where it is changed. */
export function Summary({
  session,
  goTo,
  open,
}: Pick<PaneProps, 'session' | 'goTo'> & { readonly open: boolean }) {
  const say = useSay()
  const { details } = session
  const to = (pane: 'compare' | 'details' | 'biometrics', place?: string) =>
    open ? () => void goTo(pane, place) : null
  if (!details) return null
  return (
    <div className="review-parts">
      <Part title={words.person} onChange={to('details', 'person.name')}>
        <dl className="facts review-facts">
          {comparedFields.map((field) => (
            <div key={field}>
              <dt>{say(whoWins[field].label)}</dt>
              <dd>{shownValue(field, details.person[field]) || '–'}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={words.request} onChange={to('details', 'kind')}>
        <Request details={details} />
      </Part>
      <Part title={words.claims} onChange={to('compare')}>
        <Claims session={session} />
      </Part>
      <Part title={words.contact} onChange={to('details', 'contact.phone')}>
        <Contact details={details} />
      </Part>
      <Part title={words.fee} onChange={to('details', 'fee')}>
        <Fee details={details} />
      </Part>
      <Part title={words.papers} onChange={to('details', 'papers')}>
        <Papers session={session} />
      </Part>
      <Part title={words.biometrics} onChange={to('biometrics')}>
        <Biometrics session={session} />
      </Part>
    </div>
  )
}

function Request({ details }: { readonly details: Details }) {
  const say = useSay()
  const reason = requestReasonsOn(today()).find(
    ({ code, kind }) => code === details.reason && kind === details.kind,
  )
  const { representative, surrendered } = details
  const relations = currentDetailsForm()
    .boxes.flatMap(({ fields }) => fields)
    .find(({ path }) => path === 'representative.relation')
  const relation = relations?.choices.find(({ code }) => code === representative?.relation)
  return (
    <ul className="plain-list">
      <li>
        <strong>{say(requestKinds[details.kind])}</strong>
        {reason && ` · ${say(reason.label)}`}
      </li>
      {representative && (
        <li>
          {say(words.representative)}: {representative.name}
          {relation && ` (${say(relation.label)})`}
        </li>
      )}
      {surrendered.map(({ kind, number, handling }) => (
        <li key={number}>
          {say(oldCardKinds[kind])} {number}: {say(handlings[handling])}
        </li>
      ))}
    </ul>
  )
}

function Claims({ session }: { readonly session: SessionView }) {
  const say = useSay()
  const claims = session.comparison.flatMap(({ claim }) => claim ?? [])
  if (claims.length === 0) return <p className="soft">{say(words.none)}</p>
  return (
    <ul className="plain-list">
      {claims.map(({ field, registry, declared, winner }) => (
        <li key={field}>
          {isComparedField(field) && `${say(whoWins[field].label)}: `}
          {winner === 'DECLARED' ? (
            <>
              <del>{registry}</del> <ins>{declared}</ins>
            </>
          ) : (
            <>
              <ins>{registry}</ins> <del>{declared}</del>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Contact({ details: { contact, delivery } }: { readonly details: Details }) {
  const say = useSay()
  const how =
    delivery?.kind === 'POST'
      ? `${say(words.post)}: ${delivery.recipient}, ${delivery.address}, ${delivery.phone}`
      : delivery
        ? `${say(words.pickup)} ${delivery.centre}`
        : say(words.none)
  return (
    <ul className="plain-list">
      <li>{[contact?.phone, contact?.email].filter(Boolean).join(' · ') || say(words.none)}</li>
      <li>{how}</li>
    </ul>
  )
}

function Fee({ details: { fee } }: { readonly details: Details }) {
  const say = useSay()
  if (!fee) return <p className="soft">–</p>
  const exemption = feeExemptions.find(({ code }) => code === fee.rule)
  return (
    <p>
      <strong>{fee.amount === 0 ? say(words.free) : `${formatCount(fee.amount)} đ`}</strong>
      {exemption && ` · ${say(exemption.label)}`}
    </p>
  )
}

function Papers({ session }: { readonly session: SessionView }) {
  const say = useSay()
  const { papers, consent } = session
  return (
    <ul className="plain-list">
      {papers.map(({ id, type, pages }) => (
        <li key={id}>
          {isPaperType(type) ? say(paperTypes[type]) : type} ({pages.length})
        </li>
      ))}
      <li>
        {say(words.consent)}: {consent ? formatInstant(consent.at) : say(words.none)}
      </li>
    </ul>
  )
}

function Biometrics({ session }: { readonly session: SessionView }) {
  const say = useSay()
  return (
    <ul className="review-steps">
      {session.steps.map(({ id, label, state }) => (
        <li key={id} className={`review-step review-${state.toLowerCase()}`}>
          <span aria-hidden="true">{stepMarks[state].mark}</span> {say(label)}
          <span className="for-ears">: {say(stepMarks[state].words)}</span>
        </li>
      ))}
    </ul>
  )
}
