import { useRef, useState } from 'react'
import { useClient } from 'urql'
import { type CardScan, compareScan } from '../../../core/production/compare-scan.ts'
import type { FailCodeName } from '../../../core/production/fail-codes.ts'
import { CardToCheckDocument, CheckCardDocument } from '../generated/card-checks.ts'
import { type Refusal, type Trouble, troubleOf } from '../graphql/trouble.ts'
import { useAct } from '../graphql/use-act.ts'
import { readScan, wholeScan, withLine } from './check-entry.ts'
import type { CheckedCard } from './expected-face.ts'

type Verdict = 'PASS' | 'FAIL' | 'SECOND_LOOK'

interface Decided {
  readonly serial: string
  readonly verdict: Verdict
  readonly code: FailCodeName | null
}

interface OnDesk {
  readonly card: CheckedCard
  readonly scan: CardScan
}

/** A remake bears the QR of the card that it replaces: its blank's number is scanned next. */
const serialNeeded = 'SERIAL_NEEDED'

const cardFirst: Refusal = {
  text: {
    vi: 'Chưa biết đây là thẻ nào. Quét mã QR hoặc số phôi của thẻ trước.',
    en: 'Which card is this? Scan its QR or the number of its blank first.',
  },
}

type Sought = { readonly scan: string } | { readonly jobId: string }

/** Whether each part that was read is the job's; the chip's the server alone can tell. */
export function comparedOn({ card, scan }: OnDesk) {
  const { qr, mrz } = card.face
  const [first = '', second = '', third = ''] = mrz
  const { chip: _, ...seen } = compareScan(
    { face: { qr, mrz: [first, second, third] }, sodSha256: null },
    wholeScan(scan),
  )
  return seen
}

/** The desk of quality control: the card that lies on it, what was read from it, and its verdict. */
export function useCardDesk(onDecided: () => void) {
  const client = useClient()
  const check = useAct(CheckCardDocument)
  const [desk, setDesk] = useState<OnDesk | null>(null)
  const [seeking, setSeeking] = useState(false)
  const [missed, setMissed] = useState<{
    readonly refusal: Refusal | null
    readonly trouble: Trouble | null
  }>({
    refusal: null,
    trouble: null,
  })
  const [decided, setDecided] = useState<Decided | null>(null)
  const newest = useRef(0)
  const unplacedQr = useRef<string | null>(null)
  const seek = async (sought: Sought, scan: CardScan) => {
    const mine = ++newest.current
    setSeeking(true)
    check.clear()
    const asked = { scan: null, jobId: null, ...sought }
    const { data, error } = await client
      .query(CardToCheckDocument, asked, { requestPolicy: 'network-only' })
      .toPromise()
    // A reader is quicker than the line: only the card that was scanned last is laid out.
    if (mine !== newest.current) return
    setSeeking(false)
    const answer = data?.cardToCheck
    const card = answer?.__typename === 'CardToCheck' ? answer : null
    const refusal = answer?.__typename === 'DomainRefusal' ? answer : null
    unplacedQr.current = refusal?.code === serialNeeded ? (scan.qr ?? null) : null
    setDecided(null)
    setDesk(card && { card, scan })
    setMissed({ refusal, trouble: error ? troubleOf(error) : null })
  }
  const read = (text: string) => {
    const seen = readScan(text)
    const add = (scan: CardScan) => desk && setDesk({ ...desk, scan: { ...desk.scan, ...scan } })
    if (seen.part === 'serial') {
      if (seen.text !== desk?.card.blankSerial) void seek({ scan: seen.text }, { qr: unplacedQr.current })
    } else if (!desk) {
      if (seen.part === 'qr') void seek({ scan: seen.text }, { qr: seen.text })
      else setMissed({ refusal: cardFirst, trouble: null })
    } else if (seen.part === 'mrzLine') add({ mrz: withLine(desk.scan.mrz, seen.text) })
    else add({ [seen.part]: seen.text })
  }
  const decide = async (verdict: Verdict, code: FailCodeName | null) => {
    if (!desk) return
    const { card, scan } = desk
    const { qr = null, mrz = null, chip = null } = wholeScan(scan)
    const done = await check.act({ id: card.jobId, verdict, failCode: code, qr, mrz, chip })
    if (!done) return
    setDesk(null)
    setDecided({ serial: card.blankSerial, verdict, code })
    onDecided()
  }
  return {
    desk,
    seeking,
    decided,
    busy: check.busy,
    refusal: check.refusal ?? missed.refusal,
    trouble: check.trouble ?? missed.trouble,
    seek: (sought: Sought) => void seek(sought, {}),
    /** The QR that was read belongs to another card: that one is laid out instead. */
    takeOther: () => desk?.scan.qr && void seek({ scan: desk.scan.qr }, { qr: desk.scan.qr }),
    read,
    decide: (verdict: Verdict, code: FailCodeName | null) => void decide(verdict, code),
  }
}
export type CardDesk = ReturnType<typeof useCardDesk>
