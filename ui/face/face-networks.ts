import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { landmarkSides, type LandmarkNetworks } from '../../core/biometrics/face-landmarks.ts'
import { detectorSide, type Network } from '../../core/biometrics/find-faces.ts'

// The bundler copies what is named so beside the page, each file with the hash of its content in its name.
const files = {
  detector: {
    graph: new URL('../../node_modules/@vladmandic/human/models/blazeface.json', import.meta.url),
    weights: new URL('../../node_modules/@vladmandic/human/models/blazeface.bin', import.meta.url),
  },
  mesh: {
    graph: new URL('../../node_modules/@vladmandic/human/models/facemesh.json', import.meta.url),
    weights: new URL('../../node_modules/@vladmandic/human/models/facemesh.bin', import.meta.url),
  },
  eye: {
    graph: new URL('../../node_modules/@vladmandic/human/models/iris.json', import.meta.url),
    weights: new URL('../../node_modules/@vladmandic/human/models/iris.bin', import.meta.url),
  },
} as const
const runtimes = {
  simd: new URL(
    '../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm',
    import.meta.url,
  ),
  plain: new URL(
    '../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm',
    import.meta.url,
  ),
} as const

export type FaceNetworks = LandmarkNetworks & { readonly detector: Network }

/** The three networks of live guidance, on WebAssembly: the page's policy needs `script-src 'wasm-unsafe-eval'`. */
export async function loadFaceNetworks(): Promise<FaceNetworks> {
  setWasmPaths({
    'tfjs-backend-wasm-simd.wasm': runtimes.simd.href,
    // Wanted by name, used only on pages that are isolated from other origins: ours are not, and one face needs no threads.
    'tfjs-backend-wasm-threaded-simd.wasm': runtimes.simd.href,
    'tfjs-backend-wasm.wasm': runtimes.plain.href,
  })
  await tf.setBackend('wasm')
  await tf.ready()
  const [detector, mesh, eye] = await Promise.all([
    graphNetwork(files.detector, detectorSide),
    graphNetwork(files.mesh, landmarkSides.mesh),
    graphNetwork(files.eye, landmarkSides.eye),
  ])
  return { detector, mesh, eye }
}

interface GraphFile {
  readonly modelTopology: object
  readonly weightsManifest: readonly [{ readonly weights: tf.io.WeightsManifestEntry[] }]
}

async function graphNetwork(
  { graph, weights }: { readonly graph: URL; readonly weights: URL },
  side: number,
): Promise<Network> {
  const [description, weightData] = await Promise.all([
    fetch(graph).then(async (response) => (await response.json()) as GraphFile),
    fetch(weights).then((response) => response.arrayBuffer()),
  ])
  const { modelTopology, weightsManifest } = description
  const source = tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData })
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
