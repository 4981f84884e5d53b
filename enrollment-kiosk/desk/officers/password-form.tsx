import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type SubmitEvent } from 'react'
import type { DeskRole, Seat } from '../../../core/contracts/desk/station.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCommand } from '../api/use-command.ts'
import { RefusalNotice } from '../frame/refusal-notice.tsx'
import { words } from './words.ts'

interface PasswordFormProps {
  readonly of: DeskRole
  readonly onSeat: (seat: Seat) => void
}

const textOf = (form: HTMLFormElement, name: string) => {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value : ''
}

/** Signing in through the network; the password is typed anew after a refusal. */
export function PasswordForm({ of: role, onSeat }: PasswordFormProps) {
  const say = useSay()
  const { run, busy, refusal } = useCommand()
  const username = useFirstFocus()
  const password = useRef<HTMLInputElement>(null)
  const [missing, setMissing] = useState(false)
  async function submit(form: HTMLFormElement): Promise<void> {
    const entry = { username: textOf(form, 'username').trim(), password: textOf(form, 'password') }
    const lacks = entry.username === '' || entry.password === ''
    setMissing(lacks)
    if (lacks) return
    const done = await run<Seat>({ method: 'POST', path: '/officers/sign-in', body: { ...entry, role } })
    if (done) onSeat(done.answer)
    else password.current?.select()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit(event.currentTarget)
  }
  return (
    <form onSubmit={onSubmit} method="post" noValidate aria-busy={busy}>
      <Stack gap="md">
        <RefusalNotice refusal={refusal} />
        <TextInput
          ref={username}
          name="username"
          label={say(words.username)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={missing && say(words.entryMissing)}
          data-autofocus
        />
        <PasswordInput ref={password} name="password" label={say(words.password)} autoComplete="off" />
        <Button type="submit" loading={busy} fullWidth size="md">
          {say(words.signIn)}
        </Button>
      </Stack>
    </form>
  )
}
