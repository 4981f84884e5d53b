/** Worker thread: draws touches of synthetic fingers, and keeps the fingers it has grown. */
import { parentPort } from 'node:worker_threads'
import { renderImpression, type SyntheticFinger, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import type { Drawing } from './fingers.ts'

const grown = new Map<number, SyntheticFinger>()
const mostKept = 50

function fingerOf(seed: number): SyntheticFinger {
  const finger = grown.get(seed) ?? synthesiseFinger(seed)
  if (grown.size >= mostKept) grown.clear()
  grown.set(seed, finger)
  return finger
}

parentPort?.on('message', ({ fingerSeed, impression, width, height }: Drawing) => {
  parentPort?.postMessage(renderImpression(fingerOf(fingerSeed), impression, { width, height }))
})
