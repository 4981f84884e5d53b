import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { isPinAcceptable } from '../../../core/field/pin-lock.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { now } from '../clock.ts'
import { LanguageButton } from './language-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { createVault, type Opening, openVault, type Vault } from './vault.ts'
import { words } from './words.ts'

interface PinScreen {
  readonly database: IDBDatabase
  readonly onOpen: (vault: Vault) => Promise<void>
}

const textOf = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

function PinField(props: { readonly name: string; readonly label: Bilingual; readonly fresh: boolean }) {
  const say = useSay()
  const place = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (props.name === 'pin') place.current?.focus()
  }, [props.name])
  return (
    <label className="field">
      <span>{say(props.label)}</span>
      <input
        ref={place}
        type="password"
        name={props.name}
        autoComplete={props.fresh ? 'new-password' : 'current-password'}
        required
      />
    </label>
  )
}

/** The first time on a device. */
export function ChoosePin({ database, onOpen }: PinScreen) {
  const say = useSay()
  const [fault, setFault] = useState<Bilingual | null>(null)
  const [busy, setBusy] = useState(false)
  async function submit(form: HTMLFormElement): Promise<void> {
    const pin = textOf(form, 'pin')
    if (!isPinAcceptable(pin)) return setFault(words.pinWeak)
    if (pin !== textOf(form, 'pinAgain')) return setFault(words.pinDiffers)
    setBusy(true)
    // A browser short of space would else be free to throw the data away.
    await navigator.storage.persist().catch(() => false)
    await onOpen(await createVault(database, pin))
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void submit(event.currentTarget)
  }
  return (
    <main className="narrow">
      <h1>{say(words.choosePin)}</h1>
      <p>{say(words.choosePinHelp)}</p>
      <form onSubmit={onSubmit} noValidate aria-busy={busy}>
        {fault && <Notice tone="trouble" title={say(fault)} spoken />}
        <PinField name="pin" label={words.pin} fresh />
        <PinField name="pinAgain" label={words.pinAgain} fresh />
        <button className="main-action">{say(busy ? words.working : words.setPin)}</button>
      </form>
      <LanguageButton />
    </main>
  )
}

function minutesAndSeconds(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** The device again: the PIN opens it; wrong ones cost time, and never data. */
export function EnterPin({ database, onOpen }: PinScreen) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Exclude<Opening, { kind: 'open' }> | null>(null)
  async function submit(form: HTMLFormElement): Promise<void> {
    const pin = textOf(form, 'pin')
    if (pin === '') return
    setBusy(true)
    const opening = await openVault(database, pin, now())
    if (opening.kind === 'open') return onOpen(opening.vault)
    setBusy(false)
    setRefused(opening)
    form.reset()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void submit(event.currentTarget)
  }
  return (
    <main className="narrow">
      <p className="product">{say(words.title)}</p>
      <h1>{say(words.unlockTitle)}</h1>
      <form onSubmit={onSubmit} noValidate aria-busy={busy}>
        {refused && (
          <Notice
            tone="trouble"
            spoken
            title={
              refused.kind === 'wrong'
                ? `${say(words.pinWrong)}${refused.triesLeft}`
                : `${say(words.pinWait)}${minutesAndSeconds(refused.milliseconds)}`
            }
          />
        )}
        <PinField name="pin" label={words.pin} fresh={false} />
        <button className="main-action">{say(busy ? words.working : words.unlock)}</button>
      </form>
      <p className="soft">{say(words.unlockHelp)}</p>
      <LanguageButton />
    </main>
  )
}
