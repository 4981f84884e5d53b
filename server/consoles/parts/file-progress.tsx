import type { Bilingual } from '../../../core/errors.ts'
import { formatPercent } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import type { SendStage } from './send-file.ts'
import './file-progress.css'

const words = {
  hashing: { vi: 'Đang tính mã kiểm tra', en: 'Computing the digest' },
  sending: { vi: 'Đang gửi', en: 'Sending' },
  sent: { vi: 'Đã gửi xong', en: 'Sent' },
  waiting: {
    vi: 'Mất kết nối; sẽ gửi tiếp khi có mạng',
    en: 'No line; goes on when it is back',
  },
} as const satisfies Readonly<Record<SendStage | 'sent', Bilingual>>

export interface SendProgress {
  readonly stage: SendStage
  readonly sent: number
}

/** How much of a file has been read for its digest, then how much has reached the server's disk. */
export function FileProgress({ file, progress }: { readonly file: File; readonly progress: SendProgress }) {
  const say = useSay()
  const { stage, sent } = progress
  const share = file.size === 0 ? 0 : sent / file.size
  const step = stage === 'sending' && share === 1 ? 'sent' : stage
  return (
    <span className="file-progress">
      <progress value={share} max={1} aria-label={`${say(words.sending)} ${file.name}`} />
      <span>
        {say(words[step])}
        {step !== 'sent' && share > 0 && ` · ${formatPercent(share)}`}
      </span>
    </span>
  )
}
