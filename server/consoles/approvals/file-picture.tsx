import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../parts/use-picture.ts'

const words = {
  show: { vi: 'Xem', en: 'Show' },
  loading: { vi: 'Đang mở…', en: 'Loading…' },
  failed: { vi: 'Không mở được', en: 'Cannot be shown' },
  none: { vi: 'Không có ảnh', en: 'No picture' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface PictureProps {
  readonly path: string | null
  readonly name: string
}

/** A picture of the file, fetched when it comes up: the view is audited. */
export function FilePicture({ path, name }: PictureProps) {
  const say = useSay()
  const picture = usePicture(path)
  return picture.state === 'shown' ? (
    <img src={picture.src} alt={name} />
  ) : (
    <p className="soft">{say(words[picture.state])}</p>
  )
}

/** A picture that is opened when somebody wants to see it: nobody looks at what they did not ask for. */
export function PictureOnDemand({ path, name }: PictureProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  if (open) {
    return (
      <figure className="paper">
        <FilePicture path={path} name={name} />
        <figcaption className="soft">{name}</figcaption>
      </figure>
    )
  }
  return (
    <Button size="xs" variant="default" data-closed-picture onClick={() => setOpen(true)}>
      {say(words.show)}: {name}
    </Button>
  )
}
