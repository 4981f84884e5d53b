import type { FaceComparison, FaceReport, FromFaceWorker, ToFaceWorker } from './face-messages.ts'
import { FaceEngineBusy, FaceEngineFailed, FaceRefused } from './face-refused.ts'
import { LineBroken, type LineOptions, startWorkerLine } from './worker-line.ts'

/**
 * Measures and compares portraits, one after the other in a thread of its own. Throws FaceRefused for what is wrong with a
 * picture, FaceEngineBusy and FaceEngineFailed.
 */
export interface FaceEngine {
  measure(picture: Uint8Array): Promise<FaceReport>
  compare(a: Uint8Array, b: Uint8Array): Promise<FaceComparison>
  close(): Promise<void>
}

const usual: LineOptions = { waiting: 32, timeoutMs: 30_000, idleMs: 300_000 }

/** Starts nothing yet: the thread begins with the first picture, so that whoever does not use faces does not pay for them. */
export function startFaceEngine(options: Partial<LineOptions> = {}): FaceEngine {
  const line = startWorkerLine<ToFaceWorker, FromFaceWorker>(new URL('face-worker.ts', import.meta.url), {
    ...usual,
    ...options,
  })
  const ask = async (request: ToFaceWorker): Promise<Answered> => {
    const answer = await line.ask(request).catch(translate)
    if (answer.kind === 'refused') throw new FaceRefused(answer.fault)
    return answer
  }
  return {
    async measure(picture) {
      const answer = await ask({ kind: 'measure', picture })
      if (answer.kind !== 'measured') throw new TypeError('the face worker answered another question')
      return answer.report
    },
    async compare(a, b) {
      const answer = await ask({ kind: 'compare', pictures: [a, b] })
      if (answer.kind !== 'compared') throw new TypeError('the face worker answered another question')
      return answer.comparison
    },
    close: () => line.close(),
  }
}

type Answered = Exclude<FromFaceWorker, { readonly kind: 'refused' }>

function translate(reason: unknown): never {
  if (!(reason instanceof LineBroken)) throw reason
  throw reason.fault === 'BUSY' ? new FaceEngineBusy() : new FaceEngineFailed(reason.fault)
}
