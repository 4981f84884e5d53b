import type { Bilingual } from '../../../core/errors.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  live: { vi: 'Trực tiếp', en: 'Live' },
  away: { vi: 'Mất đường truyền trực tiếp', en: 'Not live' },
  asOf: { vi: 'số liệu lúc', en: 'as of' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Whether what is shown is what is so. */
export function LiveMark({ connected, at }: { readonly connected: boolean; readonly at: string }) {
  const say = useSay()
  return (
    <output className="live-mark">
      <span className={connected ? 'badge badge-good' : 'badge badge-attention'}>
        {say(connected ? words.live : words.away)}
      </span>
      {!connected && (
        <span className="soft">
          {' '}
          {say(words.asOf)} {formatInstant(at)}
        </span>
      )}
    </output>
  )
}
