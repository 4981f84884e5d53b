import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { PairScores } from '../../core/biometrics/error-rates.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { fullEffort, matchPacked } from '../../core/biometrics/match-finger.ts'
import {
  extractMinutiae,
  FingerImageUnusable,
  type MinutiaeTemplate,
} from '../../core/biometrics/minutiae.ts'
import { packFinger } from '../../core/biometrics/packed-finger.ts'
import { type ProbeFinger, probeFinger } from '../../core/biometrics/probe-finger.ts'
import { DomainError } from '../../core/errors.ts'

export class NoPrintsToEvaluate extends DomainError<'NO_PRINTS_TO_EVALUATE'> {
  constructor(images: number) {
    super(
      'NO_PRINTS_TO_EVALUATE',
      {
        vi: 'Thư mục cần ảnh vân tay tên dạng <ngón>_<lần>.png: ít nhất hai ngón, một ngón có hai lần lăn.',
        en: 'The folder needs prints named <finger>_<impression>.png: two fingers at least, one of them twice.',
      },
      { images },
    )
  }
}

export interface Print {
  readonly finger: string
  readonly impression: string
  /** Empty when the image cannot be used: it is then like nobody, as at a desk. */
  readonly template: MinutiaeTemplate
  readonly extractMs: number
}

const fileName = /^(?<finger>.+)_(?<impression>[^_]+)\.(?:png|tif|tiff|bmp|jpg|jpeg)$/i
const nothing = {
  x: new Uint16Array(0),
  y: new Uint16Array(0),
  angle: new Uint8Array(0),
  type: new Uint8Array(0),
  quality: new Uint8Array(0),
}

/** The prints of a folder in the order of their names, with the processor time that each took. */
export async function readPrints(
  folder: string,
  { dpi, progress }: { readonly dpi: number; readonly progress?: (done: number, all: number) => void },
): Promise<Print[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => fileName.test(name)).sort()
  const prints: Print[] = []
  for (const name of names) {
    const { finger = '', impression = '' } = fileName.exec(name)?.groups ?? {}
    const image = await readGrey(join(folder, name), dpi)
    const began = process.threadCpuUsage()
    const template = templateOf(image)
    prints.push({ finger, impression, template, extractMs: cpuMs(began) })
    progress?.(prints.length, names.length)
  }
  return prints
}

async function readGrey(path: string, dpi: number): Promise<FingerImage> {
  const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, dpi, pixels: new Uint8Array(data) }
}

function templateOf(image: FingerImage): MinutiaeTemplate {
  try {
    return extractMinutiae(image)
  } catch (reason) {
    if (reason instanceof FingerImageUnusable) return { width: image.width, height: image.height, ...nothing }
    throw reason
  }
}

/** Milliseconds of processor that this thread used since. */
function cpuMs(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1000
}

/** Two prints, by their places in the list, and their score. */
export interface ComparedPair {
  readonly a: number
  readonly b: number
  readonly score: number
}

export interface ComparedPrints extends PairScores {
  readonly pairs: readonly ComparedPair[]
  /** Matches in a second of one core, at the effort that gave the scores. */
  readonly matchesPerSecond: number
}

const timedMs = 1000

/** Compares each print with all that follow it, as for a verdict. Throws NoPrintsToEvaluate. */
export function comparePrints(prints: readonly Print[]): ComparedPrints {
  const probes = prints.map(({ template }) => probeFinger(template))
  const packed = prints.map(({ template }) => packFinger(template))
  const pairs = prints.flatMap((_, a) =>
    packed.slice(a + 1).map((candidate, i) => {
      return { a, b: a + 1 + i, score: matchPacked(probes[a]!, candidate, 0, fullEffort) }
    }),
  )
  const scoresOf = (own: boolean) =>
    pairs.filter(({ a, b }) => (prints[a]!.finger === prints[b]!.finger) === own).map(({ score }) => score)
  const genuine = scoresOf(true)
  const impostor = scoresOf(false)
  if (genuine.length === 0 || impostor.length === 0) throw new NoPrintsToEvaluate(prints.length)
  return { genuine, impostor, pairs, matchesPerSecond: matchRate(probes, packed) }
}

function matchRate(probes: readonly ProbeFinger[], packed: readonly Uint32Array[]): number {
  const began = process.threadCpuUsage()
  let matches = 0
  for (let a = 0; cpuMs(began) < timedMs; a = (a + 1) % probes.length) {
    for (const candidate of packed) matchPacked(probes[a]!, candidate, 0, fullEffort)
    matches += packed.length
  }
  return (1000 * matches) / cpuMs(began)
}
