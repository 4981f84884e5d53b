import { Button } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import type { ChangeRowFragment } from '../generated/corrections.ts'
import { useSay } from '../../../ui/language.tsx'
import type { CursorPages } from '../../../ui/cursor-pages.ts'
import { ChangeCard } from './change-card.tsx'

const words = {
  down: { vi: 'Đề nghị sau', en: 'Next correction' },
  up: { vi: 'Đề nghị trước', en: 'Correction above' },
  next: { vi: 'Trang sau', en: 'Next page' },
  back: { vi: 'Trang trước', en: 'Page before' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ChangeListProps {
  readonly changes: readonly ChangeRowFragment[]
  readonly empty: Bilingual
  readonly pages: CursorPages
  readonly next: string | null | undefined
  readonly actions: (change: ChangeRowFragment) => ReactNode
}

/** Corrections below each other; j and k go from one to the next. */
export function ChangeList({ changes, empty, pages, next, actions }: ChangeListProps) {
  const say = useSay()
  const list = useRef<HTMLDivElement>(null)
  const step = (by: number) => () => {
    const heads = [...(list.current?.querySelectorAll<HTMLElement>('[data-change]') ?? [])]
    const at = heads.findIndex((head) => head.closest('article')?.contains(document.activeElement))
    heads[Math.min(Math.max(at + by, 0), heads.length - 1)]?.focus()
  }
  useShortcut('j', words.down, step(1))
  useShortcut('k', words.up, step(-1))
  if (changes.length === 0) return <p className="empty">{say(empty)}</p>
  return (
    <div className="queues" ref={list}>
      {changes.map((change) => (
        <ChangeCard key={change.id} change={change}>
          {actions(change)}
        </ChangeCard>
      ))}
      <ChangePager pages={pages} next={next ?? null} />
    </div>
  )
}

function ChangePager({ pages, next }: { readonly pages: CursorPages; readonly next: string | null }) {
  const say = useSay()
  const back = pages.number > 1 ? pages.back : null
  useShortcut(next ? 'n' : null, words.next, () => next && pages.forward(next))
  useShortcut(back ? 'p' : null, words.back, () => back?.())
  if (!next && !back) return null
  return (
    <div className="row">
      {back && (
        <Button variant="default" size="sm" onClick={back} rightSection={<KeyHint keys="p" />}>
          {say(words.back)}
        </Button>
      )}
      {next && (
        <Button
          variant="default"
          size="sm"
          onClick={() => pages.forward(next)}
          rightSection={<KeyHint keys="n" />}
        >
          {say(words.next)}
        </Button>
      )}
    </div>
  )
}
