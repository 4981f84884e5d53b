import { Button } from '@mantine/core'
import { useState } from 'react'
import type { SessionView } from '../../../../core/contracts/desk/session.ts'
import { Dialog } from '../../../../ui/dialog.tsx'
import { useSay } from '../../../../ui/language.tsx'
import { usePicture } from '../../api/use-picture.ts'
import type { SessionLine } from '../../api/use-session.ts'
import { RefusalNotice } from '../../frame/refusal-notice.tsx'
import { CropPicture } from './crop-picture.tsx'
import type { CropBox } from './crop-frame.ts'
import { words } from './words.ts'

interface PaperDialogProps {
  readonly session: SessionView
  readonly line: SessionLine
  readonly paper: SessionView['papers'][number]
  readonly title: string
  readonly onClose: () => void
}

/** One paper, page by page: to be read, turned and cropped. */
export function PaperDialog({ session, line, paper, title, onClose }: PaperDialogProps) {
  const say = useSay()
  const [page, setPage] = useState(1)
  const [box, setBox] = useState<CropBox | null>(null)
  const file = paper.pages[page - 1]
  // A page that was cropped has another revision of the file, and so another address.
  const picture = usePicture(file ? `/sessions/${session.id}/files/${file}?of=${session.revision}` : null)
  const change = async (body: object) => {
    setBox(null)
    await line.act(`/papers/${paper.id}`, body, 'PUT')
  }
  return (
    <Dialog opened title={`${title} · ${say(words.page)} ${page}/${paper.pages.length}`} onClose={onClose}>
      <RefusalNotice refusal={line.refusal} />
      {picture.state === 'shown' ? (
        <CropPicture key={`${file} ${picture.src}`} src={picture.src} box={box} onBox={setBox} />
      ) : (
        <p className="soft">{say(picture.state === 'failed' ? words.cannotShow : words.loading)}</p>
      )}
      <p className="soft">{say(words.cropHelp)}</p>
      <div className="row">
        <Button disabled={box === null || line.busy} onClick={() => void change({ page, crop: box })}>
          {say(words.crop)}
        </Button>
        <Button variant="default" disabled={line.busy} onClick={() => void change({ page, rotate: 90 })}>
          {say(words.rotate)}
        </Button>
        {paper.pages.length > 1 && (
          <Button variant="default" onClick={() => setPage((page % paper.pages.length) + 1)}>
            {say(words.next)}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
