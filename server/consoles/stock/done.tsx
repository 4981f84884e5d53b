import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { stockWords } from './words.ts'

interface Paper {
  readonly number: string
  readonly pdf: string
}

/** What was done, and the record that was written of it. */
export interface Done {
  readonly text: Bilingual
  readonly paper?: Paper | null | undefined
}

/** Biên bản, opened in a tab of its own. */
export function PaperLink({ paper }: { readonly paper: Paper }) {
  const say = useSay()
  return (
    <a className="nowrap" href={paper.pdf} target="_blank" rel="noreferrer">
      {say(stockWords.record)} {paper.number} (PDF)
    </a>
  )
}

export function DoneNotice({ done }: { readonly done: Done | null }) {
  const say = useSay()
  if (!done) return null
  return (
    <Notice tone="good" title={say(done.text)} spoken>
      {done.paper && (
        <p>
          <PaperLink paper={done.paper} />
        </p>
      )}
    </Notice>
  )
}
