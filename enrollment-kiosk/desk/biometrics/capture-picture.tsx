import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { Picture } from '../api/use-picture.ts'
import './capture.css'
import { words } from './words.ts'

interface CapturePictureProps {
  readonly picture: Picture
  readonly label: Bilingual
  /** Said in its place while there is none. */
  readonly empty: Bilingual
  readonly className?: string
}

/** A captured picture, or in words that there is none: never an empty frame. */
export function CapturePicture({ picture, label, empty, className = '' }: CapturePictureProps) {
  const say = useSay()
  return (
    <div className={`capture-picture ${className}`}>
      {picture.src !== null ? (
        <img src={picture.src} alt={say(label)} />
      ) : (
        <p className="soft">
          {picture.state === 'none' && say(empty)}
          {picture.state === 'loading' && '…'}
          {picture.state === 'failed' && say(words.pictureFailed)}
        </p>
      )}
    </div>
  )
}
