import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { parseCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { parseVietnameseDate } from '../../../core/dates/calendar-date.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { readString } from '../answer-parts.ts'
import { attempt, tidyDate } from '../entry.ts'
import { Field } from '../field.tsx'
import type { Language } from '../texts/of-language.ts'
import { post } from './ask.ts'
import { ActButton, Failure, Select } from './controls.tsx'
import { useAct } from './use-said.ts'
import { wordsOf } from './words.ts'

interface SignInProps {
  readonly language: Language
  readonly oidc: boolean
  /** Why the person is here again; null at the first time. */
  readonly why: string | null
  readonly onSignedIn: () => void
}

interface Faults {
  readonly number?: Bilingual
  readonly birthDate?: Bilingual
}

const nothing = () => undefined
const valueIn = (form: HTMLFormElement, name: string) =>
  (form.elements.namedItem(name) as HTMLInputElement).value

function Identify(props: SignInProps & { readonly onAsked: (challenge: string) => void }) {
  const { language } = props
  const words = wordsOf(language)
  const { busy, failure, act } = useAct(nothing)
  const [faults, setFaults] = useState<Faults>({})
  const [channel, setChannel] = useState('SMS')
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const number = attempt(() =>
      parseCitizenNumber(
        valueIn(form, 'number')
          .normalize('NFKC')
          .replaceAll(/[\s.‐-―-]/g, ''),
      ),
    )
    const birthDate = attempt(() => parseVietnameseDate(tidyDate(valueIn(form, 'birthDate'))))
    setFaults({
      ...('fault' in number && { number: number.fault }),
      ...('fault' in birthDate && { birthDate: birthDate.fault }),
    })
    if ('fault' in number || 'fault' in birthDate) {
      const first = 'fault' in number ? 'number' : 'birthDate'
      ;(form.elements.namedItem(first) as HTMLInputElement).focus()
      return
    }
    const body = { number: number.value, birthDate: birthDate.value, channel }
    void act(() => post('/citizen/code', body, ({ challenge }) => readString(challenge)), props.onAsked)
  }
  return (
    <form className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
      <p>{words.signInWhy}</p>
      <Failure failure={failure} language={language} />
      <Field
        name="number"
        label={words.number}
        hint={words.numberHint}
        fault={faults.number?.[language]}
        attributes={{ inputMode: 'numeric', maxLength: 30 }}
      />
      <Field
        name="birthDate"
        label={words.birthDate}
        hint={words.birthDateHint}
        fault={faults.birthDate?.[language]}
        attributes={{ inputMode: 'decimal', maxLength: 30, className: 'date' }}
      />
      <Select
        label={words.channel}
        value={channel}
        choices={[
          { value: 'SMS', label: words.sms },
          { value: 'EMAIL', label: words.email },
        ]}
        onChange={setChannel}
      />
      <ActButton primary submit busy={busy}>
        {words.askCode}
      </ActButton>
      {props.oidc && (
        <a className="provider" href="/citizen/oidc">
          {words.withProvider}
        </a>
      )}
    </form>
  )
}

function EnterCode(props: SignInProps & { readonly challenge: string; readonly onAnother: () => void }) {
  const { language, challenge } = props
  const words = wordsOf(language)
  const { busy, failure, act } = useAct(nothing)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (form.current) (form.current.elements.namedItem('code') as HTMLInputElement).focus()
  }, [])
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = valueIn(event.currentTarget, 'code')
    void act(() => post('/citizen/sign-in', { challenge, code }, () => true), props.onSignedIn)
  }
  return (
    <form ref={form} className="look-up" method="post" noValidate onSubmit={submit} aria-busy={busy}>
      <p>{words.codeSent}</p>
      <Failure failure={failure} language={language} />
      <Field
        name="code"
        label={words.code}
        hint={words.codeHint}
        fault={undefined}
        attributes={{
          inputMode: 'numeric',
          maxLength: 12,
          autoComplete: 'one-time-code',
          className: 'one-time',
        }}
      />
      <ActButton primary submit busy={busy}>
        {words.signIn}
      </ActButton>
      <ActButton onClick={props.onAnother}>{words.anotherCode}</ActButton>
      <p className="hint">{words.codeNotCome}</p>
    </form>
  )
}

/** Number and birth date, then the code. What was typed stays in the fields and goes with them. */
export function SignIn(props: SignInProps) {
  const words = wordsOf(props.language)
  const [challenge, setChallenge] = useState<string | null>(null)
  return (
    <section className="box" aria-labelledby="sign-in-heading">
      <h2 id="sign-in-heading">{challenge === null ? words.signInHeading : words.codeHeading}</h2>
      {props.why && <Notice tone="attention" title={props.why} spoken />}
      {challenge === null ? (
        <Identify {...props} onAsked={setChallenge} />
      ) : (
        <EnterCode {...props} challenge={challenge} onAnother={() => setChallenge(null)} />
      )}
    </section>
  )
}
