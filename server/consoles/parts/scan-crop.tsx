import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  none: {
    vi: 'Phiếu này chưa có ảnh quét; nhập từ bản giấy.',
    en: 'No scan of this form; key from the paper.',
  },
  failed: {
    vi: 'Không mở được ảnh của mục này; xem bản giấy.',
    en: 'This piece cannot be shown; see the paper.',
  },
  of: { vi: 'Ảnh quét', en: 'Scan of' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface ScanCropProps {
  /** Address of the image; null where there is none. */
  readonly src: string | null
  readonly label: Bilingual
}

function Image({ src, label }: { readonly src: string; readonly label: Bilingual }) {
  const say = useSay()
  const [failed, setFailed] = useState(false)
  if (failed) return <p className="soft">{say(words.failed)}</p>
  return <img src={src} alt={`${say(words.of)}: ${say(label)}`} onError={() => setFailed(true)} />
}

/** The piece of the scanned page that is being keyed. */
export function ScanCrop({ src, label }: ScanCropProps) {
  const say = useSay()
  return (
    <figure className="scan-crop">
      {src === null ? <p className="soft">{say(words.none)}</p> : <Image key={src} src={src} label={label} />}
    </figure>
  )
}
