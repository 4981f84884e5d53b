import { Button, type ButtonProps } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'

/**
 * Presses of Continue that follow one another this closely are one press: nine more of them neither act again nor fall through to
 * the pane that has come up meanwhile.
 */
const oneBurstMilliseconds = 450

let resting: ReturnType<typeof setTimeout> | null = null
const watchers = new Set<() => void>()

function tellWatchers(): void {
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** True for the first press of a burst. */
function isFirstPress(): boolean {
  const first = resting === null
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
  readonly run: () => void | Promise<unknown>
  readonly busy?: boolean
  /** F2 goes on as well: everywhere but where going on is to sign. */
  readonly nextKey?: boolean
}

/** The one button that goes on: Ctrl+Enter from anywhere, also out of a field. */
export function OnwardButton({ label, run, busy = false, nextKey = true, ...props }: OnwardButtonProps) {
  const say = useSay()
  const rests = useSyncExternalStore(watch, () => resting !== null)
  const press = () => {
    if (isFirstPress() && !busy && !props.disabled) void run()
  }
  const pressKey = (event: KeyboardEvent) => {
    if (!event.repeat) press()
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
      onClick={press}
      {...props}
    >
      {say(label)}
    </Button>
  )
}
