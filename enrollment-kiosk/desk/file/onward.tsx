import { Button, type ButtonProps } from '@mantine/core'
import { useRef, useSyncExternalStore } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'

/**
 * Presses of Continue that follow one another this closely are one press: nine more of them neither act again nor fall through to
 * the pane that has come up meanwhile.
 */
const oneBurstMilliseconds = 450

let lastPress = Number.NEGATIVE_INFINITY
let resting: ReturnType<typeof setTimeout> | null = null
const watchers = new Set<() => void>()

function tellWatchers(): void {
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** True for the first press of a burst; `at` is when the hand pressed, however late the page hears of it. */
function isFirstPress(at: number): boolean {
  const first = at - lastPress > oneBurstMilliseconds
  lastPress = at
  if (resting !== null) clearTimeout(resting)
  resting = setTimeout(() => {
    resting = null
    tellWatchers()
  }, oneBurstMilliseconds)
  if (first) tellWatchers()
  return first
}

export interface OnwardButtonProps extends Omit<ButtonProps, 'children' | 'onClick'> {
  readonly label: Bilingual
  /** Lasts until what it leads to is on the screen; another press meanwhile does nothing. */
  readonly run: () => void | Promise<unknown>
  readonly busy?: boolean
  /** F2 goes on as well: everywhere but where going on is to sign. */
  readonly nextKey?: boolean
}

/** The one button that goes on: Ctrl+Enter from anywhere, also out of a field. */
export function OnwardButton({ label, run, busy = false, nextKey = true, ...props }: OnwardButtonProps) {
  const say = useSay()
  const rests = useSyncExternalStore(watch, () => resting !== null)
  const running = useRef(false)
  const press = async (at: number) => {
    if (!isFirstPress(at) || running.current || busy || props.disabled) return
    running.current = true
    try {
      await run()
    } finally {
      running.current = false
    }
  }
  const pressKey = (event: KeyboardEvent) => {
    if (!event.repeat) void press(event.timeStamp)
  }
  useShortcut('Ctrl+Enter', label, pressKey)
  useShortcut(nextKey ? 'F2' : null, label, pressKey)
  return (
    <Button
      size="md"
      className="onward"
      aria-keyshortcuts="Control+Enter"
      rightSection={<KeyHint keys="Ctrl+Enter" />}
      loading={busy}
      data-resting={rests || undefined}
      onClick={(event) => void press(event.timeStamp)}
      {...props}
    >
      {say(label)}
    </Button>
  )
}
