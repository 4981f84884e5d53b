import type { FaceSight, FromFaceThread } from './face-messages.ts'

/** Looks at single pictures, in a thread of its own. */
export interface FaceWatch {
  /** The networks are loaded. Rejects where the browser cannot run them. */
  readonly ready: Promise<void>
  /** What the picture shows. Rejects when the networks cannot be loaded or the watch is closed. */
  look(picture: ImageBitmapSource): Promise<FaceSight>
  close(): void
}

/** Loads the networks; whoever opens a watch closes it. */
export function openFaceWatch(): FaceWatch {
  const thread = new Worker(new URL('face-thread.ts', import.meta.url), { type: 'module' })
  const { promise: ready, resolve: isReady, reject: isNotReady } = Promise.withResolvers<void>()
  const waiting: PromiseWithResolvers<FaceSight>[] = []
  let closed = false
  ready.catch(() => undefined) // whoever looks hears of it
  const fail = (reason: Error) => {
    isNotReady(reason)
    for (const look of waiting.splice(0)) look.reject(reason)
  }
  thread.addEventListener('message', ({ data }: MessageEvent<FromFaceThread>) => {
    if (data.kind === 'ready') isReady()
    else if (data.kind === 'sight') waiting.shift()?.resolve(data.sight)
    else fail(new Error('the face networks failed'))
  })
  thread.addEventListener('error', () => {
    fail(new Error('the face thread failed'))
  })
  return {
    ready,
    async look(picture) {
      if (closed) throw new Error('the face watch is closed')
      const frame = await createImageBitmap(picture)
      const look = Promise.withResolvers<FaceSight>()
      waiting.push(look)
      thread.postMessage(frame, [frame])
      return look.promise
    },
    close() {
      closed = true
      thread.terminate()
      fail(new Error('the face watch is closed'))
    },
  }
}

/** Between the looks at a video: guidance needs a few a second, and the desk's computer has other work. */
const pause = 150

interface Told {
  readonly onSight: (sight: FaceSight) => void
  readonly onFailed: () => void
  /** What is looked at, where it is not all that the camera sees. */
  readonly partOf?: (video: HTMLVideoElement) => Promise<ImageBitmap>
}

/**
 * Looks at the video again and again until it is told to stop. A frame that comes while another is looked at is left out, so
 * what is told is never older than one look.
 */
export function watchVideo(watch: FaceWatch, video: HTMLVideoElement, told: Told): () => void {
  let stopped = false
  const lookAgain = async () => {
    while (!stopped) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
        const part = await told.partOf?.(video)
        const sight = await watch.look(part ?? video)
        part?.close()
        if (!stopped) told.onSight(sight)
      }
      await new Promise((resolve) => {
        setTimeout(resolve, pause)
      })
    }
  }
  lookAgain().catch(() => {
    if (!stopped) told.onFailed()
  })
  return () => {
    stopped = true
  }
}
