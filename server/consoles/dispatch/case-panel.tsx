import { Textarea } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ReconcileParcelDocument, WriteOffParcelDocument } from '../generated/parcels.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { useMay } from '../session/session.tsx'
import { ArrivalScan } from './arrival-scan.tsx'
import type { ParcelStepProps } from './parcel-step.ts'

const words = {
  title: { vi: 'Xử lý sai lệch', en: 'The case' },
  open: { vi: 'thẻ chưa giải quyết', en: 'cards not settled' },
  unit: {
    vi: 'Tìm thấy thẻ thiếu thì quét; thẻ lạ thì gửi trả xưởng. Thẻ mất hẳn và thẻ hỏng do trưởng xưởng quyết định.',
    en: 'Scan what was found, send foreign cards back. The supervisor at the factory decides on what is lost or damaged.',
  },
  conclusion: { vi: 'Kết luận', en: 'Conclusion' },
  hint: {
    vi: 'Từ 10 ký tự, không nêu tên công dân; đứng trong biên bản giải quyết.',
    en: '10 characters at least, nobody’s name; it stands in the record.',
  },
  reconcile: { vi: 'Kết thúc vụ việc', en: 'End the case' },
  writeOffLead: {
    vi: 'Thẻ thiếu bị hủy hiệu lực, đưa vào danh sách theo dõi và được làm lại; thẻ hỏng cũng làm lại. Không bỏ được.',
    en: 'Missing cards are revoked, watched for and made again; damaged ones are made again too. This cannot be undone.',
  },
  writeOff: { vi: 'Hủy thẻ thiếu, làm lại', en: 'Write off and make again' },
} as const satisfies Readonly<Record<string, Bilingual>>

const shortestConclusion = 10
const longestConclusion = 500

function Conclude({ parcel, onStep, onRefresh }: ParcelStepProps) {
  const say = useSay()
  const may = useMay()
  const [text, setText] = useState('')
  const reconcile = useAct(ReconcileParcelDocument)
  const writeOff = useAct(WriteOffParcelDocument)
  const writes = may('parcel.write-off')
  const act = writes ? writeOff : reconcile
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const ended = await act.act({ id: parcel.id, conclusion: text })
    if (ended)
      onStep({
        vi: `Vụ việc của kiện ${ended.number} đã kết thúc.`,
        en: `The case of ${ended.number} is over.`,
      })
  }
  return (
    <form className="form-lines" onSubmit={(event) => void submit(event)}>
      {writes && <Notice tone="attention" title={say(words.writeOffLead)} />}
      <RefusalNotice refusal={act.refusal} trouble={act.trouble} onReload={onRefresh} />
      <Textarea
        label={say(words.conclusion)}
        description={say(words.hint)}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        required
        autosize
        minRows={2}
        maxLength={longestConclusion}
      />
      <div className="row">
        <ActionButton
          label={writes ? words.writeOff : words.reconcile}
          type="submit"
          keys="Ctrl+Enter"
          {...(writes && { color: 'red.9' })}
          loading={act.busy}
          disabled={text.trim().length < shortestConclusion || (!writes && parcel.openFindings > 0)}
        />
      </div>
    </form>
  )
}

/** What was missing, foreign or damaged is settled: by the unit that finds it, or by the factory that gives it up. */
export function CasePanel(props: ParcelStepProps) {
  const say = useSay()
  const may = useMay()
  const receives = may('card.receive')
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>
        {say(words.title)}: {formatCount(props.parcel.openFindings)} {say(words.open)}
      </h2>
      {receives && (
        <>
          <p>{say(words.unit)}</p>
          <ArrivalScan {...props} />
        </>
      )}
      {(receives || may('parcel.write-off')) && <Conclude {...props} />}
    </section>
  )
}
