/** A page as a desk's: it watches the camera, or looks at pictures that the test hands it. */
import type { FaceSight } from '../../../ui/face/face-messages.ts'
import { openFaceWatch, watchVideo } from '../../../ui/face/watch-face.ts'

const began = performance.now()
const watch = openFaceWatch()

const page = {
  /** Milliseconds that it took. */
  ready: watch.ready.then(() => performance.now() - began),
  async look(picture: string): Promise<FaceSight> {
    return watch.look(await (await fetch(picture)).blob())
  },
  /** What is seen in so many looks at the camera, and how long they took. */
  async watchCamera(looks: number): Promise<{ readonly sights: FaceSight[]; readonly milliseconds: number }> {
    const video = document.querySelector<HTMLVideoElement>('#camera')!
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } })
    await video.play()
    await watch.ready
    const sights: FaceSight[] = []
    const start = performance.now()
    return new Promise((resolve, reject) => {
      const stop = watchVideo(watch, video, {
        onSight: (sight) => {
          sights.push(sight)
          if (sights.length < looks) return
          stop()
          resolve({ sights, milliseconds: performance.now() - start })
        },
        onFailed: () => reject(new Error('the watch failed')),
      })
    })
  },
}
export type FacePage = typeof page
Object.assign(window, { page })
