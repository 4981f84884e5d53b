import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useRef, useState, type SubmitEvent } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { signIn, type SignInTrouble } from './sign-in.ts'
import { signInTroubles, words } from './words.ts'

const entryOf = (form: HTMLFormElement) => {
  const data = new FormData(form)
  const text = (name: string) => {
    const value = data.get(name)
    return typeof value === 'string' ? value : ''
  }
  return { username: text('username'), password: text('password') }
}

/** User name and password; what was wrong is said above them, and the password is typed anew. */
export function SignInForm({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<SignInTrouble | 'missing' | null>(null)
  const username = useFirstFocus()
  const password = useRef<HTMLInputElement>(null)
  async function submit(form: HTMLFormElement): Promise<void> {
    const entry = entryOf(form)
    if (entry.username.trim() === '' || entry.password === '') return setFault('missing')
    setBusy(true)
    setFault(null)
    const trouble = await signIn(entry)
    setBusy(false)
    if (!trouble) return onSignedIn()
    setFault(trouble)
    password.current?.select()
  }
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!busy) void submit(event.currentTarget)
  }
  return (
    <form onSubmit={onSubmit} method="post" noValidate aria-busy={busy}>
      <Stack gap="md">
        {fault && (
          <Notice
            tone="trouble"
            title={say(fault === 'missing' ? words.missing : signInTroubles[fault])}
            spoken
          />
        )}
        <TextInput
          ref={username}
          name="username"
          label={say(words.username)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
        />
        <PasswordInput
          ref={password}
          name="password"
          label={say(words.password)}
          autoComplete="current-password"
        />
        <Button type="submit" loading={busy} fullWidth size="md">
          {say(words.submit)}
        </Button>
      </Stack>
    </form>
  )
}
