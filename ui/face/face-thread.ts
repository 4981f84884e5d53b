/** The thread of watch-face.ts: frames in, what they show out, one at a time. */
import type { FaceImage } from '../../core/biometrics/face-image.ts'
import { faceLandmarks } from '../../core/biometrics/face-landmarks.ts'
import { measureFace } from '../../core/biometrics/face-measures.ts'
import { findFaces } from '../../core/biometrics/find-faces.ts'
import { judgeFace } from '../../core/biometrics/judge-face.ts'
import type { FaceSight, FromFaceThread } from './face-messages.ts'
import { loadFaceNetworks } from './face-networks.ts'

const say = (message: FromFaceThread) => {
  postMessage(message)
}
/** The page is told that it is over; why stands in the browser's console. */
const fail = (reason: unknown) => {
  reportError(reason)
  say({ kind: 'failed' })
}
const loading = loadFaceNetworks()
const canvas = new OffscreenCanvas(1, 1)

function pixelsOf(frame: ImageBitmap): FaceImage {
  const { width, height } = frame
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!context) throw new TypeError('no canvas')
  context.drawImage(frame, 0, 0)
  frame.close()
  const { data } = context.getImageData(0, 0, width, height)
  const pixels = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at++) pixels.set(data.subarray(at * 4, at * 4 + 3), at * 3)
  return { width, height, pixels }
}

async function sightOf(frame: ImageBitmap): Promise<FaceSight> {
  const networks = await loading
  const image = pixelsOf(frame)
  const faces = await findFaces(image, networks.detector)
  const [largest] = faces
  const landmarks = largest ? await faceLandmarks(image, largest, networks) : null
  if (!landmarks) return { accepted: false, score: 0, hints: ['NO_FACE'], measures: null }
  const measures = measureFace({ image, faces, landmarks })
  const { accepted, score, hints } = judgeFace(measures)
  return { accepted, score, hints, measures }
}

addEventListener('message', ({ data }: MessageEvent<ImageBitmap>) => {
  sightOf(data).then((sight) => say({ kind: 'sight', sight }), fail)
})
loading.then(() => say({ kind: 'ready' }), fail)
