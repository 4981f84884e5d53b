import { Button, type ButtonProps } from '@mantine/core'
import { useRef } from 'react'
import type { Bilingual } from '../core/errors.ts'
import { useSay } from './language.tsx'
import { type KeyName, KeyHint, useShortcut } from './shortcuts.tsx'

interface ActionButtonProps extends Omit<ButtonProps, 'children'> {
  readonly label: Bilingual
  /** Presses the button from anywhere on the screen; printed on it. */
  readonly keys?: KeyName
  readonly type?: 'button' | 'submit'
  readonly onClick?: () => void
}

/** A button that says which key it answers to. */
export function ActionButton({ label, keys, type = 'button', onClick, ...props }: ActionButtonProps) {
  const say = useSay()
  const button = useRef<HTMLButtonElement>(null)
  useShortcut(keys && !props.disabled ? keys : null, label, () => {
    if (button.current && !isBehindDialog(button.current)) button.current.click()
  })
  return (
    <Button
      ref={button}
      type={type}
      {...(keys && { rightSection: <KeyHint keys={keys} />, 'aria-keyshortcuts': ariaKeys(keys) })}
      {...(onClick && { onClick })}
      {...props}
    >
      {say(label)}
    </Button>
  )
}

/** As WAI-ARIA writes them; it has no words for one key after the other. */
const ariaKeys = (keys: KeyName) => (keys.includes(' ') ? undefined : keys.replace('Ctrl', 'Control'))

/** While a question stands over the screen, no key acts on what lies below it. */
const isBehindDialog = (button: HTMLElement) =>
  document.querySelector('[aria-modal=true]') !== null && button.closest('[aria-modal=true]') === null
