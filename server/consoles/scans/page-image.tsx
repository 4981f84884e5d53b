import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'

const words = {
  image: { vi: 'Ảnh của trang quét', en: 'Image of the page' },
  failed: { vi: 'Không mở được ảnh của trang này; xem bản giấy.', en: 'Cannot be shown; see the paper.' },
  larger: { vi: 'Phóng to', en: 'Larger' },
  smaller: { vi: 'Vừa khung', en: 'Fit' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** The page as it was scanned: whole, or as large as its writing needs. */
export function PageImage({ id }: { readonly id: string }) {
  const say = useSay()
  const [failed, setFailed] = useState(false)
  const [large, setLarge] = useState(false)
  if (failed) return <p className="soft">{say(words.failed)}</p>
  return (
    <figure className="page-image" data-large={large}>
      <Button variant="default" size="xs" aria-pressed={large} onClick={() => setLarge(!large)}>
        {say(large ? words.smaller : words.larger)}
      </Button>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the frame scrolls, and is scrolled by keys */}
      <section className="page-frame" aria-label={say(words.image)} tabIndex={0}>
        <img src={`/form-scans/${id}/page.png`} alt={say(words.image)} onError={() => setFailed(true)} />
      </section>
    </figure>
  )
}
