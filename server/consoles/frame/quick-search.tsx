import { TextInput } from '@mantine/core'
import { useRef, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import { words } from './words.ts'

/** The search that stands on every screen. What was typed travels beside the address, never in it. */
export function QuickSearch() {
  const say = useSay()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  useShortcut('/', words.search, () => input.current?.select())
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = input.current?.value.trim() ?? ''
    if (input.current) input.current.value = ''
    void navigate('/residents', { state: { typed } })
  }
  return (
    <search className="quick-search">
      <form onSubmit={submit}>
        <TextInput
          ref={input}
          size="sm"
          aria-label={say(words.search)}
          placeholder={say(words.searchHint)}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          rightSection={<KeyHint keys="/" />}
        />
      </form>
    </search>
  )
}
