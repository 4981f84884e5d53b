import { Kbd } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import type { Bilingual } from '../core/errors.ts'

/**
 * A key with its modifiers as it is printed on the button: `/`, `j`, `Enter`, `F2`, `Shift+F2`, `Alt+1`, `Ctrl+Enter`, or two keys
 * one after the other: `g f`.
 */
export type KeyName = string

interface Shortcut {
  readonly keys: KeyName
  readonly label: Bilingual
  readonly run: (event: KeyboardEvent) => void
}

/** The shortcuts of what is on the screen, the newest last: it wins over an older one of the same keys. */
const held: Shortcut[] = []

export const heldShortcuts = (): readonly { readonly keys: KeyName; readonly label: Bilingual }[] => [
  ...new Map(held.map((shortcut) => [shortcut.keys, shortcut])).values(),
]

const longestPause = 1500
let prefix: { readonly key: string; readonly at: number } | null = null

function nameOf({ key, code, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): KeyName {
  const bare = altKey && /^Digit\d$/.test(code) ? code.slice(5) : key.length === 1 ? key.toLowerCase() : key
  // With a letter or a sign Shift is part of what is typed; with a function key it is another key.
  const shift = shiftKey && /^F\d+$/.test(key) ? ['Shift'] : []
  return [...(altKey ? ['Alt'] : []), ...(ctrlKey || metaKey ? ['Ctrl'] : []), ...shift, bare].join('+')
}

/** Whether the key goes into a text; keys with modifiers and function keys never do. */
function isTyping({ target, altKey, ctrlKey, metaKey, key }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || /^F\d+$/.test(key)) return false
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  )
}

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isTyping(event)) return
  const name = nameOf(event)
  const follows = prefix !== null && event.timeStamp - prefix.at < longestPause ? prefix.key : null
  prefix = null
  const found = held.findLast(({ keys }) => keys === (follows === null ? name : `${follows} ${name}`))
  if (found) {
    event.preventDefault()
    found.run(event)
  } else if (held.some(({ keys }) => keys.startsWith(`${name} `))) {
    prefix = { key: name, at: event.timeStamp }
  }
}

let listening = false

/** Binds a key while the calling component is on the screen; `null` binds nothing. */
export function useShortcut(
  keys: KeyName | null,
  label: Bilingual,
  onPress: (event: KeyboardEvent) => void,
): void {
  const run = useEffectEvent(onPress)
  const { vi, en } = label
  useEffect(() => {
    if (keys === null) return
    if (!listening) window.addEventListener('keydown', listen)
    listening = true
    const shortcut: Shortcut = { keys, label: { vi, en }, run: (event) => run(event) }
    held.push(shortcut)
    return () => void held.splice(held.indexOf(shortcut), 1)
  }, [keys, vi, en])
}

/** The key printed beside what it does; hands know it, ears need not hear it. */
export function KeyHint({ keys }: { readonly keys: KeyName }) {
  return (
    <Kbd size="xs" className="key-hint" aria-hidden="true">
      {keys}
    </Kbd>
  )
}
