import type { SessionView } from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from '../biometrics/capture-picture.tsx'
import { words } from './words.ts'

/** Every page of every paper, by the words of its type. */
export function PaperList({ session }: { readonly session: SessionView }) {
  const say = useSay()
  const { papers, requiredPapers } = session
  if (papers.length === 0) return <p className="soft">{say(words.noPapers)}</p>
  return (
    <div>
      <h3>{say(words.papers)}</h3>
      <ul className="paper-list">
        {papers.map((paper) => {
          const type = requiredPapers.find(({ type: known }) => known === paper.type)
          return (
            <li key={paper.id}>
              <span>{type ? say(type.label) : paper.type}</span>
              <div className="paper-pages">
                {paper.pages.map((page, i) => (
                  <PaperPage key={page} path={`/sessions/${session.id}/files/${page}`} number={i + 1} />
                ))}
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function PaperPage({ path, number }: { readonly path: string; readonly number: number }) {
  const picture = usePicture(path)
  const label = { vi: `${words.openPaper.vi} ${number}`, en: `${words.openPaper.en} ${number}` }
  return <CapturePicture className="paper-page" picture={picture} label={label} empty={words.noPapers} />
}
