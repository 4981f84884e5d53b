import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../parts/use-picture.ts'

const words = {
  none: { vi: 'Không có ảnh chân dung', en: 'No portrait' },
  loading: { vi: 'Đang mở ảnh…', en: 'Loading…' },
  failed: { vi: 'Không mở được ảnh', en: 'The portrait cannot be shown' },
  of: { vi: 'Ảnh chân dung', en: 'Portrait' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** A portrait in the frame of an identity photograph, 3 × 4: two of them stand at one scale. */
export function Portrait({ path, of }: { readonly path: string | null; readonly of: Bilingual }) {
  const say = useSay()
  const picture = usePicture(path)
  return (
    <div className="portrait">
      {picture.state === 'shown' ? (
        <img src={picture.src} alt={`${say(words.of)}: ${say(of)}`} />
      ) : (
        <p className="soft">{say(words[picture.state])}</p>
      )}
    </div>
  )
}
