import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { nameIn } from '../forms/words.ts'
import type { File } from './file.ts'
import { PictureOnDemand } from './file-picture.tsx'
import { Pages } from './papers-panel.tsx'
import { exceptionNames, placeName } from './words.ts'

const words = {
  title: { vi: 'Sinh trắc học', en: 'Captures' },
  missing: { vi: 'Không lấy được', en: 'Could not be taken' },
  permanent: { vi: 'vĩnh viễn', en: 'permanent' },
  forNow: { vi: 'tạm thời', en: 'for now' },
  noReason: { vi: 'không ghi lý do', en: 'no reason given' },
  noPhoto: { vi: 'Không có ảnh bàn tay', en: 'No photo of the hand' },
  place: { vi: 'Vị trí', en: 'Place' },
  quality: { vi: 'Chất lượng', en: 'Quality' },
  attempts: { vi: 'Số lần lấy', en: 'Tries' },
  dpi: { vi: 'Độ phân giải', en: 'Resolution' },
  picture: { vi: 'Ảnh', en: 'Picture' },
  low: { vi: 'thấp', en: 'low' },
  unmeasured: { vi: 'chưa đo', en: 'not measured' },
  bits: { vi: 'bit', en: 'bits' },
  none: { vi: 'Hồ sơ này không có mẫu nào.', en: 'This file has no captures.' },
  kept: { vi: 'Giữ ảnh dù còn nhắc nhở', en: 'Kept in spite of the hints' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** Below it the desk captures again (core/biometrics): shown so that eyes stop there. */
const lowQuality = 40

type Capture = File['captures'][number]

function Exception({ capture, papers }: { readonly capture: Capture; readonly papers: File['papers'] }) {
  const say = useSay()
  const { kind, position, exception, permanent, reason } = capture
  const photos = papers.filter(
    (paper) => paper.kind === 'HAND_PHOTO' && paper.reference === String(position) && kind === 'FINGER',
  )
  return (
    <li>
      <strong>{say(placeName(capture))}</strong>: {say(nameIn(exceptionNames, exception ?? ''))}
      {kind === 'FINGER' && `, ${say(permanent ? words.permanent : words.forNow)}`}
      {exception !== 'WAIVED' && ` – ${reason ?? say(words.noReason)}`}
      {kind === 'FINGER' &&
        (photos.length > 0 ? (
          <Pages pages={photos} />
        ) : (
          <p className="soft">
            <span className="badge badge-attention">{say(words.noPhoto)}</span>
          </p>
        ))}
    </li>
  )
}

function Quality({ quality }: Pick<Capture, 'quality'>) {
  const say = useSay()
  if (quality === null) return <span className="soft">{say(words.unmeasured)}</span>
  return (
    <>
      {quality}/100 {quality < lowQuality && <span className="badge badge-attention">{say(words.low)}</span>}
    </>
  )
}

function Row({ capture }: { readonly capture: Capture }) {
  const say = useSay()
  const { kind, path, quality, attempts, dpi, bitDepth, impression, reason } = capture
  const name = `${say(placeName(capture))}${impression > 1 ? ` (${impression})` : ''}`
  return (
    <tr>
      <th scope="row">
        {name}
        {reason && (
          <p className="soft">
            {say(words.kept)}: {reason}
          </p>
        )}
      </th>
      <td data-label={say(words.quality)}>
        <Quality quality={quality} />
      </td>
      <td data-label={say(words.attempts)}>{attempts ?? ''}</td>
      <td data-label={say(words.dpi)}>
        {dpi && `${dpi} dpi`}
        {bitDepth && `, ${bitDepth} ${say(words.bits)}`}
      </td>
      <td data-label={say(words.picture)}>
        {path && kind !== 'FACE' && <PictureOnDemand path={path} name={name} />}
      </td>
    </tr>
  )
}

/** What could not be taken with its proof first, then every capture with its quality. */
export function CapturesPanel({ file: { captures, papers } }: { readonly file: File }) {
  const say = useSay()
  const missing = captures.filter(({ exception }) => exception !== null)
  const taken = captures.filter(({ exception }) => exception === null)
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {missing.length > 0 && (
        <>
          <h3>{say(words.missing)}</h3>
          <ul className="flag-list">
            {missing.map((capture) => (
              <Exception key={capture.id} capture={capture} papers={papers} />
            ))}
          </ul>
        </>
      )}
      {captures.length === 0 && <p className="soft">{say(words.none)}</p>}
      {taken.length > 0 && (
        <table className="worklist captures">
          <caption className="for-ears">{say(words.title)}</caption>
          <thead>
            <tr>
              {[words.place, words.quality, words.attempts, words.dpi, words.picture].map((title) => (
                <th key={title.en} scope="col">
                  {say(title)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {taken.map((capture) => (
              <Row key={capture.id} capture={capture} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
