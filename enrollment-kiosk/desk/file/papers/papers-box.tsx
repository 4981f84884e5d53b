import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RequiredPaper, SessionView } from '../../../../core/contracts/desk/session.ts'
import { isPaperType, paperTypes } from '../../../../core/enrollment/papers.ts'
import { useSay } from '../../../../ui/language.tsx'
import type { SessionLine } from '../../api/use-session.ts'
import { AddPaper } from './add-paper.tsx'
import { PaperDialog } from './paper-dialog.tsx'
import './papers.css'
import { words } from './words.ts'

interface PapersBoxProps {
  readonly session: SessionView
  readonly line: SessionLine
  /** What the request needs or may have, as it stands on the screen. */
  readonly needs: readonly RequiredPaper[]
}

/** Supporting papers by kind: what is required, by which article, and what is there. */
export function PapersBox({ session, line, needs }: PapersBoxProps) {
  const say = useSay()
  const [opened, setOpened] = useState<string | null>(null)
  const paper = session.papers.find(({ id }) => id === opened)
  return (
    <>
      <ul className="paper-list">
        {needs.map((need) => (
          <PaperKind key={need.type} need={need} session={session} line={line} onOpen={setOpened} />
        ))}
      </ul>
      {paper && (
        <PaperDialog
          session={session}
          line={line}
          paper={paper}
          title={isPaperType(paper.type) ? say(paperTypes[paper.type]) : paper.type}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

interface PaperKindProps extends Omit<PapersBoxProps, 'needs'> {
  readonly need: RequiredPaper
  readonly onOpen: (paper: string) => void
}

function PaperKind({ need, session, line, onOpen }: PaperKindProps) {
  const say = useSay()
  const papers = session.papers.filter(({ type }) => type === need.type)
  const tone = papers.length > 0 ? 'badge-good' : need.required ? 'badge-trouble' : ''
  const state = papers.length > 0 ? words.there : need.required ? words.required : words.optional
  return (
    <li className="paper-kind">
      <div>
        <strong>{say(need.label)}</strong> <span className={`badge ${tone}`}>{say(state)}</span>
        {need.article !== '' && <p className="soft">{need.article}</p>}
        {papers.map(({ id, pages }) => (
          <div key={id} className="paper-row">
            <span>
              {pages.length} {say(words.pages)}
            </span>
            <Button variant="default" onClick={() => onOpen(id)}>
              {say(words.open)}
            </Button>
            <Button
              variant="subtle"
              color="red"
              disabled={line.busy}
              onClick={() => void line.act(`/papers/${id}`, undefined, 'DELETE')}
            >
              {say(words.remove)}
            </Button>
          </div>
        ))}
      </div>
      {isPaperType(need.type) && <AddPaper session={session} line={line} type={need.type} />}
    </li>
  )
}
