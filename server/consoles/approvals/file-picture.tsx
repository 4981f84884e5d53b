import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../parts/use-picture.ts'

const words = {
  show: { vi: 'Xem', en: 'Show' },
  loading: { vi: 'Đang mở…', en: 'Loading…' },
  failed: { vi: 'Không mở được', en: 'Cannot be shown' },
  none: { vi: 'Không có ảnh', en: 'No picture' },
} as const satisfies Readonly<Record<string, Bilingual>>

const openNextLabel: Bilingual = { vi: 'Mở giấy tờ tiếp theo', en: 'Open the next paper' }

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

/** Opens the papers of a file one after the other. */
export function OpenNextPaper() {
  const openNext = () => {
    const next = document.querySelector<HTMLElement>('main [data-in-turn=true]')
    next?.scrollIntoView({ block: 'center' })
    next?.click()
  }
  return <ActionButton label={openNextLabel} keys="v" variant="default" onClick={openNext} />
}

interface OnDemandProps extends PictureProps {
  /** Opened in its turn by {@link OpenNextPaper}. */
  readonly inTurn?: boolean
}

/** A picture that is opened when somebody wants to see it: nobody looks at what they did not ask for. */
export function PictureOnDemand({ path, name, inTurn = false }: OnDemandProps) {
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
    <Button size="xs" variant="default" data-in-turn={inTurn} onClick={() => setOpen(true)}>
      {say(words.show)}: {name}
    </Button>
  )
}
