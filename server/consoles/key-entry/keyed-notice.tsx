import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { useSay } from '../../../ui/language.tsx'

/** What became of the form before; travels to the next screen beside the address. */
export interface Keyed {
  readonly serial: string
  readonly next: string
}

const outcomes: Readonly<Record<string, Bilingual>> = {
  SECOND_KEY: { vi: 'đã ghi, chờ người thứ hai nhập đối chiếu.', en: 'kept, waits for a second key.' },
  THIRD_KEY: {
    vi: 'khác với lần nhập trước, chờ người thứ ba quyết định.',
    en: 'differs from the first key, a third person decides.',
  },
  ENTERED: { vi: 'đã nhập xong.', en: 'is entered.' },
}

export function keyedIn(state: unknown): Keyed | null {
  if (typeof state !== 'object' || state === null || !('serial' in state) || !('next' in state)) return null
  const { serial, next } = state
  return typeof serial === 'string' && typeof next === 'string' ? { serial, next } : null
}

export function KeyedNotice({ keyed: { serial, next } }: { readonly keyed: Keyed }) {
  const say = useSay()
  const outcome = outcomes[next]
  return <Notice tone="good" title={`${serial}: ${outcome ? say(outcome) : next}`} spoken />
}
