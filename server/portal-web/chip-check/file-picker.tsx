import { type ChangeEvent, type DragEvent, useState } from 'react'
import { droppedFiles } from './chosen-files.ts'
import type { ChipTexts } from './texts.ts'

interface FilePickerProps {
  readonly texts: ChipTexts
  readonly busy: boolean
  readonly requireCrl: boolean
  readonly onRequireCrl: (demanded: boolean) => void
  readonly onFiles: (files: Promise<readonly File[]>) => void
}

/** A button that opens the computer's files, in a place where files and folders can be dropped. */
export function FilePicker({ texts, busy, requireCrl, onRequireCrl, onFiles }: FilePickerProps) {
  const [above, setAbove] = useState(false)
  const picked = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles(Promise.resolve(Array.from(currentTarget.files ?? [])))
    // The same files may be chosen again.
    currentTarget.value = ''
  }
  const hover = (is: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setAbove(is)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setAbove(false)
    if (busy) return
    onFiles(droppedFiles(event.dataTransfer.items))
  }
  return (
    <div className="chip-files" aria-busy={busy}>
      <h2>{texts.heading}</h2>
      <p>{texts.explanation}</p>
      <label className="demand">
        <input
          type="checkbox"
          checked={requireCrl}
          onChange={(event) => onRequireCrl(event.currentTarget.checked)}
        />
        <span>{texts.requireCrl}</span>
      </label>
      <div
        className={above ? 'drop-here drop-now' : 'drop-here'}
        onDragOver={hover(true)}
        onDragLeave={hover(false)}
        onDrop={drop}
      >
        <label className="primary choose">
          {busy ? texts.busy : texts.choose}
          <input type="file" multiple accept=".bin" disabled={busy} onChange={picked} />
        </label>
        <p>{texts.drop}</p>
      </div>
    </div>
  )
}
