import { Checkbox } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { KeyHint, useShortcut } from '../../../ui/shortcuts.tsx'
import {
  type ParcelFinding,
  ReceiveParcelCardDocument,
  type ReceiveParcelCardMutation,
} from '../generated/parcels.ts'
import type { ParcelStepProps } from './parcel-step.ts'
import { scanAnswer } from './scan-answer.ts'
import { AsideList, LastScan, ScanField } from './scan-field.tsx'
import { type ScanOutcome, useScanQueue } from './use-scan-queue.ts'

const words = {
  hint: {
    vi: 'Quét QR hoặc số phôi của từng thẻ lấy ra từ kiện.',
    en: 'Scan the QR or the blank’s number of each card out of the parcel.',
  },
  damaged: { vi: 'Thẻ quét tiếp theo bị hư hại', en: 'The next card is damaged' },
  left: { vi: 'thẻ trong danh sách chưa quét', en: 'cards of the list not scanned yet' },
} as const satisfies Readonly<Record<string, Bilingual>>

type Received = Extract<
  ReceiveParcelCardMutation['receiveParcelCard'],
  { readonly __typename: 'ReceivedCard' }
>

const told: Readonly<Record<ParcelFinding | 'GOOD' | 'AGAIN', Bilingual>> = {
  GOOD: { vi: 'đúng, đã nhận', en: 'right, received' },
  AGAIN: { vi: 'đã quét rồi', en: 'scanned before' },
  MISSING: { vi: 'đang ghi là thiếu', en: 'noted as missing' },
  EXTRA: { vi: 'không thuộc kiện này: để riêng, gửi trả xưởng', en: 'foreign: put aside and send back' },
  DAMAGED: { vi: 'hư hại: để riêng, sẽ làm lại', en: 'damaged: put aside, it is made again' },
  REVOKED: { vi: 'đã bị hủy trên đường: để riêng, gửi trả xưởng', en: 'revoked: put aside and send back' },
}
const findings = Object.keys(told) as readonly (keyof typeof told)[]

function outcomeOf({ serial, finding, again }: Received): ScanOutcome {
  const found = findings.find((one) => one === finding)
  return { taken: found === undefined, serial, text: told[found ?? (again ? 'AGAIN' : 'GOOD')] }
}

interface ArrivalScanProps extends Omit<ParcelStepProps, 'onStep'> {
  /** What ends the count, while no card that was scanned is unanswered. */
  readonly children?: (settled: boolean) => ReactNode
}

/** Cards come out of a parcel under the reader; F4 says beforehand that the next one is damaged. */
export function ArrivalScan({ parcel, onRefresh, children }: ArrivalScanProps) {
  const say = useSay()
  const client = useClient()
  const [left, setLeft] = useState<number | null>(null)
  const [damaged, setDamaged] = useState(false)
  // The reader may be ahead of the line: a card is damaged that was scanned while the box was ticked.
  const damagedScans = useRef(new Set<string>())
  useShortcut('F4', words.damaged, () => setDamaged(!damaged))
  const take = async (scan: string) => {
    const isDamaged = damagedScans.current.has(scan)
    const asked = { parcelId: parcel.id, scan, damaged: isDamaged }
    const { data, error } = await client.mutation(ReceiveParcelCardDocument, asked).toPromise()
    return scanAnswer<Received>({ answer: data?.receiveParcelCard, error }, (card) => {
      // Not before: scanned again after the line was lost, it is damaged still.
      damagedScans.current.delete(scan)
      setLeft(card.left)
      onRefresh()
      return outcomeOf(card)
    })
  }
  const queue = useScanQueue(take)
  const scan = (text: string) => {
    if (damaged) damagedScans.current.add(text.trim())
    setDamaged(false)
    queue.scan(text)
  }
  return (
    <>
      <ScanField queue={{ ...queue, scan }} hint={words.hint} />
      <Checkbox
        checked={damaged}
        onChange={({ currentTarget }) => setDamaged(currentTarget.checked)}
        label={
          <>
            {say(words.damaged)} <KeyHint keys="F4" />
          </>
        }
      />
      <LastScan line={queue.last} />
      <AsideList queue={queue} />
      {left !== null && (
        <p>
          <strong>{formatCount(left)}</strong> {say(words.left)}
        </p>
      )}
      {children?.(queue.waiting === 0)}
    </>
  )
}
