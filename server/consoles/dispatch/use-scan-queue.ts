import { useRef, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'

/** What became of one card under the reader. */
export interface ScanOutcome {
  readonly taken: boolean
  /** The number of its blank, where the server has told it. */
  readonly serial?: string
  /** Of the refusal. */
  readonly code?: string | undefined
  readonly text: Bilingual
}

export interface ScanLine {
  readonly nth: number
  /** AGAIN: refused, because the same card was taken a moment ago. */
  readonly outcome: 'TAKEN' | 'AGAIN' | 'REFUSED'
  /** The number of the blank; of a QR, which says who somebody is, nothing is shown. */
  readonly serial: string | null
  readonly text: Bilingual
}

/** The code of a card that lies in a parcel. */
const packedAlready = 'CARD_PACKED_ALREADY'

const shownSerial = (scan: string) => (scan.includes('|') ? null : scan.toUpperCase())

/**
 * A reader is quicker than the line: cards wait here and are sent one after the other. What was refused stays on the screen until
 * somebody says that the card lies aside.
 */
export function useScanQueue(take: (scan: string) => Promise<ScanOutcome>) {
  const waiting = useRef<string[]>([])
  const running = useRef(false)
  const count = useRef(0)
  const taken = useRef(new Set<string>())
  const [open, setOpen] = useState(0)
  const [last, setLast] = useState<ScanLine | null>(null)
  const [aside, setAside] = useState<readonly ScanLine[]>([])
  const drain = async () => {
    if (running.current) return
    running.current = true
    for (let scan = waiting.current.shift(); scan !== undefined; scan = waiting.current.shift()) {
      setOpen(waiting.current.length + 1)
      const { text, serial = shownSerial(scan), ...told } = await take(scan)
      const isTwice = told.code === packedAlready && taken.current.has(scan)
      const outcome = told.taken ? 'TAKEN' : isTwice ? 'AGAIN' : 'REFUSED'
      const line = { nth: ++count.current, outcome, serial, text } as const
      if (told.taken) taken.current.add(scan)
      setLast(line)
      if (outcome === 'REFUSED') setAside((lines) => [line, ...lines])
    }
    running.current = false
    setOpen(0)
  }
  return {
    /** Cards that were scanned and not answered for yet. */
    waiting: open,
    last,
    aside,
    scan(text: string) {
      const scan = text.trim()
      if (scan === '') return
      waiting.current.push(scan)
      setOpen(waiting.current.length + (running.current ? 1 : 0))
      void drain()
    },
    putAside: (nth: number) => setAside((lines) => lines.filter((line) => line.nth !== nth)),
  }
}
export type ScanQueue = ReturnType<typeof useScanQueue>
