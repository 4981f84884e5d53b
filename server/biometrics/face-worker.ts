/** The thread of face-engine.ts. Networks are loaded with the first picture, the recognition network with the first comparison. */
import { parentPort } from 'node:worker_threads'
import { descriptorDistance, faceVerdict, recognitionInput } from '../../core/biometrics/compare-faces.ts'
import { faceGeometry } from '../../core/biometrics/face-geometry.ts'
import { faceLandmarks } from '../../core/biometrics/face-landmarks.ts'
import { measureFace, type SeenFace } from '../../core/biometrics/face-measures.ts'
import { findFaces } from '../../core/biometrics/find-faces.ts'
import { judgeFace } from '../../core/biometrics/judge-face.ts'
import type { FaceComparison, FaceReport, FromFaceWorker, ToFaceWorker } from './face-messages.ts'
import { loadFaceNetworks, loadRecognition, startRuntime } from './face-networks.ts'
import { FaceRefused } from './face-refused.ts'
import { readFaceImage } from './read-face-image.ts'

await startRuntime()
const networks = await loadFaceNetworks()
let recognition: ReturnType<typeof loadRecognition> | null = null

async function seenIn(picture: Uint8Array): Promise<SeenFace> {
  const image = await readFaceImage(picture)
  const faces = await findFaces(image, networks.detector)
  const [largest] = faces
  const landmarks = largest ? await faceLandmarks(image, largest, networks) : null
  if (!landmarks) throw new FaceRefused('NO_FACE')
  return { image, faces, landmarks }
}

async function measure(picture: Uint8Array): Promise<FaceReport> {
  const seen = await seenIn(picture)
  const measures = measureFace(seen)
  const { width, height } = seen.image
  return { width, height, measures, ...judgeFace(measures) }
}

async function describe(picture: Uint8Array): Promise<Float32Array> {
  const { image, faces, landmarks } = await seenIn(picture)
  if (faces.length > 1) throw new FaceRefused('SEVERAL_FACES')
  const network = await (recognition ??= loadRecognition())
  return network(recognitionInput(image, faceGeometry(landmarks)))
}

async function compare([a, b]: readonly [Uint8Array, Uint8Array]): Promise<FaceComparison> {
  const distance = descriptorDistance(await describe(a), await describe(b))
  return { distance, verdict: faceVerdict(distance) }
}

async function answer(message: ToFaceWorker): Promise<FromFaceWorker> {
  try {
    return message.kind === 'measure'
      ? { kind: 'measured', report: await measure(message.picture) }
      : { kind: 'compared', comparison: await compare(message.pictures) }
  } catch (error) {
    if (error instanceof FaceRefused) return { kind: 'refused', fault: error.fault }
    throw error // a fault of ours: the thread ends, and is replaced
  }
}

parentPort?.on('message', (message: ToFaceWorker) => {
  void answer(message).then((answered) => parentPort?.postMessage(answered))
})
