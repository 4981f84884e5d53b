import { FileButton, Button } from '@mantine/core'
import { fingerNames } from '../../../core/biometrics/positions.ts'
import type { CaptureStep, SessionView } from '../../../core/contracts/desk/session.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { useSay } from '../../../ui/language.tsx'
import { usePicture } from '../api/use-picture.ts'
import { CapturePicture } from './capture-picture.tsx'
import { fingersOf } from './step-marks.ts'
import { words as shared } from './words.ts'

const words = {
  wait: {
    vi: 'Mời người dân đặt phẳng các ngón lên máy quét bàn tay; chương trình của máy quét gửi ảnh về đây.',
    en: 'Ask the applicant to lay the fingers flat on the slap scanner; its program sends the picture here.',
  },
  file: { vi: 'Lấy ảnh từ tệp…', en: 'Take the picture from a file…' },
  fingers: { vi: 'Các ngón phải thấy', en: 'Fingers that must be seen' },
  found: { vi: 'Các ngón đã thấy', en: 'Fingers found' },
  missing: {
    vi: 'Thiếu ngón nào phải ghi ngoại lệ cho ngón đó.',
    en: 'Every finger that is missing needs its exception.',
  },
  picture: { vi: 'Ảnh bàn tay', en: 'Picture of the slap' },
  none: { vi: 'Chưa có ảnh bàn tay', en: 'No slap yet' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface SlapStageProps {
  readonly session: SessionView
  readonly step: CaptureStep
  readonly busy: boolean
  readonly onPicture: (picture: File) => void
  readonly onForget: () => void
}

/** Several fingers at once: which must be seen, which were found. */
export function SlapStage({ session, step, busy, onPicture, onForget }: SlapStageProps) {
  const say = useSay()
  const slap = session.slaps.find(({ position }) => position === step.position)
  const picture = usePicture(slap ? `/sessions/${session.id}/files/${slap.file}?at=${slap.capturedAt}` : null)
  const names = (slap ? slap.fingers : fingersOf(step)).map((finger) =>
    say(fingerNames[finger as keyof typeof fingerNames]),
  )
  return (
    <div className="stage-form">
      <p>{say(words.wait)}</p>
      <CapturePicture className="slap-large" picture={picture} label={words.picture} empty={words.none} />
      <p>
        {say(slap ? words.found : words.fingers)}: <strong>{names.join(', ')}</strong>. {say(words.missing)}
      </p>
      <div className="row">
        <FileButton accept="image/png" onChange={(file) => file && onPicture(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={busy}>
              {say(words.file)}
            </Button>
          )}
        </FileButton>
        {slap && (
          <ActionButton
            label={shared.forget}
            keys="Delete"
            variant="default"
            loading={busy}
            onClick={onForget}
          />
        )}
      </div>
    </div>
  )
}
