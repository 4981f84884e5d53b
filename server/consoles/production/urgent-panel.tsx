import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { MarkUrgentDocument, UrgentQuotaDocument } from '../generated/urgent.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  title: { vi: 'Làm gấp một hồ sơ', en: 'Hasten a file' },
  help: {
    vi: 'Đi trước hồ sơ mới, không bao giờ đi trước thẻ làm lại. Người bấm nút là người chịu trách nhiệm cho phép.',
    en: 'It goes before new work, never before remakes. Whoever presses the button answers for it.',
  },
  code: { vi: 'Mã hồ sơ', en: 'File' },
  reason: { vi: 'Lý do', en: 'Reason' },
  choose: { vi: 'Chọn lý do', en: 'Choose' },
  mark: { vi: 'Cho làm gấp', en: 'Hasten' },
  used: { vi: 'Hôm nay đã dùng', en: 'Used today' },
  done: { vi: 'được làm gấp; hôm nay còn', en: 'goes first; left today:' },
} as const satisfies Readonly<Record<string, Bilingual>>

/** One file before its turn, with a reason, within the day's number. */
export function UrgentPanel() {
  const say = useSay()
  const [code, setCode] = useState('')
  const [why, setWhy] = useState('')
  const { data, again } = useAsk(UrgentQuotaDocument, {}, { policy: 'network-only' })
  const mark = useAct(MarkUrgentDocument)
  const [told, setTold] = useState<string | null>(null)
  const quota = data?.urgentQuota
  const reason = quota?.reasons.find((one) => one.reason === why)?.reason
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (reason === undefined || code.trim() === '') return
    setTold(null)
    const done = await mark.act({ code: code.trim(), reason })
    if (!done) return
    setTold(`${done.code} ${say(words.done)} ${formatCount(done.left)}`)
    setCode('')
    again()
  }
  return (
    <details className="panel">
      <summary>{say(words.title)}</summary>
      <form className="dialog-lines" onSubmit={(event) => void submit(event)}>
        <p className="soft">{say(words.help)}</p>
        <div className="row">
          <TextInput
            label={say(words.code)}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
            classNames={{ input: 'code' }}
            autoComplete="off"
          />
          <NativeSelect
            label={say(words.reason)}
            value={why}
            onChange={({ currentTarget }) => setWhy(currentTarget.value)}
            data={[
              { value: '', label: say(words.choose) },
              ...(quota?.reasons ?? []).map(({ reason: value, text }) => ({ value, label: say(text) })),
            ]}
          />
          <Button type="submit" loading={mark.busy} disabled={reason === undefined || code.trim() === ''}>
            {say(words.mark)}
          </Button>
        </div>
        {quota && (
          <p className="soft">
            {say(words.used)} {formatCount(quota.used)}/{formatCount(quota.most)}
          </p>
        )}
        <RefusalNotice refusal={mark.refusal} trouble={mark.trouble} />
        {told && <Notice tone="good" title={told} spoken />}
      </form>
    </details>
  )
}
