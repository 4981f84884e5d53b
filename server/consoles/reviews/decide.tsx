import { Button, Stack, Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import {
  DecideReviewDocument,
  type ReviewDecisionEvent,
  type ReviewDetailFragment,
} from '../generated/review.ts'
import { useAct } from '../graphql/use-act.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  heading: { vi: 'Quyết định', en: 'Decision' },
  passes: {
    vi: 'Mẫu đạt: chấp nhận thì phiếu của địa bàn được nạp vào cơ sở dữ liệu.',
    en: 'The sample passes: accepted, the locality’s forms load into the registry.',
  },
  fails: {
    vi: 'Mẫu chưa cho phép chấp nhận. Không đạt: phiếu có lỗi được trả lại để khắc phục, rồi phúc tra lại trên mẫu mới. Chấp nhận ngoại lệ: phiếu vẫn được nạp, tên người quyết định và lý do được lưu.',
    en: 'The sample does not allow acceptance. Failed: forms with errors go back for repair, then a new sample. Let through: forms load all the same; who decided and why is kept.',
  },
  reason: { vi: 'Lý do', en: 'Reason' },
  reasonHelp: { vi: 'Từ 10 ký tự.', en: 'At least 10 letters.' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Choice {
  readonly event: ReviewDecisionEvent
  readonly label: Bilingual
  readonly keys: string
  readonly colour?: string
  readonly help: Bilingual
}

const choices: readonly Choice[] = [
  {
    event: 'accept',
    label: { vi: 'Chấp nhận', en: 'Accept' },
    keys: 'F8',
    help: { vi: 'Phiếu của địa bàn được nạp từ bây giờ.', en: 'The locality’s forms load from now on.' },
  },
  {
    event: 'fail',
    label: { vi: 'Không đạt, trả lại', en: 'Fail and send back' },
    keys: 'F9',
    colour: 'var(--red)',
    help: {
      vi: 'Phiếu có lỗi trong mẫu được trả lại cho cán bộ thu thập; phiếu khác của địa bàn chưa được nạp.',
      en: 'Forms with errors go back to their collectors; none of the locality loads.',
    },
  },
  {
    event: 'override',
    label: { vi: 'Chấp nhận ngoại lệ', en: 'Let through' },
    keys: 'F10',
    colour: 'var(--amber)',
    help: {
      vi: 'Phiếu được nạp dù mẫu không đạt. Tên bạn và lý do được lưu cùng quyết định.',
      en: 'Forms load although the sample failed. Your name and the reason are kept with the decision.',
    },
  },
]

const shortestReason = 10

interface DecideProps {
  readonly review: ReviewDetailFragment
  readonly onDone: () => void
}

function DecisionDialog({
  review,
  choice,
  onDone,
  onClose,
}: DecideProps & { readonly choice: Choice; readonly onClose: () => void }) {
  const say = useSay()
  const [reason, setReason] = useState('')
  const { act, busy, refusal, trouble } = useAct(DecideReviewDocument)
  const passes = review.result?.mayAccept ?? false
  const needed = choice.event === 'override' || (choice.event === 'fail' && passes)
  const text = reason.trim()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    void act({ id: review.id, event: choice.event, reason: text || null }).then((done) => done && onDone())
  }
  return (
    <Dialog opened onClose={onClose} title={say(choice.label)}>
      <form onSubmit={submit}>
        <Stack>
          <p>{say(choice.help)}</p>
          <RefusalNotice refusal={refusal} trouble={trouble} onReload={onDone} />
          <Textarea
            label={say(words.reason)}
            {...(needed && { description: say(words.reasonHelp) })}
            required={needed}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            autosize
            minRows={3}
            maxLength={1000}
            data-autofocus
          />
          <Button
            type="submit"
            loading={busy}
            disabled={needed && text.length < shortestReason}
            {...(choice.colour && { color: choice.colour })}
          >
            {say(choice.label)}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

/** The gate: what the sample means for loading, and the three ways to settle it. */
export function Decide({ review, onDone }: DecideProps) {
  const say = useSay()
  const [choice, setChoice] = useState<Choice | null>(null)
  const passes = review.result?.mayAccept ?? false
  const offered = choices.filter(
    ({ event }) =>
      review.possibleEvents.includes(event) &&
      (event !== 'accept' || passes) &&
      (event !== 'override' || !passes),
  )
  return (
    <section className="panel" aria-label={say(words.heading)}>
      <h2>{say(words.heading)}</h2>
      <p>{say(passes ? words.passes : words.fails)}</p>
      <div className="row">
        {offered.map((one) => (
          <ActionButton
            key={one.event}
            label={one.label}
            keys={one.keys}
            onClick={() => setChoice(one)}
            {...(one.colour && { color: one.colour, variant: 'outline' })}
          />
        ))}
      </div>
      {choice && (
        <DecisionDialog
          review={review}
          choice={choice}
          onClose={() => setChoice(null)}
          onDone={() => {
            setChoice(null)
            onDone()
          }}
        />
      )}
    </section>
  )
}
