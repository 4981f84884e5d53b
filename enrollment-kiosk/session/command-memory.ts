/**
 * Every command a screen gives carries an id of its own. A double click, a repeated Continue and a screen that asks again
 * after a cut line send the same id: they hear the answer of the one command and nothing is done a second time.
 */
import { DomainError } from '../../core/errors.ts'

export class CommandAlreadyDone extends DomainError<'COMMAND_ALREADY_DONE'> {
  constructor() {
    super('COMMAND_ALREADY_DONE', {
      vi: 'Thao tác này đã được thực hiện trước khi đổi cán bộ. Hãy mở lại màn hình.',
      en: 'This was done already, before the officers changed. Open the screen again.',
    })
  }
}

/** What was sent back, word for word. */
export interface CommandAnswer {
  readonly status: number
  readonly type: string | null
  readonly body: Uint8Array
}

export interface Command {
  /** Method, path and id. */
  readonly key: string
  /** Whose work it is: an answer is never given to the officer who comes next. */
  readonly seats: () => string
  /** Aborted when the screen that asks goes away. */
  readonly gone: AbortSignal
}

export interface CommandMemory {
  /** Runs the command once; `work` is told when every screen that asked for it has gone. Throws {@link CommandAlreadyDone}. */
  once(command: Command, work: (gone: AbortSignal) => Promise<CommandAnswer>): Promise<CommandAnswer>
}

interface Remembered {
  /** Null once other officers sit here: what it said is theirs no longer. */
  answer: Promise<CommandAnswer> | null
  readonly listeners: { count: number }
  readonly deserted: AbortController
  /** The seats when it was answered; null while it runs. */
  seats: string | null
}

/** Screens ask again within seconds: a few hundred answers are more than enough. */
const rememberedAnswers = 256

export function openCommandMemory(): CommandMemory {
  const commands = new Map<string, Remembered>()

  function listen(remembered: Remembered, gone: AbortSignal): void {
    remembered.listeners.count += 1
    const leave = () => {
      remembered.listeners.count -= 1
      if (remembered.listeners.count === 0) remembered.deserted.abort()
    }
    if (gone.aborted) leave()
    else gone.addEventListener('abort', leave, { once: true })
  }

  function forgetOthers(now: string): void {
    for (const remembered of commands.values()) {
      if (remembered.seats !== null && remembered.seats !== now) remembered.answer = null
    }
  }

  function forgetOldest(): void {
    for (const [key, { seats }] of commands) {
      if (commands.size <= rememberedAnswers) return
      if (seats !== null) commands.delete(key)
    }
  }

  return {
    async once({ key, seats, gone }, work) {
      forgetOthers(seats())
      const known = commands.get(key)
      if (known) {
        if (!known.answer) throw new CommandAlreadyDone()
        listen(known, gone)
        return known.answer
      }
      const deserted = new AbortController()
      const answer = work(deserted.signal)
      const remembered: Remembered = {
        answer,
        listeners: { count: 0 },
        deserted,
        seats: null,
      }
      commands.set(key, remembered)
      listen(remembered, gone)
      try {
        return await answer
      } finally {
        remembered.seats = seats()
        forgetOthers(remembered.seats)
        forgetOldest()
      }
    },
  }
}
