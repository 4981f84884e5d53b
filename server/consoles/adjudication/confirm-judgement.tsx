import { Button } from '@mantine/core'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import type { CaseDetail } from './case-detail.ts'
import type { judgementOf } from './judgement-draft.ts'
import { recaptured } from './judgements-panel.tsx'

const words = {
  title: { vi: 'Gửi kết luận', en: 'Send the judgement' },
  about: { vi: 'Về', en: 'About' },
  keeps: { vi: 'Giữ số', en: 'Number that stays:' },
  cancels: { vi: 'Hủy số', en: 'Number that is cancelled:' },
  again: { vi: 'Thu nhận lại', en: 'Capture again' },
  lasting: { vi: 'Kết luận đã gửi thì không sửa được.', en: 'A judgement that was sent cannot be changed.' },
  send: { vi: 'Gửi kết luận', en: 'Send' },
  back: { vi: 'Quay lại', en: 'Back' },
} as const satisfies Readonly<Record<string, Bilingual>>

const effects: Readonly<Record<number, Bilingual>> = {
  1: {
    vi: 'Chưa có gì xảy ra cho đến khi người thứ hai cũng kết luận như vậy.',
    en: 'Nothing happens until a second officer finds the same.',
  },
  2: {
    vi: 'Giống kết luận thứ nhất thì có hiệu lực ngay; khác thì chuyển người thứ ba.',
    en: 'Where it agrees with the first it takes effect at once; otherwise a third officer decides.',
  },
  3: { vi: 'Có hiệu lực ngay.', en: 'It takes effect at once.' },
}

interface ConfirmJudgementProps {
  readonly detail: CaseDetail
  readonly judgement: NonNullable<ReturnType<typeof judgementOf>>
  readonly busy: boolean
  readonly onSend: () => void
  readonly onClose: () => void
}

/** Names what will happen, to whom, before it does. */
export function ConfirmJudgement({ detail, judgement, busy, onSend, onClose }: ConfirmJudgementProps) {
  const say = useSay()
  const { verdict, candidateId, keptNumber, recapture } = judgement
  const choice = detail.verdicts.find((one) => one.verdict === verdict)
  const candidate = detail.candidates.find(({ id }) => id === candidateId)?.person
  const cancelled = [detail.applicant, candidate].find(
    (person) => keptNumber !== null && person?.number && person.number !== keptNumber,
  )
  const effect = effects[detail.round ?? 1]
  return (
    <Dialog opened title={say(words.title)} onClose={onClose}>
      <p className="person-name">{choice && say(choice.text)}</p>
      <ul className="effects">
        {candidate && (
          <li>
            {say(words.about)} {candidate.name}{' '}
            {candidate.number && <span className="code">{candidate.number}</span>}
          </li>
        )}
        {keptNumber && (
          <li>
            {say(words.keeps)} <span className="code">{keptNumber}</span>
          </li>
        )}
        {cancelled && (
          <li>
            {say(words.cancels)} <span className="code">{cancelled.number}</span> ({cancelled.name})
          </li>
        )}
        {recapture.length > 0 && (
          <li>
            {say(words.again)}: {recaptured(recapture, say)}
          </li>
        )}
        {choice && <li>{say(choice.consequence)}</li>}
        {effect && <li>{say(effect)}</li>}
        <li>{say(words.lasting)}</li>
      </ul>
      <div className="row dialog-buttons">
        <Button loading={busy} onClick={onSend} data-autofocus>
          {say(words.send)}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say(words.back)}
        </Button>
      </div>
    </Dialog>
  )
}
