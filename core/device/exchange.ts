import { DomainError } from '../errors.ts'

/** A timer, passed in because core has none: runs once after so many milliseconds unless the returned function is called. */
export type After = (milliseconds: number, run: () => void) => () => void

/** What a frame means to the one who waits: the whole answer, a part of it, or a leftover of an earlier command. */
export type Verdict<Answer> = { readonly answer: Answer } | 'more' | 'stale'

export interface Request<Frame, Answer> {
  readonly bytes: Uint8Array
  /** Milliseconds to the first frame of the answer and from each part to the next. */
  readonly timeout: number
  /** May throw a refusal, which ends the wait. */
  readonly take: (frame: Frame) => Verdict<Answer>
}

/** The device did not answer in time. */
export class NoReply extends DomainError<'DEVICE_SILENT'> {
  constructor(timeout: number) {
    super(
      'DEVICE_SILENT',
      {
        vi: 'Thiết bị không trả lời. Hãy kiểm tra nguồn điện và dây cắm.',
        en: 'The device does not answer. Check its power and cable.',
      },
      { timeout },
    )
  }
}

interface Waiter<Frame> {
  readonly accept: (frame: Frame) => void
  readonly fail: (reason: Error) => void
}

/**
 * One request and its reply at a time. The waiter is armed before the bytes are written, so that a reply cannot slip past;
 * the clock starts after the write; what arrives while nobody waits, or is declared stale, is counted and dropped.
 */
export class Exchange<Frame> {
  readonly #write: (bytes: Uint8Array) => Promise<void>
  readonly #after: After
  #waiter: Waiter<Frame> | null = null
  #discarded = 0

  constructor(write: (bytes: Uint8Array) => Promise<void>, after: After) {
    this.#write = write
    this.#after = after
  }

  /** Frames that nobody was waiting for. */
  get discarded(): number {
    return this.#discarded
  }

  accept(frame: Frame): void {
    if (this.#waiter) this.#waiter.accept(frame)
    else this.#discarded++
  }

  /** Ends a wait that is under way, as when the channel has closed. */
  fail(reason: Error): void {
    this.#waiter?.fail(reason)
  }

  /** Rejects with {@link NoReply}, with what `take` threw, or with what the write failed with. */
  request<Answer>(request: Request<Frame, Answer>): Promise<Answer> {
    if (this.#waiter) throw new Error('one request at a time')
    return new Promise<Answer>((resolve, reject) => {
      let cancel = () => {}
      const settle = (finish: () => void) => {
        cancel()
        this.#waiter = null
        finish()
      }
      const fail = (reason: Error) => settle(() => reject(reason))
      const restart = () => {
        cancel()
        cancel = this.#after(request.timeout, () => fail(new NoReply(request.timeout)))
      }
      const waiter: Waiter<Frame> = {
        fail,
        accept: (frame) => {
          const verdict = judge(request, frame, fail)
          if (verdict === 'stale') this.#discarded++
          else if (verdict === 'more') restart()
          else if (verdict) settle(() => resolve(verdict.answer))
        },
      }
      this.#waiter = waiter
      this.#write(request.bytes).then(
        () => this.#waiter === waiter && restart(),
        (reason: Error) => this.#waiter === waiter && fail(reason),
      )
    })
  }
}

function judge<Frame, Answer>(
  request: Request<Frame, Answer>,
  frame: Frame,
  fail: (reason: Error) => void,
): Verdict<Answer> | null {
  try {
    return request.take(frame)
  } catch (reason) {
    fail(reason as Error)
    return null
  }
}
