import type { Try } from '../../../core/contracts/desk/session.ts'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from './capture-picture.tsx'
import { words } from './words.ts'

/** The last three tries, the best starred, each with what could be better. */
export function TryStrip({ session, tries }: { readonly session: string; readonly tries: readonly Try[] }) {
  const say = useSay()
  if (tries.length === 0) return null
  return (
    <div>
      <h3 className="try-title">{say(words.tries)}</h3>
      <ol className="try-strip">
        {tries.slice(-3).map((one) => (
          <TryThumbnail key={one.file} session={session} one={one} />
        ))}
      </ol>
    </div>
  )
}

function TryThumbnail({ session, one }: { readonly session: string; readonly one: Try }) {
  const say = useSay()
  const picture = usePicture(`/sessions/${session}/files/${one.file}?of=${one.quality}`)
  const [hint] = one.hints
  return (
    <li className="try" data-best={one.best}>
      <CapturePicture picture={picture} label={words.tries} empty={words.noPrint} />
      <span className="try-words">
        {one.best && (
          <strong>
            <span aria-hidden="true">★ </span>
            {say(words.best)}
          </strong>
        )}
        <span>{one.quality ?? '–'}</span>
      </span>
      <span className="soft">
        {say(words.impression)} {one.impression}
      </span>
      {hint && <span className="soft">{say(hint)}</span>}
    </li>
  )
}
