import { type FaceWatch, openFaceWatch } from '../../../ui/face/watch-face.ts'

let shared: FaceWatch | null = null

/**
 * The face networks of this page, loaded once into a thread of their own and kept: the next applicant's portrait begins at once.
 * After a failure the next call tries anew.
 */
export function sharedFaceWatch(): FaceWatch {
  if (!shared) {
    const opened = openFaceWatch()
    shared = opened
    opened.ready.catch(() => {
      opened.close()
      if (shared === opened) shared = null
    })
  }
  return shared
}
