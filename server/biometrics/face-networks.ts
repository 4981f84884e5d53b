import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import faceApi from '@vladmandic/face-api/dist/face-api.node-wasm.js'
import { z } from 'zod'
import { recognitionSide } from '../../core/biometrics/compare-faces.ts'
import { type LandmarkNetworks, landmarkSides } from '../../core/biometrics/face-landmarks.ts'
import { detectorSide, type Network } from '../../core/biometrics/find-faces.ts'

export type FaceNetworks = LandmarkNetworks & { readonly detector: Network }

const { resolve } = createRequire(import.meta.url)
const besideMain = (name: string, folder: string) => join(dirname(resolve(name)), '..', folder)
const folders = {
  graphs: besideMain('@vladmandic/human', 'models'),
  recognition: besideMain('@vladmandic/face-api', 'model'),
  runtime: `${besideMain('@tensorflow/tfjs-backend-wasm', 'wasm-out')}/`,
} as const

const modelFile = z.object({
  modelTopology: z.custom<object>((value) => typeof value === 'object'),
  weightsManifest: z.tuple([z.object({ weights: z.custom<tf.io.WeightsManifestEntry[]>(Array.isArray) })]),
})

/** The runtime computes in WebAssembly, without threads of its own: one face at a time is what the caller asks for. */
export async function startRuntime(): Promise<void> {
  setWasmPaths(folders.runtime)
  await tf.setBackend('wasm')
  await tf.ready()
}

export async function loadFaceNetworks(): Promise<FaceNetworks> {
  const [detector, mesh, eye] = await Promise.all([
    graphNetwork('blazeface', detectorSide),
    graphNetwork('facemesh', landmarkSides.mesh),
    graphNetwork('iris', landmarkSides.eye),
  ])
  return { detector, mesh, eye }
}

/** One of MediaPipe's networks, from its two files. */
async function graphNetwork(name: string, side: number): Promise<Network> {
  const [description, weights] = await Promise.all([
    readFile(join(folders.graphs, `${name}.json`), 'utf8'),
    readFile(join(folders.graphs, `${name}.bin`)),
  ])
  const { modelTopology, weightsManifest } = modelFile.parse(JSON.parse(description))
  const source = tf.io.fromMemory({
    modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weightData: new Uint8Array(weights).buffer,
  })
  const model = await tf.loadGraphModel(source)
  return async (input) => {
    const tensor = tf.tensor(input, [1, side, side, 3])
    const answer = model.execute(tensor)
    const outputs = Array.isArray(answer) ? answer : [answer]
    const numbers = await Promise.all(outputs.map(async (output) => Float32Array.from(await output.data())))
    tf.dispose([tensor, ...outputs])
    return numbers
  }
}

/** dlib's recognition network: a cut-out face to its descriptor of 128 numbers. */
export async function loadRecognition(): Promise<(input: Float32Array) => Promise<Float32Array>> {
  const network = new faceApi.FaceRecognitionNet()
  await network.loadFromDisk(folders.recognition)
  return async (input) => {
    const tensor = tf.tensor4d(input, [1, recognitionSide, recognitionSide, 3])
    // The package declares the runtime's tensors once more, as a type of its own.
    const picture: unknown = tensor
    const descriptor = await network.computeFaceDescriptor(
      picture as Parameters<typeof network.computeFaceDescriptor>[0],
    )
    tensor.dispose()
    return Array.isArray(descriptor) ? descriptor[0]! : descriptor
  }
}
