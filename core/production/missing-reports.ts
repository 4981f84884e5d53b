import type { PrintEvent } from '../contracts/print-job.ts'

/** What a station knows of a card, and the server is to know too. */
export interface CardFacts {
  readonly lease: number
  readonly blankSerial: string
  /** The blank is about to move, or has. */
  readonly fed: boolean
  /** Hash of the EF.SOD that was read back; null: no chip was written. */
  readonly sodSha256: string | null
  /** Hash of the drawing that was printed; null: not printed. */
  readonly renderSha256: string | null
  /** The QR read from the printed card, equal to the order's; null: not read. */
  readonly qr: string | null
  /** Likewise the signed one, where the order has one. */
  readonly signedQr: string | null
  /** How the work ended where no good card came of it. */
  readonly end: {
    readonly event: 'release' | 'eject' | 'spoil' | 'loseTrack'
    readonly reason: string
  } | null
}

const inMachine = ['CARD_FED', 'CHIP_WRITTEN', 'PRINTED', 'VERIFIED']

/**
 * The next report that brings the server from the state in which it sees the job to what the station knows; null: nothing is left to
 * say. Asked again after each answer it tells everything once, whatever answers were lost on the way. A step among `refused` does not keep
 * the card's end from being told.
 */
export function nextReport(
  facts: CardFacts,
  state: string,
  refused: readonly PrintEvent['event'][] = [],
): PrintEvent | null {
  if (state === 'OUTCOME_UNKNOWN') return settlingReport(facts)
  const step = stepReport(facts, state)
  const isStuck = step !== null && facts.end !== null && refused.includes(step.event)
  return step && !isStuck ? step : endReport(facts, state)
}

function stepReport(facts: CardFacts, state: string): PrintEvent | null {
  const { lease, blankSerial, fed, sodSha256, renderSha256, qr, signedQr, end } = facts
  if (state === 'CLAIMED' && fed && !end) return { event: 'feed', lease, blankSerial }
  if (state === 'CARD_FED' && sodSha256 !== null) return { event: 'writeChip', lease, sodSha256 }
  if ((state === 'CARD_FED' || state === 'CHIP_WRITTEN') && renderSha256 !== null)
    return { event: 'print', lease, renderSha256 }
  if (state === 'PRINTED' && qr !== null)
    return { event: 'verify', lease, qr, ...(signedQr !== null && { signedQr }) }
  if (state === 'VERIFIED' && qr !== null) return { event: 'stack', lease }
  return null
}

function endReport({ lease, end }: CardFacts, state: string): PrintEvent | null {
  if (!end) return null
  const { event, reason } = end
  if (state === 'CLAIMED') return { event: 'release', lease, reason }
  if (!inMachine.includes(state) || event === 'release') return null
  // Where the server has heard of more than an untouched blank it is none.
  if (event === 'eject' && state !== 'CARD_FED') return { event: 'spoil', lease, reason }
  return { event, lease, reason }
}

/** The server, or the station itself, had lost sight of it: now it is known. */
function settlingReport(facts: CardFacts): PrintEvent | null {
  const { lease, sodSha256, renderSha256, qr, signedQr, end } = facts
  if (end?.event === 'spoil') return { event: 'declareSpoiled', lease, reason: end.reason }
  if (end?.event === 'eject') return { event: 'findUntouched', lease, reason: end.reason }
  if (end || qr === null || renderSha256 === null) return null
  const signed = signedQr === null ? {} : { signedQr }
  return { event: 'findGood', lease, sodSha256, renderSha256, qr, ...signed }
}
