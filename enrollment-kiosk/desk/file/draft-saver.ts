/** Writes what is typed to the agent's disk, a moment after the last key, in order, and again until it is there. */
export interface DraftSaver {
  /** What is not on the disk yet; null where everything is. */
  waiting(): object | null
  keep(input: object): void
  /** Writes at once what is not written yet; resolves when it is on the disk or the agent did not answer. */
  flush(): Promise<void>
  /** The page goes away: one last try that outlives it. */
  leave(): void
}

const restMilliseconds = 250
const againMilliseconds = 1000

interface Writer {
  /** False where it is to be tried again: the agent does not answer, or nobody has unlocked it yet. */
  write(input: object): Promise<boolean>
  writeLast(input: object): void
}

export function createDraftSaver({ write, writeLast }: Writer): DraftSaver {
  let waiting: object | null = null
  let underWay: object | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let writing: Promise<void> = Promise.resolve()

  function schedule(milliseconds: number): void {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void flush(), milliseconds)
  }

  async function writeWaiting(): Promise<void> {
    const input = waiting
    if (input === null) return
    waiting = null
    underWay = input
    const written = await write(input)
    underWay = null
    if (written) return
    waiting ??= input
    schedule(againMilliseconds)
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing = writing.then(writeWaiting)
    return writing
  }

  return {
    waiting: () => waiting ?? underWay,
    keep(input) {
      waiting = input
      schedule(restMilliseconds)
    },
    flush,
    leave() {
      if (waiting !== null) writeLast(waiting)
    },
  }
}
