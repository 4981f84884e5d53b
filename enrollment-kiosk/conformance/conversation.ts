import { setTimeout as pause } from 'node:timers/promises'
import { monotonic } from '../clock.ts'
import { openSerial, type SerialChannel } from '../transport/serial.ts'
import type { Dialect } from './dialects.ts'

export interface Heard {
  readonly answers: number
  readonly ms: number
}

/** A line to the device on which a judge may ask as wrongly as the case wants. */
export interface Conversation {
  readonly baudRate: number
  /** Writes the pieces one after the other and answers how many answers came: at once when it is `awaited` of them. */
  say(pieces: readonly Uint8Array[], awaited: number, longest?: number): Promise<Heard>
  setBaudRate(baudRate: number): Promise<void>
  close(): Promise<void>
}

/** Milliseconds to an answer; to one that should not come; and to the first, at each speed. */
const longestAnswer = 1000
const longestSilence = 400
const longestGreeting = 300

export async function openConversation(
  path: string,
  dialect: Dialect,
  baudRate: number,
): Promise<Conversation> {
  const channel = await openSerial({ path, baudRate })
  return {
    get baudRate() {
      return channel.baudRate
    },
    say: (pieces, awaited, longest = awaited > 0 ? longestAnswer : longestSilence) =>
      say(channel, dialect, { pieces, awaited, longest }),
    setBaudRate: (next) => channel.setBaudRate(next),
    close: () => channel.close(),
  }
}

async function say(
  channel: SerialChannel,
  dialect: Dialect,
  asked: { readonly pieces: readonly Uint8Array[]; readonly awaited: number; readonly longest: number },
): Promise<Heard> {
  const { pieces, awaited, longest } = asked
  const count = dialect.listen()
  const enough = new AbortController()
  let answers = 0
  const stop = channel.onData((bytes) => {
    answers += count(bytes)
    if (awaited > 0 && answers >= awaited) enough.abort()
  })
  const start = monotonic()
  try {
    for (const piece of pieces) await channel.write(piece)
    await pause(longest, undefined, { signal: enough.signal }).catch(() => undefined)
    return { answers, ms: monotonic() - start }
  } finally {
    stop()
  }
}

/** The speed at which the device answers; null where it answers at none. */
export async function findSpeed(path: string, dialect: Dialect): Promise<number | null> {
  // A device that was just plugged in is deaf for a while.
  for (const baudRate of [...dialect.baudRates, ...dialect.baudRates]) {
    const conversation = await openConversation(path, dialect, baudRate)
    try {
      const { answers } = await conversation.say([dialect.question], 1, longestGreeting)
      if (answers > 0) return baudRate
    } finally {
      await conversation.close()
    }
  }
  return null
}
